"""Importing tables of other programs."""
