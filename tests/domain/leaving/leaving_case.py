"""A leaving to judge, from which each test changes what it is about."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

from clientguard.domain.leaving.case import LeavingCase, Paper
from clientguard.domain.money.amount import Money
from clientguard.domain.money.receivables import Bill, InvoiceFacts, bill
from clientguard.domain.records import (
    Account,
    Contract,
    Deliverable,
    Document,
    Leaving,
    Obligation,
    PlatformAnswer,
    Release,
)
from clientguard.domain.records.kinds.handover import NONE, PLATFORMS

TODAY = date(2026, 11, 22)
LEAVING = Leaving(
    id=40,
    client=7,
    contract=30,
    decided=date(2026, 11, 12),
    reasons="Six invoices, each later than the one before.",
    alternatives="A talk on 2 November; a payment plan was turned down.",
    notice_given=date(2026, 11, 12),
    reason="We cannot meet your needs because three invoices are unpaid.",
    reported=date(2026, 11, 20),
)
RUN_OUT: dict[str, Any] = {"notice_given": date(2026, 10, 12)}  # so that the notice has run out by today
CONTRACT = Contract(id=30, client=7, title="Website care", notice_days=30)
SWEPT = tuple(
    PlatformAnswer(client=7, leaving=40, platform=each.key, answer=NONE, answered_on=date(2026, 11, 20))
    for each in PLATFORMS
)
HANDOVER = ("offered_on", "accepted_on", "tested_on", "tokens_on", "billing_on", "removed_on")


def account(name: str = "Domain", **changes: Any) -> Account:
    return Account(client=7, name=name, **changes)


def handed_over(name: str = "Domain", **changes: Any) -> Account:
    return account(name, **{**dict.fromkeys(HANDOVER, TODAY), "proof": "Mail of 22 Nov", **changes})


def invoice(**changes: Any) -> Bill:
    facts = InvoiceFacts(1, 7, "Casa Verde", "2026-041", date(2026, 10, 31), None, "", Money(480000, "EUR"), 0, None)
    return bill(dataclasses.replace(facts, **changes), TODAY)


def paid(**changes: Any) -> Bill:
    return invoice(**{"paid": 480000, "settled": date(2026, 10, 31), **changes})


def deliverable(title: str, state: str, **changes: Any) -> Deliverable:
    return Deliverable(client=7, title=title, state=state, **changes)


def obligation(what: str, **changes: Any) -> Obligation:
    return Obligation(client=7, what=what, **changes)


def release(gate: str) -> Release:
    return Release(client=7, leaving=40, gate=gate, reason="Nothing of ours is in it.", on=date(2026, 11, 20))


SIGNED = Document(id=60, client=7, made_on=date(2026, 11, 20), version=2, signed_on=TODAY, signed_by="M. Ruiz")


def case(leaving: dict[str, Any] | None = None, **changes: Any) -> LeavingCase:
    """Return a leaving with nothing in its way but its running notice, with these fields and parts changed."""
    whole = LeavingCase(
        leaving=dataclasses.replace(LEAVING, **(leaving or {})),
        client_name="Casa Verde",
        contract=CONTRACT,
        deliverables=(deliverable("Price page", "accepted"), deliverable("Shop", "dropped")),
        obligations=(),
        bills=(paid(),),
        accounts=(handed_over(),),
        releases=(),
        evidence=17,
        answers=SWEPT,
    )
    return dataclasses.replace(whole, **{"paper": Paper(SIGNED, False), **changes})
