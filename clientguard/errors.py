"""The one family of errors that is meant for people.

A `KnownError` says three things in plain words: what happened, what was kept, and what to do. Screens and the
command line show it as it is. Every other exception is a fault of the program and goes to the crash report.
"""

from __future__ import annotations

from typing import Any


class KnownError(Exception):
    """Something went wrong in a way that a person can understand and act on.

    `what`, `kept` and `todo` are message keys (English sentences, marked with `N_` where they are written) with
    `{name}` places that `values` fills; `texts` translates them. `str()` gives the English text, for logs.
    """

    def __init__(self, what: str, *, kept: str = "", todo: str = "", **values: Any) -> None:  # noqa: ANN401
        super().__init__(what)
        self.what = what
        self.kept = kept
        self.todo = todo
        self.values = values

    def __str__(self) -> str:
        """Return the English sentences, with their places filled."""
        parts = (part.format(**self.values) for part in (self.what, self.kept, self.todo) if part)
        return " ".join(parts)


class Cancelled(Exception):  # noqa: N818 - it is an outcome that the user asked for, not an error
    """The user cancelled a running job; whatever it had begun was rolled back."""
