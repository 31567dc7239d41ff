"""What payments are for, and what is no longer demanded, from the command line."""
