"""When a backup is due, recovery codes, and how strong a passphrase is."""
