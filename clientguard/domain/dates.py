"""Counting on the calendar: months that differ in length, the ends of months and quarters, weekdays."""

from __future__ import annotations

import calendar
from datetime import date, timedelta


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
