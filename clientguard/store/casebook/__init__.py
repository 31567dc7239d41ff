"""An open casebook, and its file: made, migrated, written anew."""
