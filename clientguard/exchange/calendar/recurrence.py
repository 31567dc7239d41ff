"""When a repeated event takes place, within a span and up to a number (RFC 5545, RRULE).

dateutil finds the times, but walks day by day to the year 9999 for a rule that never comes true. So a rule is looked
at first: what cannot be true has no times, what repeats within a day needs a count, and one without a count begins
close to the span.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from itertools import islice

from dateutil.rrule import rrulestr

from clientguard.exchange.mail import watchdog

MOST = 1_000  # times of one event
_MOST_INSIDE_DAYS = 1_000  # the count of a rule that repeats within a day
_PARTS = frozenset(
    "FREQ UNTIL COUNT INTERVAL BYSECOND BYMINUTE BYHOUR BYDAY BYMONTHDAY BYYEARDAY BYWEEKNO BYMONTH BYSETPOS"
    " WKST".split()
)
_DAY_STEPS = {"DAILY": 1, "WEEKLY": 7}
_WITHIN_A_DAY = ("HOURLY", "MINUTELY")
_LOOKED_AT = 8 * 366  # days in which a rule has to come true: 29 February does


class NotARuleError(ValueError):
    """The rule is none, or not one that is followed."""


def rule_between(rule: str, start: datetime, last: datetime, first: datetime | None = None, *,
                 most: int = MOST) -> tuple[list[datetime], bool]:  # fmt: skip
    """Return the times of an event that begins at `start`, from `first` to `last`, and whether they are all.

    Times are by the clock of the event, without a zone. NotARuleError if the rule cannot be followed.
    """
    parts = _parts(rule)
    first = max(first or start, start)
    if not _can_come_true(parts, start.date()):
        return [], True
    begin = _near(parts, start, first)
    try:
        found = rrulestr(";".join(f"{key}={value}" for key, value in parts.items()), dtstart=begin, ignoretz=True)
        times: list[datetime] = []
        for number, each in enumerate(found):
            if number % 64 == 0:
                watchdog.look()
            if each > last:
                break
            if each >= first:
                times.append(each)
            if len(times) > most:
                return times[:most], False
    except (ValueError, TypeError, OverflowError, IndexError, AttributeError, KeyError) as error:
        raise NotARuleError from error
    return times, True


def _parts(rule: str) -> dict[str, str]:
    pairs = [each.partition("=")[::2] for each in rule.upper().replace(" ", "").rstrip(";").split(";") if each]
    parts = {key: value for key, value in islice(pairs, 30) if key in _PARTS and value}
    frequency = parts.get("FREQ", "")
    number = {key: _number(parts.get(key, "1")) for key in ("COUNT", "INTERVAL")}
    if frequency not in ("YEARLY", "MONTHLY", *_DAY_STEPS, *_WITHIN_A_DAY) or not number["INTERVAL"]:
        raise NotARuleError
    if any(len(value) > 400 for value in parts.values()):
        raise NotARuleError
    if frequency in _WITHIN_A_DAY:
        narrowed = parts.keys() & {"BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS"}
        if "COUNT" not in parts or number["COUNT"] > _MOST_INSIDE_DAYS or narrowed:
            raise NotARuleError
    if frequency in _DAY_STEPS and any(abs(each) > 7 for each in _numbers(parts, "BYSETPOS")):
        raise NotARuleError
    if until := parts.get("UNTIL", ""):
        parts["UNTIL"] = until.rstrip("Z") if re.fullmatch(r"\d{8}(?:T\d{6}Z?)?", until) else ""
        if not parts["UNTIL"]:
            raise NotARuleError
        if "T" not in parts["UNTIL"]:
            parts["UNTIL"] += "T235959"
    if "COUNT" in parts and "UNTIL" in parts:
        del parts["UNTIL"]
    return parts


def _number(value: str) -> int:
    return int(value) if value.isdecimal() and len(value) < 10 else 0


def _numbers(parts: Mapping[str, str], key: str) -> list[int]:
    found = re.findall(r"[+-]?\d{1,4}", parts.get(key, ""))
    return [int(each) for each in found]


def _can_come_true(parts: Mapping[str, str], start: date) -> bool:
    """Return whether some day within eight years has the month, the day and the day of the year that a rule names."""
    months, days, year_days = (_numbers(parts, key) for key in ("BYMONTH", "BYMONTHDAY", "BYYEARDAY"))
    if not days and not year_days:
        return not months or any(1 <= each <= 12 for each in months)
    begin = date(min(max(start.year, 1), 9980), 1, 1)
    for number in range(_LOOKED_AT):
        each = begin + timedelta(days=number)
        length = calendar.monthrange(each.year, each.month)[1]
        of_year = each.timetuple().tm_yday
        whole = 366 if calendar.isleap(each.year) else 365
        if (
            (not months or each.month in months)
            and (not days or each.day in days or each.day - length - 1 in days)
            and (not year_days or of_year in year_days or of_year - whole - 1 in year_days)
        ):
            return True
    return False


def _near(parts: Mapping[str, str], start: datetime, first: datetime) -> datetime:
    """Return a beginning that gives the same times from `first` on, without walking there from long ago."""
    step = _DAY_STEPS.get(parts["FREQ"], 0) * _number(parts.get("INTERVAL", "1"))
    if not step or "COUNT" in parts or first <= start:
        return start
    passed = max(0, (first - start).days // step - 1)
    return start + timedelta(days=passed * step)
