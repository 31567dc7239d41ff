"""Invented records for the papers from what was exchanged, and those papers."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta

from clientguard.domain.communication.papers.chronology import Chronology, Evident, chronology
from clientguard.domain.communication.papers.head import Asked
from clientguard.domain.communication.papers.history import ClientHistory, Recorded, client_history
from clientguard.domain.communication.papers.span import Span
from clientguard.domain.communication.papers.waiting_facts import WaitingReport
from clientguard.domain.communication.papers.waiting_report import Behind, Exchanged, waiting_report
from clientguard.domain.money.terms import monday_to_friday
from clientguard.domain.records import (
    Absence,
    ApprovalRound,
    Attachment,
    Deliverable,
    Demand,
    Evidence,
    Extension,
    Instant,
    Invoice,
    Meeting,
    Message,
    Payment,
    ProblemNote,
    Promise,
    Request,
    Work,
)
from tests.reports import sample

MADE = sample.MADE
NOON = 1_795_348_800_000  # of the day on which the papers are made


def ago(days: int) -> date:
    return MADE - timedelta(days=days)


def letter(number: int, days: int, direction: str = "out", **fields) -> Message:
    values = {"subject": f"Draft {number}", "body": "Please choose one of the drafts.", "channel": "mail"} | fields
    return Message(id=number, client=2, at=Instant(NOON - days * 86_400_000, 0), direction=direction, **values)


DRAFT = Request(id=10, client=2, title="Which draft?", ask="approval", asked_on=ago(30), needed_by=ago(25), blocks=5,
                answered_on=ago(16), answer="The second.")  # fmt: skip
PHOTOS = Request(id=11, client=2, title="Photos of the shop", ask="material", asked_on=ago(12), needed_by=ago(5))
CLOSED = Request(id=12, client=2, title="Access to the map", ask="access", asked_on=ago(40), closed_on=ago(38),
                 closed_reason="No longer needed")  # fmt: skip
FOUND = Exchanged(
    firm=sample.BUSINESS,
    client=sample.CLIENT,
    work=(
        Work(id=20, client=2, on=ago(20), minutes=90, sort="work", detail="Shop page"),
        Work(id=21, client=2, on=ago(10), minutes=45, sort="waiting", detail="Day kept free"),
        Work(id=22, client=2, on=ago(8), minutes=30, sort="work", detail="Texts"),
    ),
    deliverables=(
        Deliverable(id=5, client=2, title="Shop page", state="delivered", due=ago(20), delivered_on=ago(9)),
        Deliverable(id=6, client=2, title="Newsletter", state="accepted", due=ago(60), delivered_on=ago(61),
                    settled_on=ago(58)),
    ),
    moves=(Extension(id=7, client=2, deliverable=5, agreed_on=ago(16), new_due=ago(9), reason="The draft came late",
                     cause="client", request=10),),
    requests=(DRAFT, PHOTOS, CLOSED),
    rounds=(
        ApprovalRound(id=30, client=2, request=10, what="Three drafts", submitted_on=ago(30), answered_on=ago(24),
                      changes_asked="Warmer colours"),
        ApprovalRound(id=31, client=2, request=10, what="New drafts", submitted_on=ago(20), answered_on=ago(16)),
    ),
    behind=(
        Behind(10, "proof", letter(40, 30)),
        Behind(10, "chase", letter(41, 22)),
        Behind(10, "answer", letter(42, 16, "in", body="The second one, please.\n> Please choose")),
    ),
    promises=(Promise(id=50, client=2, type="material", words="Photos by Monday", made_on=ago(9), due=ago(6)),),
    demands=(Demand(id=60, client=2, words="A second language too", said_on=ago(7), answered_on=ago(5),
                    answer="That needs an offer of its own."),),
    absences=(Absence(id=70, client=2, starts=ago(24), until=ago(20), reason="illness"),),
)  # fmt: skip


def asked(start: date | None = None, end: date = MADE) -> Asked:
    return Asked(MADE, 1, Span(start, end), sample.ANCHOR)


def waiting(start: date | None = None, end: date = MADE, **changes) -> WaitingReport:
    return waiting_report(dataclasses.replace(FOUND, **changes), asked(start, end), monday_to_friday)


MEETING = Meeting(id=80, client=2, subject="Weekly call", planned_at=Instant(NOON - 86_400_000, 0), state="missed",
                  missed_by="client")  # fmt: skip
PROBLEM = ProblemNote(id=81, client=2, title="The brief changed", on=ago(14), detail="Twice in a week.",
                      opinion="Hopeless people")  # fmt: skip
INVOICE = Invoice(id=82, client=2, number="R-7", issued=ago(50), due=ago(36), amount=120_000, currency="EUR")
PAYMENT = Payment(id=83, client=2, invoice=82, received=ago(20), amount=50_000, currency="EUR", detail="SEPA 9")


def history(*more, private: bool = False, start: date | None = None) -> ClientHistory:
    records = (*FOUND.work, *FOUND.requests, *(each.message for each in FOUND.behind), MEETING, PROBLEM, INVOICE,
               PAYMENT, *more)  # fmt: skip
    recorded = Recorded(sample.BUSINESS, sample.CLIENT, records, {82: "R-7"})
    return client_history(recorded, asked(start), private=private)


def evident(**changes) -> Chronology:
    found = Evident(
        firm=sample.BUSINESS,
        client=sample.CLIENT,
        events=(INVOICE, PAYMENT, PROBLEM),
        evidence=(Evidence(id=90, client=2, about=42, passage="The second one", note="Shows that they are slow"),),
        marked=(letter(42, 16, "in", body="The second one, please.", digest="ab" * 32),),
        files=(Attachment(id=91, client=2, of=82, name="R-7.pdf", sha256="cd" * 32),),
        titles={82: "R-7"},
    )
    return chronology(dataclasses.replace(found, **changes), asked())
