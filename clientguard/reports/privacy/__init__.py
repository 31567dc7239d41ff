"""Papers about what is held on a person."""
