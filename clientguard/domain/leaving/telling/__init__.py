"""Telling the client: the reason given, the tone of what is written, the goodbye letter (P4.2, P4.6, P4.7)."""
