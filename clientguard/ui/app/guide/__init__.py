"""The guide: its pages, the page that belongs to what is on the screen, and the dialog in which it is read."""
