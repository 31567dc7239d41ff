"""What waits for the client: what is open, and asking for it again (P1)."""
