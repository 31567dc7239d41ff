"""Counting on the calendar: months that differ in length, the ends of months and quarters, weekdays."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from clientguard.domain.tongues import ENGLISH, TONGUES

_ALSO = "|".join(each.also for each in TONGUES)
_SEPARATORS = re.compile(rf"\s*(?:,|;|/|\+|&|\b(?:{_ALSO})\b)\s*|(?<![-–—])\s+(?![-–—])")
_THROUGH = re.compile(rf"(?: (?:{'|'.join(each.through for each in TONGUES)}|t/m) |ถึง)")
_RANGE = re.compile(r"\s*[-–—]\s*")


def add_months(day: date, months: int) -> date:
    """Return the same day some months later, or that month's last day if it is shorter.

    Raises ValueError or OverflowError beyond the calendar's years.
    """
    month = day.year * 12 + day.month - 1 + months
    year, month = month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def month_end(day: date) -> date:
    """Return the last day of the day's month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def period_end(day: date, months: int) -> date:
    """Return the last day of the day's month (1), quarter (3) or year (12)."""
    return month_end(day.replace(day=1, month=(day.month - 1) // months * months + months))


def weekday_after(day: date, weekday: int) -> date:
    """Return the first `weekday` (Monday is 0) after a day."""
    return day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1)


def weekday_before(day: date, weekday: int) -> date:
    """Return the last `weekday` (Monday is 0) before a day."""
    return day - timedelta(days=(day.weekday() - weekday - 1) % 7 + 1)


def weekdays_of(text: str) -> frozenset[int] | None:
    """Return the weekdays (Monday is 0) in `Mon–Fri` or `Mon, Tue and Thu`; None if it says anything else.

    They are read in every language of the screens, whichever is in use: they are kept as they were typed.
    """
    found: set[int] = set()
    for part in _SEPARATORS.split(_THROUGH.sub("–", " ".join(text.lower().split()))):
        ends = [_weekday(each) for each in _RANGE.split(part)]
        first, last = ends[0], ends[-1]
        if first is None or last is None or len(ends) > 2:
            return None
        found |= {(first + step) % 7 for step in range((last - first) % 7 + 1)}
    return frozenset(found)


def _weekday(word: str) -> int | None:
    """Return the number of a weekday by its name, or by two or more of the letters that it begins with."""
    word = word.rstrip(".")
    names = enumerate(ENGLISH.weekdays)
    short = next((number for number, name in names if len(word) > 1 and name.startswith(word)), None)
    if short is not None:
        return short
    found = {each.weekday(word.removeprefix(each.day_word)) for each in TONGUES} - {None}
    return found.pop() if len(found) == 1 else None
