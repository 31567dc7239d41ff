"""A leaving with all that its gates and its handover are judged by (P4)."""

from __future__ import annotations

from datetime import date

from clientguard.domain.leaving.gates import LeavingCase
from clientguard.domain.money.receivables import bill
from clientguard.domain.records import (
    Account,
    Client,
    Contract,
    Deliverable,
    Evidence,
    Leaving,
    Obligation,
    Release,
    Result,
)
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.lookup import find_records, get_record, titles
from clientguard.store.views.money import invoices


def case(db: Connection, leaving: int, on: date) -> LeavingCase:
    """Return one leaving's case; KnownError when there is no such leaving."""
    decision = get_record(db, Leaving, leaving)
    client = decision.client or 0
    return LeavingCase(
        leaving=decision,
        client_name=get_record(db, Client, client).name,
        contract=get_record(db, Contract, decision.contract) if decision.contract else None,
        deliverables=tuple(find_records(db, Deliverable, "t.client = ?", client, order="t.due, t.id")),
        obligations=tuple(find_records(db, Obligation, "t.client = ?", client)),
        bills=tuple(bill(each, on) for each in invoices(db, client)),
        accounts=tuple(find_records(db, Account, "t.client = ?", client)),
        releases=tuple(find_records(db, Release, "t.leaving = ?", leaving)),
        evidence=len(find_records(db, Evidence, "t.leaving = ?", leaving)),
    )


def evidence(db: Connection, leaving: int) -> list[tuple[Evidence, str]]:
    """Return the evidence of a leaving, each with the title of the record that it points at."""
    found = find_records(db, Evidence, "t.leaving = ?", leaving)
    names = titles(db, [each.about for each in found if each.about])
    return [(each, names.get(each.about or 0, "")) for each in found]


def results(db: Connection, client: int) -> tuple[Result, ...]:
    """Return what was achieved for a client, in the order of measuring."""
    return tuple(find_records(db, Result, "t.client = ?", client, order="t.measured_on, t.id"))
