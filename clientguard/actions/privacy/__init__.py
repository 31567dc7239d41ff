"""What is held about a person, and taking it away for good."""
