"""What the record says before anything is decided about a client."""
