"""Meetings that an import may meet: on record, or removed."""

from __future__ import annotations

from typing import NamedTuple

from clientguard.store.file.sqlite import Connection


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
