"""Writing what lies ahead to a calendar file, and writing it again only where that changed (P1.1, P3.2, P4.2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from clientguard import output
from clientguard.domain.agenda import Entry, agenda
from clientguard.domain.wording import N_, Said
from clientguard.exchange.calendar.write_calendar import CalendarLine, calendar_file
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal.clock import Clock, now
from clientguard.store.views.communication.agenda import agenda_facts

KEPT = N_("The casebook was not touched.")


def entries_ahead(db: Connection, today: date) -> tuple[Entry, ...]:
    """Return what lies ahead from a day on."""
    return agenda(agenda_facts(db, today), today)


def write_calendar(
    db: Connection,
    target: Path,
    casebook: Path,
    uid: str,
    today: date,
    say: Callable[[Said], str],
    before: tuple[Entry, ...] | None = None,
    *,
    clock: Clock = now,
) -> tuple[Entry, ...]:
    """Write what lies ahead to a calendar file, and return it; nothing is written where it is the same as `before`.

    `casebook` is its file, which is never written over; by its `uid` calendar programs know each entry. A file that is
    there is replaced as a whole, never in part. KnownError if that is not possible.
    """
    entries = entries_ahead(db, today)
    if entries == before and target.is_file():
        return entries
    lines = (CalendarLine(f"{each.key}@{uid}", say(each.what), each.day, each.at, each.minutes) for each in entries)
    written = datetime.fromtimestamp(clock().ms / 1000, UTC)
    output.write_whole(target, calendar_file(lines, written), KEPT, casebook)
    return entries
