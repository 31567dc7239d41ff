"""What becomes of a command: its outcome, and what can be printed of it."""
