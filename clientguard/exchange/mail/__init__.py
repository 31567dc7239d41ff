"""Mail files to drafts, working on bytes."""
