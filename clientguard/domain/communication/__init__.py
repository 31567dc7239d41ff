"""What was asked and said, and what waits for an answer (P1, P2)."""
