"""Dialogs: a form, an import, the search and command box."""
