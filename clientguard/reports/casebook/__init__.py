"""Papers about the casebook itself."""
