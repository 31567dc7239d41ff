"""The database schema: one migration step for each version, and a check of the result."""
