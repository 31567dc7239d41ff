"""The tables: one step for each schema version, and what they come to."""
