"""Commands that read the record back to its owner."""
