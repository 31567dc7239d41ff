"""Reading a leaving, and the documents made from it."""
