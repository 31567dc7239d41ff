"""Files as text to read inside the app: nothing in them is run, and nothing is loaded from outside."""
