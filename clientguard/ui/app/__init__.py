"""The running program: composition root, window, locking, recovery."""
