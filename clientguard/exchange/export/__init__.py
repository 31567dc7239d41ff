"""The casebook written out as files that anyone can read."""
