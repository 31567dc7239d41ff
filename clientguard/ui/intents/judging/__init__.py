"""What can be done about what the record says of a client."""
