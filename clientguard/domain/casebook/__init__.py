"""When a backup is due, recovery codes, how strong a passphrase is."""
