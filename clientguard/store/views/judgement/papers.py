"""What the welcome and the conversation sheet are made from, and both as they would be made now (P7.2, P8.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from clientguard.domain.judgement import our_share
from clientguard.domain.judgement.judge import findings
from clientguard.domain.judgement.papers import talk, welcome
from clientguard.domain.judgement.papers.agreement import printed_contract, running
from clientguard.domain.judgement.papers.head import Asked
from clientguard.domain.judgement.papers.talk import TalkSheet, talk_sheet
from clientguard.domain.judgement.papers.welcome import Beginning, welcome_sheet
from clientguard.domain.money.terms import Calendar
from clientguard.domain.paper.printed import Anchor
from clientguard.domain.records import (
    Clause,
    Client,
    Contact,
    Contract,
    Deliverable,
    Document,
    RecoveryPlan,
)
from clientguard.domain.records.as_of import contract_on, deliverable_on, plan_on
from clientguard.domain.records.kinds.documents import TALK, WELCOME
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.lookup import find_records, get_record
from clientguard.store.views.business import business
from clientguard.store.views.judgement.facts import Clock, sign_facts

SHEETS = (WELCOME, TALK)


def beginning(db: Connection, client: int, on: date) -> Beginning | None:
    """Return what a client's sheets are made from, as known on a day; None if there is no business yet."""
    firm = business(db)
    if firm is None:
        return None
    mine = "t.client = ?"
    return Beginning(
        firm=firm,
        client=get_record(db, Client, client),
        contracts=[contract_on(each, on) for each in find_records(db, Contract, mine, client)],
        clauses=find_records(db, Clause, mine, client),
        deliverables=[deliverable_on(each, on) for each in find_records(db, Deliverable, mine, client)],
        people=find_records(db, Contact, mine, client, order="t.name, t.id"),
        plans=[
            plan_on(each, on)
            for each in find_records(db, RecoveryPlan, f"{mine} AND t.made_on <= ?", client, on.isoformat())
        ],
    )


def running_contracts(db: Connection, client: int, on: date) -> list[Contract]:
    """Return a client's contracts that run on a day, the newest first."""
    return running((contract_on(each, on) for each in find_records(db, Contract, "t.client = ?", client)), on)


def talk_of(db: Connection, client: int, asked: Asked, clock: Clock, is_working: Calendar) -> TalkSheet | None:
    """Return a client's conversation sheet by what was known on its day; None if there is no business yet.

    `clock` gives a moment by the user's clock, `is_working` the working days of the user's own business.
    """
    found = beginning(db, client, asked.made)
    facts = sign_facts(db, [client], asked.made, clock, is_working)
    if found is None or not facts:
        return None
    signs, ours = findings(facts[0], asked.made), our_share.points(facts[0], asked.made)
    return talk_sheet(found, facts[0], signs, ours, asked)


def welcome_of(db: Connection, client: int, asked: Asked) -> welcome.WelcomeSheet | None:
    """Return a client's welcome sheet by what was known on its day; None if there is no business yet."""
    found = beginning(db, client, asked.made)
    return welcome_sheet(found, asked) if found else None


def sheet_now(
    db: Connection, document: Document, then: Mapping[str, Any], on: date, clock: Clock, is_working: Calendar
) -> dict[str, Any] | None:
    """Return the facts of a sheet as if it had been made on its own day, in the language in which it was printed.

    None if there is no business.
    """
    asked = Asked(document.made_on or on, document.version or 0, str(then.get("language", "")), Anchor(0, ""))
    client = document.client or 0
    if document.type == TALK:
        shown = talk_of(db, client, asked, clock, is_working)
        return talk.facts_json(shown) if shown else None
    printed: dict[str, Any] = then.get("agreement") or {}
    known = find_records(db, Contract, "t.client = ?", client)
    contract = printed_contract(known, printed.get("title"), printed.get("starts"))
    found = welcome_of(db, client, replace(asked, contract=contract))
    return welcome.facts_json(found) if found else None
