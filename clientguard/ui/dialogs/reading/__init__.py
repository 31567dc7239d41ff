"""Records that are evidence, opened to be read."""
