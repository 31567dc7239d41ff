"""Logging what happened: one dialog, a chip for each kind of record."""
