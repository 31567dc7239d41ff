"""The hash tree over the journal, and proofs of single entries."""
