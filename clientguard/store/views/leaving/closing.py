"""A leaving as its close judges it: with its newest report, and how often the client was asked to sign that (P4)."""

from __future__ import annotations

import dataclasses
from datetime import date

from clientguard.domain.leaving.case import LeavingCase, Paper
from clientguard.domain.money.terms import Calendar
from clientguard.domain.records import Document
from clientguard.domain.records.kinds.documents import FINAL_REPORT
from clientguard.domain.records.kinds.handover import REQUEST
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.lookup import find_records
from clientguard.store.views.leaving.case import case
from clientguard.store.views.leaving.documents import document_states


def closing_case(db: Connection, leaving: int, on: date, is_working: Calendar) -> LeavingCase:
    """Return the case of a leaving as known on a day, with its paper; KnownError if there is no such leaving."""
    found = case(db, leaving, on, is_working)
    return dataclasses.replace(found, paper=_paper(db, found, on))


def _paper(db: Connection, found: LeavingCase, on: date) -> Paper | None:
    """Return the newest report made since the decision; one that cannot be compared with the record is stale."""
    leaving = found.leaving
    since = leaving.decided or date.min
    newest = find_records(
        db,
        Document,
        "t.client = ? AND t.type = ? AND t.made_on BETWEEN ? AND ?",
        leaving.client or 0,
        FINAL_REPORT,
        since.isoformat(),
        on.isoformat(),
        order="t.made_on DESC, t.id DESC",
        limit=1,
    )
    if not newest:
        return None
    document = newest[0]
    state = document_states(db, [document.id], on, found.is_working)[document.id]
    if document.signed_on and document.signed_on > on:
        document = dataclasses.replace(document, signed_on=None)
    asked = (each for each in found.marks if each.key == REQUEST and not each.account and each.leaving == leaving.id)
    return Paper(document, state.state != "current", tuple(each.done_on for each in asked if each.done_on))
