"""Communication with clients, and what is waiting for an answer (P1, P2)."""
