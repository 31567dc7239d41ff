"""What can be done so that others can check the record."""
