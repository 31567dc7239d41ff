"""The errors that are meant for people.

A `KnownError` says three things in plain words: what happened, what was kept, and what to do. Screens and the
command line show it as it is. Every other exception is a bug and goes to the crash report.
"""

from __future__ import annotations

from typing import Any


class KnownError(Exception):
    """Something went wrong in a way that a person can understand and act on.

    `what`, `kept` and `todo` are message keys: English sentences, marked with `N_` where they are written, with
    `{name}` placeholders for `values`. `texts` translates them. `str()` gives the English text, for logs.
    """

    def __init__(self, what: str, *, kept: str = "", todo: str = "", **values: Any) -> None:  # noqa: ANN401
        super().__init__(what)
        self.what = what
        self.kept = kept
        self.todo = todo
        self.values = values

    def __str__(self) -> str:
        """Return the English sentences, with their placeholders filled."""
        parts = (part.format(**self.values) for part in (self.what, self.kept, self.todo) if part)
        return " ".join(parts)


class DamagedError(KnownError):
    """The casebook's file fails its checks, or holds what cannot be read: a screen leads to the ways on from there."""


class Cancelled(Exception):  # noqa: N818 - it is an outcome that the user asked for, not an error
    """The user cancelled a running job; everything it had done was rolled back."""
