"""What was said: importing mail."""
