"""Documents about the casebook itself."""
