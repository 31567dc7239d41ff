"""Mail files into drafts, on bytes."""
