"""What a late invoice gives a right to, as its record and the law of its contract have it."""
