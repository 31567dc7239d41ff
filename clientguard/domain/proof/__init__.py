"""What goes into an evidence bundle: its exhibits, whom they name, what is left out, and the index."""
