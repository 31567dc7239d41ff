"""An open casebook, and its file: creating, migrating and rewriting it."""
