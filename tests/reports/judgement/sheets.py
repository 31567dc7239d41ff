"""Invented records for the two sheets, with a contract that says all it can, and the sheets made from them."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import Any

from clientguard.domain.communication.waiting import PromiseMade, RequestFacts
from clientguard.domain.judgement import our_share
from clientguard.domain.judgement.facts import Appointment, SignFacts, Talk
from clientguard.domain.judgement.finding import Finding
from clientguard.domain.judgement.papers.head import Asked
from clientguard.domain.judgement.papers.talk import TalkSheet, talk_sheet
from clientguard.domain.judgement.papers.welcome import Beginning, WelcomeSheet, welcome_sheet
from clientguard.domain.money.amount import Money
from clientguard.domain.money.receivables import Bill, InvoiceFacts, bill
from clientguard.domain.records import (
    Advice,
    Clause,
    Client,
    Contact,
    Contract,
    Deliverable,
    Demand,
    ProblemNote,
    RecoveryPlan,
)
from tests.reports import sample

MADE = sample.MADE
FIRM = dataclasses.replace(sample.BUSINESS, hours="Mon–Fri 9–17", payment_details="Bank of Friesland\nNL12 BANK 0123",
                           rate=9000)  # fmt: skip
CLIENT = Client(id=2, name="Casa Verde S.L.", address="Carrer de la Mar 4\n08003 Barcelona", note="Never smiles")


def ago(days: int) -> date:
    return MADE - timedelta(days=days)


CONTRACT = Contract(
    id=10, client=2, title="Spring shop", starts=ago(30), ends=ago(-335), renews_months=12,
    scope="The shop, live by spring\nTwo campaigns", exclusions="Photographs.", revision_limit=2, response_days=3,
    contact_hours="Mon–Thu 9–16", payment_terms="net 14", suspension_clause="Work may stop while an invoice is unpaid.",
    suspension_days=15, late_clause="Interest is 8 % a year.", fee_type="retainer", fee=120_000, currency="EUR",
    deposit=50_000, access_needed="Shop\nAd account",
)  # fmt: skip
FOUND = Beginning(
    firm=FIRM,
    client=CLIENT,
    contracts=(CONTRACT,),
    clauses=(
        Clause(id=11, client=2, contract=10, key="response_times", passage="Dates move by each day of a late answer."),
        Clause(id=12, client=2, contract=10, key="scope_change", passage="Changes are agreed in writing."),
        Clause(id=13, client=2, contract=10, key="late_interest", state="not stated"),
    ),
    deliverables=(
        Deliverable(id=14, client=2, contract=10, title="Shop, live", due=ago(-40)),
        Deliverable(id=15, client=2, contract=10, title="Old campaign", state="accepted", due=ago(5)),
        Deliverable(id=16, client=2, title="Newsletter", due=ago(-20)),
    ),
    people=(
        Contact(id=17, client=2, name="M. Ruiz", role="Owner", decides=True, note="Hard to like"),
        Contact(id=18, client=2, name="P. Soler", role="Bookkeeper"),
    ),
    plans=(RecoveryPlan(id=19, client=2, made_on=ago(10), remedy="Redo the photos", due=ago(-14)),),
)  # fmt: skip


def asked(**changes: Any) -> Asked:
    return dataclasses.replace(Asked(MADE, 1, "en", sample.ANCHOR), **changes)


def welcome(**changes: Any) -> WelcomeSheet:
    return welcome_sheet(dataclasses.replace(FOUND, **changes), asked())


def owed(number: int, due: date, paid: date | None) -> Bill:
    amount = Money(100_00, "EUR")
    facts = InvoiceFacts(number, 2, "Casa Verde", f"R-{number}", due - timedelta(days=14), due, "", amount,
                         amount.minor if paid else 0, paid)  # fmt: skip
    return bill(facts, MADE)


FACTS = SignFacts(
    client=CLIENT,
    contracts=(CONTRACT,),
    bills=(owed(20, ago(90), ago(60)), owed(21, ago(30), None), owed(22, ago(60), ago(60))),
    requests=(
        RequestFacts(23, 2, "Casa Verde", "Which draft?", "approval", ago(40), ago(33), "", answered_on=ago(20)),
        RequestFacts(24, 2, "Casa Verde", "Photos", "material", ago(20), ago(13), ""),
    ),
    promises=(PromiseMade(25, 2, "Casa Verde", "payment", "I pay on Friday", ago(25), ago(22)),),
    problems=(
        ProblemNote(id=26, client=2, title="Shouted at the hosting firm", on=ago(12), sign="7", opinion="Hopeless man"),
        ProblemNote(id=27, client=2, title="We sent the wrong file", on=ago(50), sort="ours"),
    ),
    demands=(Demand(id=28, client=2, words="A second language too", said_on=ago(9), repeats=4),),
    advice=(Advice(id=29, client=2, what="Keep the old address", given_on=ago(80), followed="no"),),
    meetings=(Appointment(30, ago(6), "missed", "client"), Appointment(31, ago(5), "held")),
    talks=(Talk(32, ago(3), 21 * 60 + 40, "in", "call"), Talk(33, ago(2), 600, "out", "mail")),
    explained={23: (27,)},
)  # fmt: skip


def raised(sign: int, *evidence: int, **changes: Any) -> Finding:
    return dataclasses.replace(Finding(sign, "raised", evidence=evidence), **changes)


def talk(*findings: Finding, facts: SignFacts = FACTS, found: Beginning = FOUND) -> TalkSheet:
    return talk_sheet(found, facts, findings, our_share.points(facts, MADE), asked())
