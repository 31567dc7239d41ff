"""Reads about correspondence that more than one message has a part in."""
