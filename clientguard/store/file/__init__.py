"""The file itself: SQLite, keys, locks, and the checks before it is trusted."""
