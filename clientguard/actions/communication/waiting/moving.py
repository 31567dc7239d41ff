"""Where the dates of deliverables stand, since answers came late: counted on the user's own calendar (P1.2, P1.3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from clientguard.actions.communication.waiting.waits import own_calendar
from clientguard.domain.communication.waiting.moved import MovedDate, moved, moved_words
from clientguard.domain.records import Deliverable, Extension
from clientguard.domain.records.as_of import deliverable_on
from clientguard.domain.wording import N_, Said, said
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.lookup import find_records
from clientguard.store.views.communication.waiting import requests_holding_up
from clientguard.store.views.portions import portions


def moved_dates(db: Connection, deliverables: Sequence[int], on: date) -> dict[int, MovedDate]:
    """Return where the date of each of these deliverables stands on a day, by deliverable."""
    requests, is_working = requests_holding_up(db, deliverables, on), own_calendar(db)
    found: dict[int, MovedDate] = {}
    for marks, part in portions(deliverables):
        where = f"t.deliverable IN ({marks}) AND t.agreed_on <= ?"
        extensions = find_records(db, Extension, where, *part, on.isoformat(), order="t.agreed_on, t.id")
        for each in find_records(db, Deliverable, f"t.id IN ({marks})", *part):
            found[each.id] = moved(deliverable_on(each, on), requests, extensions, on, is_working)
    return found


def moved_lines(db: Connection, client: int, on: date) -> tuple[Said, ...]:
    """Return a line for each deliverable of a client that is not delivered and whose date has moved (P1.3)."""
    open_ones = find_records(db, Deliverable, "t.client = ? AND t.state = 'agreed'", client, order="t.due, t.id")
    dates = moved_dates(db, [each.id for each in open_ones], on)
    told = ((each.title, moved_words(dates[each.id])) for each in open_ones)
    return tuple(said(N_("{title}: {moved}"), title=title, moved=words) for title, words in told if words)
