"""What judgement is read from: the facts of the signs, and what a client is worth."""
