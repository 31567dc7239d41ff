"""The hours at which a client may expect the user to be reached, as a contract says them: `Mon–Fri 9–17` (P6.8)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from clientguard.domain.dates import weekdays_of

_DAY = 24 * 60  # minutes
_TIME = r"(\d{1,2})(?:[:.](\d\d))?\s*(am|pm)?"
_SPAN = re.compile(rf"(?P<days>\D*?)\s*{_TIME}\s*(?:-|–|—|\bto\b)\s*{_TIME}", re.IGNORECASE)
_EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class ContactHours:
    """Spans of the week: weekdays (Monday is 0), and from which to which minute of the day."""

    spans: tuple[tuple[frozenset[int], int, int], ...]

    def cover(self, weekday: int, minute: int) -> bool:
        """Return whether a minute of a weekday lies within them."""
        return any(weekday in days and start <= minute < end for days, start, end in self.spans)


def contact_hours(text: str) -> ContactHours | None:
    """Return the hours that a text says; parts are divided by `;`. None if it says anything else."""
    spans: list[tuple[frozenset[int], int, int]] = []
    for part in text.split(";"):
        found = _SPAN.fullmatch(part.strip())
        if found is None:
            return None
        days = weekdays_of(found["days"].strip(" ,:")) if found["days"].strip(" ,:") else _EVERY_DAY
        start, end = _minute(*found.groups()[1:4]), _minute(*found.groups()[4:7])
        if days is None or start is None or end is None or end <= start:
            return None
        spans.append((frozenset(days), start, end))
    return ContactHours(tuple(spans)) if spans else None


def _minute(hour: str, minute: str | None, half: str | None) -> int | None:
    """Return the minute of the day that a time is; None if there is no such time."""
    hours, minutes = int(hour), int(minute or 0)
    if half:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half.lower() == "pm" else 0)
    found = hours * 60 + minutes
    return found if minutes < 60 and found <= _DAY else None
