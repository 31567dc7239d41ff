"""Reporting what is held about a person, and erasing it."""
