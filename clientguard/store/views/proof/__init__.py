"""What is read for an evidence bundle."""
