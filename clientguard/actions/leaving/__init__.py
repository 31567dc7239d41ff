"""Leaving a client: decision, release, sign-off, final report."""
