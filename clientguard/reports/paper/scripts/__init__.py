"""How letters beyond the Latin ones are set: Thai marks and words, other typefaces, right to left."""
