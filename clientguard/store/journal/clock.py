"""This computer's clock, as the journal records it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from clientguard.domain.records import Instant

Clock = Callable[[], Instant]


def now() -> Instant:
    """Return the current time: milliseconds since 1970 UTC, and this computer's offset in minutes."""
    offset = datetime.now().astimezone().utcoffset()
    return Instant(time.time_ns() // 1_000_000, int(offset.total_seconds() // 60) if offset else 0)
