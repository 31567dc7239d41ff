"""Dialogs about what a message says: what it proposes, and what it answers."""
