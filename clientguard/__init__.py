"""ClientGuard: the record of each client, offline in one file, for consultants who work alone."""

__version__ = "0.1.0"
