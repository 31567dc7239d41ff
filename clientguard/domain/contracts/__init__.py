"""Contracts as they are: terms that renew, notice, and what has to be decided by when."""
