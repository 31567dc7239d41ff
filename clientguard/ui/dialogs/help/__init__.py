"""What the Help menu shows: texts to read, and places on this computer."""
