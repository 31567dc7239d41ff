"""Leaving a client: the decision, releases, the report, its signature, and the close."""
