"""Salvage: reading what is left of a damaged casebook."""
