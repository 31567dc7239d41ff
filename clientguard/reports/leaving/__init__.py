"""Papers about leaving a client."""
