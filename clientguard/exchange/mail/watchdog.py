"""A watchdog for reading one message: one that takes too long is given up and reported, instead of blocking the rest.

The limits on sizes keep reading time in proportion to the input; this is for the cases that nobody thought of. Loops
over the contents of a file call `look`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar

LONGEST = 60.0  # seconds for one message: the slowest of 256 MB takes a third of that

Steady = Callable[[], float]


class TooLongError(Exception):
    """Reading took too long."""


_end: ContextVar[tuple[Steady, float] | None] = ContextVar("end", default=None)


@contextmanager
def limited(seconds: float = LONGEST, clock: Steady = time.monotonic) -> Generator[None]:
    """Make `look` raise TooLongError within the block once `seconds` have passed since it began."""
    token = _end.set((clock, clock() + seconds))
    try:
        yield
    finally:
        _end.reset(token)


def look() -> None:
    """Raise TooLongError if the time is up; outside `limited` it never is."""
    found = _end.get()
    if found is not None and found[0]() > found[1]:
        raise TooLongError
