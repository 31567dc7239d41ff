"""The wizard of leaving: one step each."""
