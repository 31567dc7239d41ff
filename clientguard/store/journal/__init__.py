"""The append-only journal, its long values, and the record of what was erased from it."""
