"""Dialogs about what the signs go by."""
