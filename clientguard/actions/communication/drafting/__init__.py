"""What a letter is before it goes out."""
