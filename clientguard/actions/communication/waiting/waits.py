"""What waits for the client, counted on the user's own calendar: its country, region and working days (P1.2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from clientguard.actions.money.calendar import business_days_of
from clientguard.domain.communication.waiting import Wait, waits
from clientguard.domain.communication.waiting.rounds import Round, rounds
from clientguard.domain.money.terms import Calendar
from clientguard.domain.records import Business, Client
from clientguard.store.file.sqlite import Connection
from clientguard.store.views.business import business
from clientguard.store.views.communication.waiting import open_requests, promises, rounds_of


def own_calendar(db: Connection) -> Calendar:
    """Return the working days of the user's own business: Monday to Friday while it is not entered."""
    return business_days_of(business(db) or Business(), Client())


def waiting(db: Connection, on: date, client: int = 0) -> tuple[Wait, ...]:
    """Return every request and promise of one client or all that was open on a day, oldest first (P1.1, P1.2)."""
    return waits(open_requests(db, client, on=on), promises(db, client, on=on), on, own_calendar(db))


def rounds_counted(db: Connection, requests: Sequence[int], on: date) -> dict[int, tuple[Round, ...]]:
    """Return the rounds of approval of these requests as they stand on a day, by request, in order (P2.1)."""
    is_working = own_calendar(db)
    return {request: rounds(found, on, is_working) for request, found in rounds_of(db, requests, on).items()}
