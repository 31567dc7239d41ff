"""Saving, removing, restoring and listing records, with their files."""
