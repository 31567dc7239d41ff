"""Dialogs about what others can check: the anchor, the evidence bundle."""
