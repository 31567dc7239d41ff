"""Commands about what is said to clients."""
