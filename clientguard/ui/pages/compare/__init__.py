"""Clients beside one another: contact against income."""
