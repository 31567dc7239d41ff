"""Reads about files that are kept with records."""
