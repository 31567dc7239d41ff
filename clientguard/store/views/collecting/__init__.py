"""Reads about collecting what is owed: stops of work, and the steps of the ladder."""
