"""Leaving a client from the command line; and the documents that were made."""
