"""This computer's clock, as the journal records it."""

from __future__ import annotations

import time
from collections.abc import Callable

from clientguard.domain.records import Instant

Clock = Callable[[], Instant]


def now() -> Instant:
    """Return the current time: milliseconds since 1970 UTC, and this computer's offset in minutes."""
    ms = time.time_ns() // 1_000_000
    return Instant(ms, time.localtime(ms // 1000).tm_gmtoff // 60)


_FIRST, _LAST = -62_135_510_400_000, 253_402_214_400_000  # milliseconds: year 1 to 9999, less a day at either end
_DAY = 24 * 60  # minutes


def is_moment(ms: object, offset: object) -> bool:
    """Return whether milliseconds and minutes can be a moment that a calendar shows."""
    return isinstance(ms, int) and _FIRST <= ms <= _LAST and isinstance(offset, int) and -_DAY < offset < _DAY
