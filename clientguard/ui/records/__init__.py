"""Records on the screen: the form, its editors, and the table."""
