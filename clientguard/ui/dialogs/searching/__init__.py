"""The parts of the search box."""
