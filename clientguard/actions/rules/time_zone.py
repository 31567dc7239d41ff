"""A business's time zone has to be one that is known."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from clientguard.domain.records import Business, Problem, Record
from clientguard.domain.wording import N_, said


def zone_problems(record: Record) -> Iterator[Problem]:
    """Yield a problem if the time zone of a business is unknown."""
    if isinstance(record, Business) and record.time_zone and not _is_known(record.time_zone):
        told = said(N_("“{zone}” is not a time zone. Enter one such as Europe/Amsterdam."), zone=record.time_zone)
        yield Problem("time_zone", told)


def _is_known(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # no name, or one that is a path
        return False
    return True
