"""Taking records and fields away for good."""
