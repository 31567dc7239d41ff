"""What the record says about a client, on its page: what to look at, both readings, and the ten signs (P6, P8.1)."""
