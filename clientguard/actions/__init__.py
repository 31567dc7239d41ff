"""What a user can do: one function is one intent and one transaction. Screens and the command line call these.

An action returns what changed (`domain.changed.Changed`), and raises KnownError with nothing written.
"""
