"""Judging a client: what the record says, the user's answers to it, and the figures that the signs go by."""
