"""What comes in without a client being named: taken in for those whose it is, and sources that are read again."""
