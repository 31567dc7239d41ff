"""What the window does about the file of a casebook: one that was moved, one that has several names."""
