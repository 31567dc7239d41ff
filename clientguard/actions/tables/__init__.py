"""Tables from other programs, taken in as records."""
