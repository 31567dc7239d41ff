"""Questions that a dialog asks before it goes on."""
