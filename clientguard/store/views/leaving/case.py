"""A leaving, with all the facts that its gates, steps and handover depend on (P4)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import date

from clientguard.domain.leaving.case import LeavingCase
from clientguard.domain.money.amount import Money
from clientguard.domain.money.receivables import bill
from clientguard.domain.money.terms import Calendar
from clientguard.domain.records import (
    Account,
    ChangeOrder,
    Checklist,
    Client,
    Contract,
    DataHolding,
    Deliverable,
    Evidence,
    Extension,
    HandoverMark,
    Invoice,
    Leaving,
    Obligation,
    PlatformAnswer,
    Promise,
    Release,
    Result,
    Suspension,
)
from clientguard.domain.records.as_of import (
    account_on,
    contract_on,
    deliverable_on,
    holding_on,
    leaving_on,
    obligation_on,
)
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.lookup import find_records, get_record
from clientguard.store.views.business import business
from clientguard.store.views.client import current_contract, open_leaving
from clientguard.store.views.communication.waiting import requests_holding_up
from clientguard.store.views.leaving.deciding import decision_of, signed_decision
from clientguard.store.views.money import invoices, on_account
from clientguard.store.views.papers.invoice import work_since_invoice
from clientguard.store.views.portions import portions


def case(db: Connection, leaving: int, on: date, is_working: Calendar) -> LeavingCase:
    """Return the case of a leaving, as known on a day; KnownError if there is no such leaving.

    `is_working` are the working days of the user's business, by which late answers move dates (P1.3).
    """
    return _case(db, get_record(db, Leaving, leaving), on, is_working)


def client_case(db: Connection, client: int, on: date, is_working: Calendar) -> LeavingCase:
    """Return the case of a client's leaving, or of an empty leaving if nothing has been decided yet.

    If the leaving has no contract, the client's newest is used. KnownError if there is no such client.
    """
    found = _case(db, open_leaving(db, client, on) or Leaving(client=client), on, is_working)
    return dataclasses.replace(found, contract=found.contract or current_contract(db, client, on))


def case_before(db: Connection, client: int, on: date) -> LeavingCase:
    """Return the case of a leaving that has not begun: what was decided about the client, and nothing to hand over.

    KnownError if there is no such client.
    """
    leaving, signed = Leaving(client=client, decided=on), signed_decision(db, client)
    evidence = _evidence_count(db, 0, signed.id) if signed else 0
    name = get_record(db, Client, client).name
    return LeavingCase(leaving, name, None, (), (), (), (), (), evidence, decision=signed)


def _case(db: Connection, decision: Leaving, on: date, is_working: Calendar) -> LeavingCase:
    client, leaving = decision.client or 0, decision.id
    accounts = tuple(
        account_on(each, on) for each in find_records(db, Account, "t.client = ?", client, order="folded(t.name), t.id")
    )
    deliverables = tuple(
        deliverable_on(each, on) for each in find_records(db, Deliverable, "t.client = ?", client, order="t.due, t.id")
    )
    return LeavingCase(
        leaving=leaving_on(decision, on),
        client_name=get_record(db, Client, client).name,
        contract=contract_on(get_record(db, Contract, decision.contract), on) if decision.contract else None,
        deliverables=deliverables,
        obligations=tuple(obligation_on(each, on) for each in find_records(db, Obligation, "t.client = ?", client)),
        bills=tuple(bill(each, on) for each in invoices(db, client, on=on)),
        on_account=tuple(each for each in on_account(db, client, on) if each.minor > 0),
        accounts=accounts,
        releases=tuple(find_records(db, Release, 't.leaving = ? AND t."on" <= ?', leaving, on.isoformat())),
        evidence=_evidence_count(db, leaving, decision.decision),
        decision=decision_of(db, decision),
        answers=tuple(
            find_records(db, PlatformAnswer, "t.leaving = ? AND t.answered_on <= ?", leaving, on.isoformat())
        ),
        marks=tuple(
            find_records(
                db, HandoverMark, "t.client = ? AND t.done_on <= ?", client, on.isoformat(), order="t.done_on, t.id"
            )
        ),
        holdings=tuple(
            holding_on(each, on) for each in find_records(db, DataHolding, "t.client = ?", client, order="t.id")
        ),
        promises=tuple(
            find_records(db, Promise, "t.client = ? AND t.made_on <= ?", client, on.isoformat(), order="t.due, t.id")
        ),
        suspensions=tuple(
            find_records(db, Suspension, "t.client = ? AND t.starts <= ?", client, on.isoformat(), order="t.starts")
        ),
        extensions=tuple(
            find_records(
                db, Extension, "t.client = ? AND t.agreed_on <= ?", client, on.isoformat(), order="t.agreed_on, t.id"
            )
        ),
        changes=tuple(
            find_records(
                db, ChangeOrder, "t.client = ? AND t.agreed_on <= ?", client, on.isoformat(), order="t.agreed_on, t.id"
            )
        ),
        checklists=_checklists(db, accounts),
        unbilled=sum(each.minutes or 0 for each in work_since_invoice(db, client, on)),
        rate=_own_rate(db),
        unsent=frozenset(each.id for each in find_records(db, Invoice, "t.client = ? AND t.sent_on IS NULL", client)),
        requests=requests_holding_up(db, [each.id for each in deliverables], on),
        is_working=is_working,
    )


def _checklists(db: Connection, accounts: Iterable[Account]) -> tuple[Checklist, ...]:
    """Return the user's own checklists that accounts refer to."""
    wanted = sorted({each.checklist for each in accounts if each.checklist})
    return tuple(
        each for marks, part in portions(wanted) for each in find_records(db, Checklist, f"t.id IN ({marks})", *part)
    )


def _own_rate(db: Connection) -> Money | None:
    """Return what the user aims to earn in an hour; None if it is not entered."""
    firm = business(db)
    return Money(firm.rate, firm.currency) if firm and firm.rate and firm.currency else None


def _evidence_count(db: Connection, leaving: int, decision: int | None) -> int:
    """Return how many records stand behind a leaving: its own evidence, and that of its decision."""
    found = {each.about for each in find_records(db, Evidence, "t.leaving = ?", leaving)}
    if decision:
        found |= {each.about for each in find_records(db, Evidence, "t.supports = ?", decision)}
    return len(found)


def results(db: Connection, client: int, on: date = date.max) -> tuple[Result, ...]:
    """Return the results measured for a client by a day, in the order they were measured."""
    where = "t.client = ? AND (t.measured_on IS NULL OR t.measured_on <= ?)"
    return tuple(find_records(db, Result, where, client, on.isoformat(), order="t.measured_on, t.id"))
