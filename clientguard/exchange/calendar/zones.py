"""The time zones of a calendar: by their names, also those of Windows, and else by the rules that the file gives."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from clientguard.exchange.calendar.components import Component
from clientguard.exchange.calendar.recurrence import rule_between

_WINDOWS = {name.casefold(): olson for name, olson in WINDOWS_TO_OLSON.items()}
_NAME = re.compile(r"[A-Za-z_]+(?:/[A-Za-z0-9_+-]+){1,2}\Z")
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})(?:\d{2})?")
_FIXED = re.compile(r"(?:\(?(?:UTC|GMT)\)?)?\s*([+-]\d{2}:?\d{2})")
_MOST_RULES = 200
_LONGEST_NAME = 200  # characters of a zone's name: looking for one in a long text takes quadratic time


class Zones:
    """The zones of one calendar; `here` is that of times which name none."""

    def __init__(self, calendar: Component, here: tzinfo) -> None:
        self._rules = {each.value("TZID"): each for each in calendar.inner if each.name == "VTIMEZONE"}
        self._known: dict[str, tzinfo | None] = {}
        self.here = self.named(calendar.value("X-WR-TIMEZONE")) or here

    def named(self, name: str) -> tzinfo | None:
        """Return the zone that the calendar calls `name`; None if it is not known, or no name is given."""
        if name not in self._known:
            self._known[name] = self._found(name.strip().strip('"')) if 0 < len(name) <= _LONGEST_NAME else None
        return self._known[name]

    def _found(self, name: str) -> tzinfo | None:
        if found := _of_the_world(name):
            return found
        rules = self._rules.get(name)
        return _Ruled(rules.inner[:_MOST_RULES]) if rules and rules.inner else None


def _of_the_world(name: str) -> tzinfo | None:
    """Return the zone of that name, in the spelling of the world's list, of Windows, or of a program in front of it."""
    if name.upper() in ("UTC", "Z", "GMT", "ETC/UTC"):
        return UTC
    olson = _WINDOWS.get(name.casefold())
    inner = _NAME.search(name)
    for each in filter(None, (olson, name, inner and inner[0], inner and inner[0].partition("/")[2])):
        try:
            return ZoneInfo(each)
        except (ValueError, OSError, KeyError):
            continue
    if fixed := _FIXED.match(name):
        return _offset(fixed[1])
    return None


def _offset(value: str) -> timezone | None:
    found = _OFFSET.match(value.strip())
    if not found:
        return None
    ahead = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return timezone(-ahead if found[1] == "-" else ahead) if ahead < timedelta(hours=24) else None


class _Ruled(tzinfo):
    """A zone by the rules of a file. What is there before the first rule is the offset of that rule."""

    def __init__(self, rules: Iterable[Component]) -> None:
        self._turns: list[tuple[datetime, timedelta]] = []
        for each in rules:
            offset = _offset(each.value("TZOFFSETTO"))
            if offset is None:
                continue
            ahead = offset.utcoffset(None)
            self._turns += ((start, ahead) for start in _starts(each))
        self._turns.sort()
        self._at = [start for start, _ahead in self._turns]

    def utcoffset(self, dt: datetime | None) -> timedelta:
        """Return how far it is ahead of UTC at that time on its clock."""
        if not self._turns or dt is None:
            return timedelta()
        return self._turns[max(0, bisect_right(self._at, dt.replace(tzinfo=None)) - 1)][1]

    def dst(self, _dt: datetime | None) -> timedelta:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Return nothing: the offset is all that is asked."""
        return timedelta()

    def tzname(self, _dt: datetime | None) -> str:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Return no name."""
        return ""

    def __deepcopy__(self, _memo: object) -> _Ruled:
        return self


def _starts(rule: Component) -> list[datetime]:
    """Return when a rule begins to hold, by the clock before it."""
    found = re.match(r"(\d{4})(\d{2})(\d{2})T?(\d{2})?(\d{2})?", rule.value("DTSTART"))
    if not found:
        return []
    try:
        year, month, day, hour, minute = (int(each or 0) for each in found.groups())
        start = datetime(year, month, day, hour, minute)
    except ValueError:
        return []
    repeated = rule.value("RRULE")
    if not repeated or "YEARLY" not in repeated.upper():
        return [start]
    last = datetime(2100, 1, 1)
    return rule_between(repeated, max(start, datetime(1970, start.month, 1)), last, most=400)[0] or [start]
