"""What the sender of a message wrote in it: without quotations, forwarded text, signatures and notices."""
