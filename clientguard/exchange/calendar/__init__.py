"""Calendar files to meetings."""
