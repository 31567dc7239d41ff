"""Stops of work, and the days on which something was paid that may lift one (P3.4, P3.5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from clientguard.domain.money.stops import StopFacts
from clientguard.domain.records import Contract, Suspension
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import cells
from clientguard.store.records.lookup import find_records
from clientguard.store.views.portions import portions

# What credit notes and write-offs settle has no payment; nothing else is taken for one.
_SETTLING = """
SELECT p.received, p.id FROM payment p JOIN record r ON r.id = p.id
WHERE p.client = ?1 AND r.removed_seq IS NULL AND p.amount > 0
UNION ALL
SELECT a."on", a.source FROM allocation a JOIN record r ON r.id = a.id
WHERE a.client = ?1 AND r.removed_seq IS NULL
UNION ALL
SELECT n.issued, NULL FROM invoice n JOIN record r ON r.id = n.id
WHERE n.client = ?1 AND n.document_type = 'credit note' AND r.removed_seq IS NULL
UNION ALL
SELECT w."on", NULL FROM write_off w JOIN record r ON r.id = w.id
WHERE w.client = ?1 AND r.removed_seq IS NULL
"""


_UNRECORDED = (
    "(t.stopped_on IS NOT NULL OR t.lifted_stop IS NOT NULL)"
    " AND NOT EXISTS (SELECT 1 FROM suspension s WHERE s.contract = t.id)"
)


def stops_of(db: Connection, client: int) -> list[Suspension]:
    """Return the stops of work for a client, in the order in which they were recorded."""
    return find_records(db, Suspension, "t.client = ?", client)


def unrecorded_stops(db: Connection, limit: int = -1) -> list[Contract]:
    """Return the contracts that tell of a stop of work which is no record: those of casebooks before schema 8."""
    return find_records(db, Contract, _UNRECORDED, limit=limit)


def stops_of_all(db: Connection, clients: Sequence[int]) -> dict[int, list[Suspension]]:
    """Return the stops of work for these clients, by client; those without one are left out."""
    found: dict[int, list[Suspension]] = {}
    for marks, part in portions(clients):
        for each in find_records(db, Suspension, f"t.client IN ({marks})", *part):
            found.setdefault(each.client or 0, []).append(each)
    return found


_ASKING = """
SELECT t.id, t.client, c.name, t.starts, t.resumed_on, t.lifted_by IS NOT NULL,
       t.exception <> '' OR c.stage = 'former' OR EXISTS (
         SELECT 1 FROM leaving l JOIN record lr ON lr.id = l.id AND lr.removed_seq IS NULL
         WHERE l.client = t.client AND l.decided >= t.starts),
       EXISTS (
         SELECT 1 FROM message m JOIN record mr ON mr.id = m.id AND mr.removed_seq IS NULL
         WHERE m.client = t.client AND m.template = 'resume'
         AND m.at_ms >= CAST(strftime('%s', t.resumed_on) AS INTEGER) * 1000 - 86400000)
FROM suspension t JOIN record r ON r.id = t.id AND r.removed_seq IS NULL
JOIN client c ON c.id = t.client JOIN record cr ON cr.id = c.id AND cr.removed_seq IS NULL
WHERE t.starts <= ?1 AND (t.exception = '' OR t.resumed_on >= date(?1, '-31 days'))
"""


def asking_stops(db: Connection, on: date) -> tuple[StopFacts, ...]:
    """Return the stops of work that may ask something on a day (P3.5, P3.6)."""
    return tuple(
        StopFacts(
            id=row[0],
            client=row[1],
            client_name=row[2],
            starts=cells.a_day(row[3]),
            resumed_on=cells.day(row[4]),
            is_paid=bool(row[5]),
            decided=bool(row[6]),
            told=bool(row[7]),
        )
        for row in db.execute(_ASKING, (on.isoformat(),)).fetchall()
    )


def settling_days(db: Connection, client: int, since: date) -> list[tuple[date, int | None]]:
    """Return the days from `since` on which something of a client was settled, each with its payment if it was one.

    What came before that, and may have been recorded after it, counts for the first day.
    """
    found: dict[date, int | None] = {since: None}
    rows = db.execute(_SETTLING, (client,)).fetchall()
    for day, payment in sorted((cells.a_day(day), payment or 0) for day, payment in rows):
        on = max(day, since)
        found[on] = max(payment, found.get(on) or 0) or None
    return sorted(found.items())
