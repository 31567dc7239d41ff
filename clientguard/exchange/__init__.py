"""Files to drafts and records to files; no database. May import the domain, texts, paths and errors."""
