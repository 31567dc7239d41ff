"""The evidence bundle as a file: one ZIP in one canonical form, its manifest, its journal, and its verifier."""
