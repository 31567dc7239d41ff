"""Reading what is left of a damaged casebook."""
