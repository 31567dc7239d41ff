"""Meetings: those that an import may meet, on record or removed, and those that are past and still called planned."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from clientguard.domain.communication.papers.quoting import day_of
from clientguard.domain.communication.waiting.meetings import ASKED_FOR, PastMeeting
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.cells import moment
from clientguard.store.views.live import OF_LIVE_CLIENTS

_PLANNED = f"""
SELECT t.client, c.name, t.id, t.subject, t.planned_at_ms, t.planned_at_offset FROM meeting t {OF_LIVE_CLIENTS}
WHERE t.planned_at_ms BETWEEN ? AND ? AND t.state = 'planned' AND c.stage <> 'former'
ORDER BY t.planned_at_ms, t.id
"""


class KnownMeeting(NamedTuple):
    """A record of a meeting: whose it is, the entry that removed it, its import, and when it is, in milliseconds."""

    id: int
    client: int
    removed: int | None
    imported_by: int | None
    at: int


def twin(db: Connection, meeting: int) -> int | None:
    """Return another record of the same meeting under the same client, removed ones aside; None if there is none."""
    row = db.execute(
        "SELECT o.id FROM meeting m JOIN meeting o ON o.calendar_uid = m.calendar_uid AND o.client = m.client"
        " AND o.id <> m.id JOIN record r ON r.id = o.id"
        " WHERE m.id = ? AND m.calendar_uid <> '' AND r.removed_seq IS NULL",
        (meeting,),
    ).fetchone()
    return row[0] if row else None


def of_calendar(db: Connection, key: str) -> list[KnownMeeting]:
    """Return the records of an entry in a calendar, of all clients, including removed ones; erased ones have no key."""
    rows = db.execute(
        "SELECT m.id, m.client, r.removed_seq, m.imported_by, m.planned_at_ms"
        " FROM meeting m JOIN record r ON r.id = m.id"
        " WHERE m.calendar_uid = ? AND m.calendar_uid <> '' ORDER BY m.id",
        (key,),
    ).fetchall()
    return [KnownMeeting(*row) for row in rows]


def past_planned(db: Connection, on: date) -> tuple[PastMeeting, ...]:
    """Return the meetings of the days before a day that are still called planned, oldest first (P6.5).

    Whose day is past is decided by the clock that each was planned by.
    """
    noon = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    span = tuple(int((noon + timedelta(days=days)).timestamp() * 1000) for days in (-ASKED_FOR - 1, 1))
    found = (
        PastMeeting(row[0], row[1], row[2], row[3], day_of(moment(row[4], row[5])))
        for row in db.execute(_PLANNED, span).fetchall()
    )
    return tuple(each for each in found if each.day < on)
