"""Dialogs of letters to clients."""
