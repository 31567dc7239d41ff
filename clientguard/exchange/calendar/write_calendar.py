"""What lies ahead as a calendar file (RFC 5545), which calendar programs subscribe to or import."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from clientguard.domain.records import Instant

PRODUCT = "-//ClientGuard//Calendar//EN"


@dataclass(frozen=True, slots=True)
class CalendarLine:
    """One entry in words: on a day, or at a moment for some minutes. `uid` tells programs that it is the same one."""

    uid: str
    words: str
    day: date | None
    at: Instant | None
    minutes: int


def calendar_file(lines: Iterable[CalendarLine], written: datetime) -> bytes:
    """Return the calendar; the same entries give the same bytes but for `written`, the stamp that the format wants."""
    from icalendar import Calendar, Event  # late: only when a calendar is written

    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", "ClientGuard")
    for each in lines:
        event = Event()
        event.add("uid", each.uid)
        event.add("dtstamp", written)
        event.add("summary", each.words)
        if each.at is not None:
            begins = datetime.fromtimestamp(each.at.ms / 1000, UTC)
            event.add("dtstart", begins)
            event.add("dtend", begins + timedelta(minutes=each.minutes))
        elif each.day is not None:
            event.add("dtstart", each.day)
            event.add("dtend", each.day + timedelta(days=1))
            event.add("transp", "TRANSPARENT")  # a due date does not make the day busy
        made.add_component(event)
    return made.to_ical()
