"""How the program says what it can do, and what of a command line it does not understand."""
