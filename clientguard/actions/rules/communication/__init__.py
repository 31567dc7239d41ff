"""Rules of what is exchanged with a client."""
