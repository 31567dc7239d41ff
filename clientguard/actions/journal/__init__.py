"""Corrections of journal entries, and proofs of them."""
