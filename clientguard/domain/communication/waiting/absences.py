"""Absences that the client announced: silence during one is excused, and no notice is due meanwhile (P1.3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from clientguard.domain.communication.work_days import next_working_day
from clientguard.domain.money.terms import Calendar

PATIENCE = 7  # days that a request without a date may stay open, and that pass before it is asked again


@dataclass(frozen=True, slots=True)
class Away:
    """The days, both included, on which nobody of a client could answer."""

    starts: date
    until: date


def is_away(day: date, away: Iterable[Away]) -> bool:
    """Return whether an absence covers a day."""
    return any(each.starts <= day <= each.until for each in away)


def notice_day(first: date, chased: Iterable[date], away: Iterable[Away], is_working: Calendar) -> date:
    """Return the day on which a notice is next due (P1.3).

    `first` is the day of the first one; after each time that was asked again, it is a week later. While an absence
    covers it, it is the first working day after.
    """
    days, away = list(chased), tuple(away)
    found = max(first, max(days) + timedelta(days=PATIENCE)) if days else first
    for each in sorted(away, key=lambda each: each.starts):
        if each.starts <= found <= each.until:
            found = next_working_day(each.until + timedelta(days=1), is_working)
    return found
