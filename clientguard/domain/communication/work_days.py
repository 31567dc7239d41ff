"""Working days between two days: what an answer cost that came late (P1.2).

Which days are working days is an argument: the business's own country, working days and holidays are known elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

_DAY = timedelta(days=1)
_LONGEST = 60  # days: a calendar without any working day within them is taken for a mistake


def work_days(after: date, until: date, is_working: Callable[[date], bool]) -> int:
    """Return how many working days lie after a day, up to and including another; 0 if it is not later (P1.2)."""
    return sum(is_working(after + step * _DAY) for step in range(1, (until - after).days + 1))


def work_days_later(day: date, count: int, is_working: Callable[[date], bool]) -> date:
    """Return the working day that is `count` working days after a day; the day itself if `count` is 0."""
    for _each in range(count):
        day = next_working_day(day + _DAY, is_working)
    return day


def next_working_day(day: date, is_working: Callable[[date], bool]) -> date:
    """Return the first working day from a day on, that day included; the day itself if there is none nearby."""
    return next((found for step in range(_LONGEST) if is_working(found := day + step * _DAY)), day)
