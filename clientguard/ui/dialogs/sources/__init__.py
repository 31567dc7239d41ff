"""Dialogs of what comes in: how a reading went, whose a sender is, a new source."""
