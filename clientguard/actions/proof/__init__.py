"""Planning and making evidence bundles."""
