"""The casebook written out as files that anybody can read."""
