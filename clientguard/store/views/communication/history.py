"""What was exchanged with a client over time: for the waiting report, the history and the chronology (P1.4, P5.2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from clientguard.domain.communication.papers.chronology import Evident
from clientguard.domain.communication.papers.history import Recorded
from clientguard.domain.communication.papers.waiting_report import Behind, Exchanged
from clientguard.domain.records import (
    KINDS,
    Absence,
    ApprovalRound,
    Attachment,
    Client,
    Deliverable,
    Demand,
    Evidence,
    Extension,
    Invoice,
    Leaving,
    Message,
    Payment,
    ProblemNote,
    Promise,
    Record,
    Reference,
    Request,
    Suspension,
    Work,
)
from clientguard.domain.records.as_of import deliverable_on, demand_on, promise_on, request_on, round_on
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.lookup import find_records, get_record
from clientguard.store.views.business import business
from clientguard.store.views.communication.waiting import requests_holding_up
from clientguard.store.views.lists import linked
from clientguard.store.views.portions import portions
from clientguard.store.views.records import titles

_ABOUT_REQUESTS = "t.client = ?1 AND t.about IN (SELECT id FROM request WHERE client = ?1)"


def exchanged(db: Connection, client: int, on: date) -> Exchanged | None:
    """Return what a client's waiting report is made from, as known on a day; None if there is no business yet."""
    firm = business(db)
    if firm is None:
        return None
    mine = "t.client = ?"
    deliverables = [
        deliverable_on(each, on)
        for each in find_records(db, Deliverable, mine, client, order="t.due IS NULL, t.due, t.id")
    ]
    return Exchanged(
        firm=firm,
        client=get_record(db, Client, client),
        work=find_records(db, Work, mine, client),
        deliverables=deliverables,
        moves=find_records(db, Extension, mine, client, order="t.agreed_on, t.id"),
        requests=[request_on(each, on) for each in find_records(db, Request, mine, client)],
        rounds=[round_on(each, on) for each in find_records(db, ApprovalRound, mine, client)],
        behind=_behind(db, client),
        promises=[promise_on(each, on) for each in find_records(db, Promise, mine, client)],
        demands=[demand_on(each, on) for each in find_records(db, Demand, mine, client)],
        absences=find_records(db, Absence, mine, client),
        holding_up=requests_holding_up(db, [each.id for each in deliverables], on),
    )


def _behind(db: Connection, client: int) -> list[Behind]:
    """Return the messages that references tie to a client's requests."""
    references = find_records(db, Reference, _ABOUT_REQUESTS, client)
    where = (
        f"t.id IN (SELECT t.source FROM reference t JOIN record r ON r.id = t.id"
        f" WHERE {_ABOUT_REQUESTS} AND r.removed_seq IS NULL)"
    )
    known = {each.id: each for each in find_records(db, Message, where, client)}
    return [
        Behind(each.about or 0, each.role, known[each.source])
        for each in references
        if each.source in known
    ]  # fmt: skip


def recorded(db: Connection, client: int) -> Recorded | None:
    """Return every dated record of a client, with the titles that they link to; None if there is no business yet."""
    firm = business(db)
    if firm is None:
        return None
    records: list[Record] = []
    links: set[int] = set()
    for kind in KINDS.values():
        if kind.timeline and kind.client:
            found = find_records(db, kind.record, f"t.{kind.client} = ?", client)
            links |= linked(kind, found)
            records += found
    return Recorded(firm, get_record(db, Client, client), records, titles(db, sorted(links)))


def evident(db: Connection, client: int) -> Evident | None:
    """Return what a client's chronology is made from; None if there is no business yet."""
    firm = business(db)
    if firm is None:
        return None
    events: list[Record] = [
        *find_records(db, Invoice, "t.client = ?", client),
        *find_records(db, Payment, "t.client = ?", client),
        *find_records(db, ProblemNote, "t.client = ?", client),
        *find_records(db, Suspension, "t.client = ?", client),
        *find_records(db, Leaving, "t.client = ? AND t.notice_given IS NOT NULL", client),
        *find_records(db, Message, "t.client = ? AND t.template <> ''", client),
    ]
    evidence = find_records(db, Evidence, "t.client = ?", client)
    marked = _marked(db, sorted({each.about or 0 for each in evidence} - {each.id for each in events}))
    files = find_records(
        db, Attachment, "t.client = ? AND t.\"of\" IN (SELECT value FROM json_each(?))", client,
        f"[{', '.join(str(each.id) for each in (*events, *marked))}]",
    )  # fmt: skip
    invoices = sorted({each.invoice for each in events if isinstance(each, Payment) and each.invoice})
    return Evident(firm, get_record(db, Client, client), events, evidence, marked, files, titles(db, invoices))


def _marked(db: Connection, ids: Sequence[int]) -> list[Record]:
    """Return records by their ids, of whichever kinds can be evidence."""
    found: list[Record] = []
    for marks, part in portions(ids):
        kinds = db.execute(f"SELECT DISTINCT kind FROM record WHERE id IN ({marks})", part).fetchall()
        for (name,) in kinds:
            if KINDS[name].evidence:
                found += find_records(db, KINDS[name].record, f"t.id IN ({marks})", *part)
    return found
