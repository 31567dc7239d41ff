"""Collecting what is owed, step by step."""
