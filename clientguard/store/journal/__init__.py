"""The append-only journal, its long values, and what was erased from it."""
