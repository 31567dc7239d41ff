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
SOON = 7  # days before a date to decide by at which it needs the user


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


@dataclass(frozen=True, slots=True)
class ContractFacts:
    """A contract that has an end."""

    id: int
    client: int
    client_name: str
    title: str
    ends: date
    notice_days: int | None


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
    """One row of Today. `action` is a key: record payment, log answer, open contract, continue leaving."""

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
    """Return the steps of a day: what needs the user first, the latest money first, then what comes next."""
    bills = [bill(each, today) for each in facts.invoices]
    late = sorted((each for each in bills if each.status == "overdue"), key=lambda each: -each.days_late)
    steps = [_overdue(each) for each in late]
    steps += [_request(each, today) for each in sorted(facts.requests, key=lambda each: each.asked_on)]
    steps += [_leaving(each, today) for each in facts.leavings]
    left = {each.client for each in facts.leavings}
    ending = [each for each in facts.contracts if is_ending(each, today) and each.client not in left]
    steps += [_contract(each, today) for each in sorted(ending, key=lambda each: each.ends)]
    return tuple(sorted(steps, key=lambda step: step.section != "now"))


def figures(facts: TodayFacts, today: date) -> Figures:
    """Return the figures of a day."""
    money = totals(bill(each, today) for each in facts.invoices)
    days = [each.last_day for each in facts.leavings if each.last_day]
    return Figures(
        owed=money.owed,
        overdue=money.overdue,
        answers=len({each.client for each in facts.requests}),
        oldest_days=max(((today - each.asked_on).days for each in facts.requests), default=0),
        leavings=len(facts.leavings),
        last_day=min(days, default=None),
        ending=sum(is_ending(each, today) for each in facts.contracts),
    )


def is_ending(contract: ContractFacts, today: date) -> bool:
    """Return whether a contract ends within the next 60 days."""
    return 0 <= (contract.ends - today).days <= ENDING


def _days(count: int) -> Said:
    return counted(N_("{count} day"), N_("{count} days"), count)


def _overdue(late: Bill) -> Step:
    facts = late.facts
    part = facts.paid > 0
    return Step(
        tone="stop" if late.days_late > 14 else "attention",
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
    days = (today - request.asked_on).days
    due = request.needed_by < today if request.needed_by else days > PATIENCE
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
    left = (contract.ends - today).days
    decide = contract.ends - timedelta(days=contract.notice_days or 0)
    if contract.notice_days:
        why = counted(
            N_("“{title}” ends on {ends}; with {count} day of notice, decide by {decide}."),
            N_("“{title}” ends on {ends}; with {count} days of notice, decide by {decide}."),
            contract.notice_days,
            title=contract.title,
            ends=contract.ends,
            decide=decide,
        )
    else:
        why = said(N_("“{title}” ends on {ends}."), title=contract.title, ends=contract.ends)
    urgent = (decide - today).days <= SOON
    return Step(
        tone="attention" if urgent else "neutral",
        icon="calendar-clock",
        client=contract.client,
        record=contract.id,
        kind="contract",
        what=said(N_("{client}: the contract ends soon"), client=contract.client_name),
        why=why,
        since=counted(N_("in {count} day"), N_("in {count} days"), left) if left else said(N_("today")),
        days=left,
        action="open contract",
        section="now" if urgent else "next",
    )


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
    days = (today - leaving.decided).days
    return Step(
        tone="note",
        icon="handshake",
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
