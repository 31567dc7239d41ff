"""The state of a client, as shown at the top of its page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clientguard.domain.communication.access import Gap, in_words
from clientguard.domain.communication.waiting import RequestFacts
from clientguard.domain.contracts.agreed import runs_until
from clientguard.domain.contracts.deciding import decision
from clientguard.domain.money.amount import Money
from clientguard.domain.money.lateness import Trend
from clientguard.domain.money.overdue import LONG_LATE
from clientguard.domain.money.receivables import Bill, sums, totals
from clientguard.domain.records import Client, Contract, Intake, Leaving
from clientguard.domain.records.kinds.beginning import ACCEPT, CONDITIONS, DECLINE, INTAKE_RESULTS
from clientguard.domain.records.kinds.parties import DECLINED, NEVER_CLIENTS, PROSPECT
from clientguard.domain.wording import N_, Said, counted, said


@dataclass(frozen=True, slots=True)
class ClientFacts:
    """The facts that a client's state follows from."""

    client: Client
    contract: Contract | None
    bills: tuple[Bill, ...]
    open_requests: tuple[RequestFacts, ...]
    leaving: Leaving | None
    trend: Trend | None = None  # that it pays later and later
    missing: tuple[Gap, ...] = ()  # the access that the contract needs and that has not been given
    intake: Intake | None = None  # the newest sheet of one who asks for work, or is a new client

    @property
    def is_leaving(self) -> bool:
        """Whether the client is being left."""
        return self.leaving is not None and not self.leaving.signed_off


@dataclass(frozen=True, slots=True)
class Mark:
    """One part of a client's state, with its tone."""

    tone: str
    text: Said


def marks(facts: ClientFacts) -> tuple[Mark, ...]:
    """Return the labels beside the client's name: work stopped, former, leaving, prospect, declined, new or active."""
    found: list[Mark] = []
    if facts.contract and facts.contract.stopped_on:
        found.append(Mark("stop", said(N_("Work stopped"))))
    if facts.client.stage == "former":
        found.append(Mark("neutral", said(N_("Former client"))))
    elif facts.leaving and facts.is_leaving:
        last = facts.leaving.last_day
        found.append(
            Mark("note", said(N_("Leaving, last day {date}"), date=last) if last else said(N_("Leaving", "stage")))
        )
    elif facts.client.stage == PROSPECT:
        found.append(Mark("note", said(N_("Prospect"))))
    elif facts.client.stage == DECLINED:
        found.append(Mark("neutral", said(N_("Declined"))))
    elif facts.client.stage == "new":
        found.append(Mark("note", said(N_("New client"))))
    elif not found:
        found.append(Mark("met", said(N_("Active"))))
    return tuple(found)


def state(facts: ClientFacts, today: date) -> tuple[Mark, ...]:
    """Return the state line: what is overdue or owed, how it pays, the oldest open request, the end of the contract."""
    found = [*_asked(facts), *(_overdue(facts.bills, each) for each in totals(facts.bills).overdue)]
    waiting = sums(each.not_due for each in facts.bills if each.not_due.minor)
    found += [Mark("neutral", said(N_("{amount} owed, not yet due"), amount=each)) for each in waiting]
    if facts.trend and facts.client.stage != "former":
        found.append(Mark("attention", facts.trend.short))
    if facts.open_requests:
        oldest = max(each.days_open(today) for each in facts.open_requests)
        requests = counted(N_("{count} request"), N_("{count} requests"), len(facts.open_requests))
        found.append(
            Mark(
                "attention" if any(each.is_late(today) for each in facts.open_requests) else "neutral",
                counted(
                    N_("{requests} open, the oldest for {count} day"),
                    N_("{requests} open, the oldest for {count} days"),
                    oldest,
                    requests=requests,
                )
                if oldest
                else said(N_("{requests} open since today"), requests=requests),
            )
        )
    if facts.missing and facts.client.stage != "former":
        found.append(Mark("attention", in_words(facts.missing)))
    if facts.contract and facts.client.stage != "former" and (term := _term(facts.contract, today)):
        found.append(term)
    return tuple(found)


def _asked(facts: ClientFacts) -> list[Mark]:
    """Return what came of the first conversation, while it still matters (P7.5)."""
    sheet = facts.intake
    if sheet is None or not sheet.result:
        return []
    if facts.client.stage == "new":
        return [Mark("note", said(N_("Accepted with conditions")))] if sheet.result == CONDITIONS else []
    if facts.client.stage != PROSPECT:
        return []
    result = next(each for each in INTAKE_RESULTS if each.key == sheet.result)
    return [Mark(result.tone, said(N_("Result of the intake sheet: {result}"), result=said(result.label)))]


def _term(contract: Contract, today: date) -> Mark | None:
    """Return how long the contract runs, and by when to decide on it; None if it runs until one side ends it."""
    ends = runs_until(contract.agreed, today)
    if ends is None:
        return None
    if ends < today:
        text = said(N_("Contract ended on {date}"), date=ends)
    elif contract.agreed.renews and not contract.ended_on:
        text = said(N_("Contract renews after {date}"), date=ends)
    else:
        text = said(N_("Contract until {date}"), date=ends)
    due = decision(contract.agreed, today)
    if due and due.state == "ahead" and due.by < due.ends:
        text = said(N_("{contract}, decide by {date}"), contract=text, date=due.by)
    elif due and due.state == "missed":
        text = said(N_("{contract}, the last day for notice was {date}"), contract=text, date=due.by)
    return Mark("attention" if due else "neutral", text)


def next_action(facts: ClientFacts) -> tuple[str, int] | None:
    """Return the most urgent action, as a key like those of Today's steps, and the record it is about, or None.

    While work is stopped, the overdue payment is not returned: the client's page shows it separately.
    """
    if facts.client.stage in NEVER_CLIENTS:
        return _answer(facts)
    if facts.leaving and facts.is_leaving:
        return "continue leaving", facts.leaving.id
    late = [each for each in facts.bills if each.takes_reminder]
    if late and not (facts.contract and facts.contract.stopped_on):
        return "send_reminder", max(late, key=lambda each: each.days_late).facts.id
    if facts.open_requests:
        return "log answer", facts.open_requests[0].id
    return None


_ANSWERS = {ACCEPT: "accept prospect", CONDITIONS: "accept with conditions", DECLINE: "decline prospect"}


def _answer(facts: ClientFacts) -> tuple[str, int] | None:
    """Return what is next for one who asks for work: the intake sheet, its result, then what the result says."""
    if facts.client.stage != PROSPECT:
        return None
    if facts.intake is None:
        return "fill in intake", facts.client.id
    if facts.intake.result in _ANSWERS:
        return _ANSWERS[facts.intake.result], facts.client.id
    return "enter result", facts.intake.id


def _overdue(bills: tuple[Bill, ...], amount: Money) -> Mark:
    late = max(each.days_late for each in bills if each.status == "overdue" and each.open.currency == amount.currency)
    text = counted(
        N_("{amount} overdue, {count} day late"), N_("{amount} overdue, {count} days late"), late, amount=amount
    )
    return Mark("attention" if late <= LONG_LATE else "stop", text)
