"""Today: the next steps, each with why, since when, and the one thing to do (P1, P3, P4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from clientguard.domain.money import Money
from clientguard.domain.receivables import Bill, InvoiceFacts, bill, totals
from clientguard.domain.words import N_, Said, counted, said

ENDING = 60  # days before its end at which a contract is shown
PATIENCE = 7  # days that a request without a date may stay open
SOON = 7  # days before a date to decide by, or a last day, at which it needs the user
LONG_LATE = 14  # days late from which an invoice is no oversight any more (P3.4)

_TONES = ("stop", "attention", "note", "neutral")  # the most urgent first


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """A request that no answer came to."""

    id: int
    client: int
    client_name: str
    title: str
    ask: str
    asked_on: date
    needed_by: date | None
    blocks: str  # the title of the deliverable that it holds up, or ""
    rounds: int = 0  # how many times it came back with changes (P2.1)

    def days_open(self, today: date) -> int:
        """Return for how many days it has been open (P1.2)."""
        return max(0, (today - self.asked_on).days)

    def is_late(self, today: date) -> bool:
        """Return whether its date has passed, or, without one, more than a week has (P1.1)."""
        return self.needed_by < today if self.needed_by else self.days_open(today) > PATIENCE


@dataclass(frozen=True, slots=True)
class ContractFacts:
    """A contract that has an end."""

    id: int
    client: int
    client_name: str
    title: str
    ends: date
    notice_days: int | None

    @property
    def decide_by(self) -> date:
        """The last day on which notice still ends it in time; without a notice period the day it ends."""
        return self.ends - timedelta(days=self.notice_days or 0)


@dataclass(frozen=True, slots=True)
class LeavingFacts:
    """A leaving that is not signed off."""

    id: int
    client: int
    client_name: str
    decided: date
    last_day: date | None
    step: str
    accounts_open: int
    accounts: int


@dataclass(frozen=True, slots=True)
class TodayFacts:
    """Everything that Today judges."""

    invoices: tuple[InvoiceFacts, ...] = ()
    requests: tuple[RequestFacts, ...] = ()
    contracts: tuple[ContractFacts, ...] = ()
    leavings: tuple[LeavingFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One row of Today. `action` is a key: record payment, log answer, open contract, continue leaving.

    `days` counts how late or how old it is; for a contract how long there is to decide, below zero once that passed.
    """

    tone: str
    icon: str
    client: int
    record: int
    kind: str
    what: Said
    why: Said
    since: Said
    days: int
    action: str
    section: Literal["now", "next"]


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures at the head of Today."""

    owed: tuple[Money, ...]
    overdue: tuple[Money, ...]
    answers: int
    oldest_days: int
    leavings: int
    last_day: date | None
    ending: int


def queue(facts: TodayFacts, today: date) -> tuple[Step, ...]:
    """Return the steps of a day: what needs the user first, the most urgent at the top, then what comes next."""
    bills = [bill(each, today) for each in facts.invoices]
    steps = [_overdue(each) for each in bills if each.status == "overdue"]
    steps += [_request(each, today) for each in facts.requests]
    steps += [_leaving(each, today) for each in facts.leavings]
    steps += [_contract(each, today) for each in _ending(facts, today)]
    return tuple(sorted(steps, key=_urgency))


def _urgency(step: Step) -> tuple[bool, int, int, int]:
    waiting = -step.days if step.kind == "contract" else step.days
    return step.section != "now", _TONES.index(step.tone), -waiting, step.record


def _ending(facts: TodayFacts, today: date) -> list[ContractFacts]:
    left = {each.client for each in facts.leavings}
    return [each for each in facts.contracts if each.client not in left and is_ending(each, today)]


def figures(facts: TodayFacts, today: date) -> Figures:
    """Return the figures of a day."""
    money = totals(bill(each, today) for each in facts.invoices)
    days = [each.last_day for each in facts.leavings if each.last_day]
    return Figures(
        owed=money.owed,
        overdue=money.overdue,
        answers=len({each.client for each in facts.requests}),
        oldest_days=max((each.days_open(today) for each in facts.requests), default=0),
        leavings=len(facts.leavings),
        last_day=min(days, default=None),
        ending=len(_ending(facts, today)),
    )


def is_ending(contract: ContractFacts, today: date) -> bool:
    """Return whether a contract ends within the next 60 days, or its notice falls due these days."""
    if contract.ends < today:
        return False
    return (contract.ends - today).days <= ENDING or abs((contract.decide_by - today).days) <= SOON


def _days(count: int) -> Said:
    return counted(N_("{count} day"), N_("{count} days"), count) if count else said(N_("today"))


def _overdue(late: Bill) -> Step:
    facts = late.facts
    part = facts.paid > 0
    return Step(
        tone="stop" if late.days_late > LONG_LATE else "attention",
        icon="receipt",
        client=facts.client,
        record=facts.id,
        kind="invoice",
        what=said(N_("{client}: invoice {number} is past due"), client=facts.client_name, number=facts.number),
        why=said(
            N_("{open} of {amount} is open. It was due on {due}.") if part else N_("{open}. It was due on {due}."),
            open=late.open,
            amount=facts.amount,
            due=late.due,
        ),
        since=counted(N_("{count} day late"), N_("{count} days late"), late.days_late),
        days=late.days_late,
        action="record payment",
        section="now",
    )


def _request(request: RequestFacts, today: date) -> Step:
    days, due = request.days_open(today), request.is_late(today)
    if request.blocks and request.needed_by:
        why = said(
            N_("Holds up {work}; the answer was needed by {date}.")
            if due
            else N_("Holds up {work}; the answer is needed by {date}."),
            work=request.blocks,
            date=request.needed_by,
        )
    elif request.blocks:
        why = said(N_("Holds up {work}. Asked on {date}."), work=request.blocks, date=request.asked_on)
    elif request.needed_by:
        why = said(N_("Asked on {asked}, needed by {date}."), asked=request.asked_on, date=request.needed_by)
    else:
        why = said(N_("Asked on {date}."), date=request.asked_on)
    return Step(
        tone="attention" if due else "note",
        icon="hourglass",
        client=request.client,
        record=request.id,
        kind="request",
        what=said(N_("{client}: no answer to “{question}”"), client=request.client_name, question=request.title),
        why=why,
        since=_days(days),
        days=days,
        action="log answer",
        section="now" if due else "next",
    )


def _contract(contract: ContractFacts, today: date) -> Step:
    left = (contract.decide_by - today).days
    urgent = left <= SOON
    return Step(
        tone="attention" if urgent else "neutral",
        icon="calendar-clock",
        client=contract.client,
        record=contract.id,
        kind="contract",
        what=said(N_("{client}: the contract ends soon"), client=contract.client_name),
        why=_why_ending(contract, passed=left < 0),
        since=_until(left),
        days=left,
        action="open contract",
        section="now" if urgent else "next",
    )


def _why_ending(contract: ContractFacts, *, passed: bool) -> Said:
    if not contract.notice_days:
        return said(N_("“{title}” ends on {ends}."), title=contract.title, ends=contract.ends)
    forms = (
        N_("“{title}” ends on {ends}; with {count} day of notice, decide by {decide}."),
        N_("“{title}” ends on {ends}; with {count} days of notice, decide by {decide}."),
    )
    if passed:
        forms = (
            N_("“{title}” ends on {ends}; its {count} day of notice began on {decide}."),
            N_("“{title}” ends on {ends}; its {count} days of notice began on {decide}."),
        )
    return counted(*forms, contract.notice_days, title=contract.title, ends=contract.ends, decide=contract.decide_by)


def _until(days: int) -> Said:
    if days < 0:
        return counted(N_("{count} day ago"), N_("{count} days ago"), -days)
    return counted(N_("in {count} day"), N_("in {count} days"), days) if days else said(N_("today"))


def _leaving(leaving: LeavingFacts, today: date) -> Step:
    what = said(N_("{client}: leaving in progress"), client=leaving.client_name)
    if leaving.accounts_open:
        what = counted(
            N_("{client}: {count} account not yet handed over"),
            N_("{client}: {count} accounts not yet handed over"),
            leaving.accounts_open,
            client=leaving.client_name,
        )
    why = said(N_("Decided on {date}."), date=leaving.decided)
    if leaving.last_day:
        why = said(N_("Decided on {date}; the last day is {last}."), date=leaving.decided, last=leaving.last_day)
    near = leaving.last_day is not None and (leaving.last_day - today).days <= SOON
    days = max(0, (today - leaving.decided).days)
    return Step(
        tone="attention" if near else "note",
        icon="key-round" if leaving.accounts_open else "handshake",
        client=leaving.client,
        record=leaving.id,
        kind="leaving",
        what=what,
        why=why,
        since=_days(days),
        days=days,
        action="continue leaving",
        section="now",
    )
