"""Commands by which others can check what is on record."""
