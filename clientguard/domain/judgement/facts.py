"""What is on record of one client that the signs read: one frozen value, and nothing is asked for later (P6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from clientguard.domain.communication.waiting import PromiseMade, RequestFacts
from clientguard.domain.judgement.thresholds import Thresholds
from clientguard.domain.money.amount import Money
from clientguard.domain.money.receivables import Bill
from clientguard.domain.money.terms import Calendar, monday_to_friday
from clientguard.domain.records import (
    Absence,
    Account,
    Advice,
    ApprovalRound,
    ChangeOrder,
    Client,
    Contract,
    Deliverable,
    Demand,
    Extension,
    Payment,
    ProblemNote,
    RecoveryPlan,
    Result,
    SignReview,
    Suspension,
    Work,
)


@dataclass(frozen=True, slots=True)
class Talk:
    """One message or call, without its words. `on` and `minute` (of the day) are those of the user's clock.

    `minutes` is the time that it took, None where nobody noted it. `template` and `step` say which letter and which
    step of the reminder ladder it was, and `about` are the records that it refers to: the invoices of a reminder, the
    requests that it asks again for, the stop of a notice. `replies_to` is the message that it answers, or 0.
    """

    id: int
    on: date
    minute: int
    direction: str
    channel: str
    minutes: int | None = None
    template: str = ""
    step: str = ""
    about: tuple[int, ...] = ()
    replies_to: int = 0


@dataclass(frozen=True, slots=True)
class Appointment:
    """A meeting: its day on the user's clock, its state, who missed it, and how many minutes it took."""

    id: int
    on: date
    state: str
    missed_by: str = ""
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Other:
    """What another client brings in and takes, to measure this one against (P6.4).

    `income` is what it paid in the last twelve months, one amount a currency. `messages` (both ways) and `minutes`
    (messages, and meetings as held or as logged, whichever is more) are those of the last 90 days; `untimed` says of
    how many messages nobody noted the minutes.
    """

    client: int
    name: str
    stage: str
    since: date | None
    income: tuple[Money, ...] = ()
    messages: int = 0
    minutes: int = 0
    untimed: int = 0


@dataclass(frozen=True, slots=True)
class SignFacts:
    """Everything on record of one client that the signs read, as it was known on the day of judging.

    What is dated later is left out, and records stand as they stood then (`records.as_of`). Events are those of the
    last twelve months, and older ones that were still open then. `rate` is what the user aims to earn in an hour.
    `explained` says which records a fault of ours explains, each with the problems of sort "ours" or cause "us" that
    evidence links to it, in either direction (P8.1). `sent` says on which day an invoice went out, and `proven` which
    problems have a file or another record as evidence, beside the proof that they name.
    """

    client: Client
    thresholds: Thresholds = field(default_factory=Thresholds)
    is_working: Calendar = monday_to_friday
    rate: Money | None = None
    hours: str = ""  # when clients can reach the user, as the business says it
    contracts: tuple[Contract, ...] = ()
    bills: tuple[Bill, ...] = ()
    payments: tuple[Payment, ...] = ()
    promises: tuple[PromiseMade, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    talks: tuple[Talk, ...] = ()
    requests: tuple[RequestFacts, ...] = ()
    rounds: tuple[ApprovalRound, ...] = ()
    meetings: tuple[Appointment, ...] = ()
    absences: tuple[Absence, ...] = ()
    deliverables: tuple[Deliverable, ...] = ()
    extensions: tuple[Extension, ...] = ()
    change_orders: tuple[ChangeOrder, ...] = ()
    demands: tuple[Demand, ...] = ()
    advice: tuple[Advice, ...] = ()
    results: tuple[Result, ...] = ()
    problems: tuple[ProblemNote, ...] = ()
    work: tuple[Work, ...] = ()
    accounts: tuple[Account, ...] = ()
    reviews: tuple[SignReview, ...] = ()
    plans: tuple[RecoveryPlan, ...] = ()
    explained: Mapping[int, tuple[int, ...]] = field(default_factory=dict[int, tuple[int, ...]])
    sent: Mapping[int, date] = field(default_factory=dict[int, date])
    proven: frozenset[int] = frozenset()
    others: tuple[Other, ...] = ()
