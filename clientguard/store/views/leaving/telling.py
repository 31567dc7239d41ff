"""What the step needs in which the client is told: what was asked, problems of conduct, the letter (P4.6, P4.7)."""

from __future__ import annotations

from datetime import date

from clientguard.domain.leaving.telling.goodbye import CONDUCT, Telling
from clientguard.domain.records import Leaving, Message, ProblemNote, Request
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.lookup import find_records
from clientguard.store.views.communication.waiting import open_requests, with_rounds


def telling(db: Connection, leaving: Leaving, on: date) -> Telling:
    """Return what telling the client of a leaving is judged from, as known on a day."""
    client, day = leaving.client or 0, on.isoformat()
    letter = find_records(db, Message, "t.id = ?", leaving.notice_message) if leaving.notice_message else []
    return Telling(
        requests=open_requests(db, client, on=on),
        answered=with_rounds(
            db, find_records(db, Request, "t.client = ? AND t.answered_on <= ?", client, day, order="t.id"), on
        ),
        conduct=tuple(
            find_records(db, ProblemNote, 't.client = ? AND t.sort = ? AND t."on" <= ?', client, CONDUCT, day)
        ),
        letter=next(iter(letter), None),
    )
