"""A watchdog over the reading of one message: what takes too long is given up, and told, instead of holding all up.

Every limit on sizes makes reading end in proportion to its input; this is for what nobody thought of. Loops over what
a file holds call `look`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar

LONGEST = 60.0  # seconds for one message: the slowest of 256 MB takes a third of that

Steady = Callable[[], float]


class TooLongError(Exception):
    """Reading took longer than it may."""


_end: ContextVar[tuple[Steady, float] | None] = ContextVar("end", default=None)


@contextmanager
def limited(seconds: float = LONGEST, clock: Steady = time.monotonic) -> Generator[None]:
    """Have `look` raise TooLongError within the block when so many seconds have gone by since it began."""
    token = _end.set((clock, clock() + seconds))
    try:
        yield
    finally:
        _end.reset(token)


def look() -> None:
    """Raise TooLongError when the time is up; outside `limited` it never is."""
    found = _end.get()
    if found is not None and found[0]() > found[1]:
        raise TooLongError
