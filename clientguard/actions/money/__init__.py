"""What payments are for, and what is no longer demanded."""
