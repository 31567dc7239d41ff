"""The facts for the agenda: what is unpaid, running, open, promised, agreed and planned."""

from __future__ import annotations

from datetime import date

from clientguard.domain.agenda import AgendaFacts, DatedFacts, MeetingFacts
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import cells
from clientguard.store.views.communication.waiting import open_requests
from clientguard.store.views.live import OF_LIVE_CLIENTS
from clientguard.store.views.money import invoices
from clientguard.store.views.today import contracts

_PROMISES = f"""
SELECT t.id, c.name, t.words, t.due FROM promise t {OF_LIVE_CLIENTS}
WHERE t.kept_on IS NULL AND t.due >= ? ORDER BY t.due, t.id
"""
_DELIVERABLES = f"""
SELECT t.id, c.name, t.title, t.due FROM deliverable t {OF_LIVE_CLIENTS}
WHERE t.state = 'agreed' AND t.due >= ? ORDER BY t.due, t.id
"""
_MEETINGS = f"""
SELECT t.id, c.name, t.subject, t.planned_at_ms, t.planned_at_offset, t.minutes FROM meeting t {OF_LIVE_CLIENTS}
WHERE t.state = 'planned' AND t.planned_at_ms >= CAST(strftime('%s', ?) AS INTEGER) * 1000
ORDER BY t.planned_at_ms, t.id
"""


def agenda_facts(db: Connection, today: date) -> AgendaFacts:
    """Return what lies ahead from a day on, of clients that were not removed."""
    day = (today.isoformat(),)
    return AgendaFacts(
        invoices=invoices(db, on=today, unpaid=True),
        contracts=contracts(db),
        requests=open_requests(db, on=today),
        promises=tuple(_dated(row) for row in db.execute(_PROMISES, day).fetchall()),
        deliverables=tuple(_dated(row) for row in db.execute(_DELIVERABLES, day).fetchall()),
        meetings=tuple(
            MeetingFacts(row[0], row[1], row[2], cells.moment(row[3], row[4]), row[5])
            for row in db.execute(_MEETINGS, day).fetchall()
        ),
    )


def _dated(row: tuple[int, str, str, str]) -> DatedFacts:
    return DatedFacts(row[0], row[1], row[2], cells.a_day(row[3]))
