"""What follows from saving a record: one module for each subject, one row for each kind in `by_kind`."""
