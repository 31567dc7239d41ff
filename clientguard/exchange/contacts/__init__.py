"""Contact cards to people."""
