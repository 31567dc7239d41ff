"""What follows from saving a record of a kind: one module a subject, one row a kind in `by_kind`."""
