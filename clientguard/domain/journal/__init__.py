"""The journal's hash tree, and proofs of single entries."""
