"""Documents about the data held on a person."""
