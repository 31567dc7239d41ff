"""Verifying a casebook against its journal: quickly at opening, in full on demand."""
