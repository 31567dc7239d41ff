"""What the record says about a client, fairly: ten signs, three kinds, the other reading (P6, P8)."""
