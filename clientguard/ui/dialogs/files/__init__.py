"""Files of the casebook, shown inside the app."""
