"""Business days: counting them, and moving a due date to one.

Which days are business days is an argument: a calendar is built from a country's holidays elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

Calendar = Callable[[date], bool]  # whether a day is a business day
Convention = Literal["next", "previous", "modified next", "modified previous", "nearest", "half-month modified next"]

MOVED_AT_MOST = 10  # days by which other holidays move a due date
LONGEST = 60  # days: a calendar without any business day within them is taken for a mistake
_DAY = timedelta(days=1)
_MIDDLE = 15  # the last day of the first half of a month


def monday_to_friday(day: date) -> bool:
    """Return whether a day is a business day where no country is known."""
    return day.weekday() < 5


def business_days_from(day: date, count: int, calendar: Calendar) -> date:
    """Return the business day that is `count` of them after a day, or before it if the count is negative."""
    step = _DAY if count > 0 else -_DAY
    for _each in range(abs(count)):
        day = _nearest_towards(day + step, step, calendar)
    return day


def adjusted(day: date, convention: Convention, calendar: Calendar) -> date:
    """Return a day, or the business day in its place if it is none."""
    if calendar(day):
        return day
    after, before = _nearest_towards(day, _DAY, calendar), _nearest_towards(day, -_DAY, calendar)
    match convention:
        case "next":
            return after
        case "previous":
            return before
        case "modified next":
            return after if after.month == day.month else before
        case "modified previous":
            return before if before.month == day.month else after
        case "half-month modified next":
            crosses = after.month != day.month or day.day <= _MIDDLE < after.day
            return before if crosses else after
        case "nearest":
            return before if day - before < after - day else after


def _nearest_towards(day: date, step: timedelta, calendar: Calendar) -> date:
    """Return the first business day from a day on, in steps of a day; the day itself if there is none nearby."""
    found = day
    for _each in range(LONGEST):
        if calendar(found):
            return found
        found += step
    return day
