"""What a mailbox shows: finding clients in it, and who has not answered whom."""
