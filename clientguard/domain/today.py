"""Today: the next steps, each with the reason, how long it has waited, and one thing to do (P1, P3, P4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from clientguard.domain.communication.waiting import RequestFacts, waiting_steps
from clientguard.domain.communication.waiting.meetings import PastMeeting, meeting_steps
from clientguard.domain.judgement.steps import HarmFacts, PlanFacts, harm_steps, plan_steps, refusal_steps
from clientguard.domain.leaving.after import AfterFacts, after_steps
from clientguard.domain.leaving.deciding.reviews import ReviewFacts, review_steps
from clientguard.domain.leaving.notice import ContractFacts, contract_steps, due_contracts
from clientguard.domain.leaving.progress import LeavingFacts, leaving_steps
from clientguard.domain.leaving.renewals import RenewalFacts, renewal_steps
from clientguard.domain.money.amount import Money
from clientguard.domain.money.collecting.ladder import Climbing
from clientguard.domain.money.lateness import trends, with_lateness
from clientguard.domain.money.overdue import dispute_steps, overdue_steps
from clientguard.domain.money.receivables import InvoiceFacts, bill, totals
from clientguard.domain.money.stops import StopFacts, stop_steps
from clientguard.domain.next_step import Step
from clientguard.domain.records import DoNotEngage

_TONES = ("stop", "attention", "note", "neutral")  # the most urgent first


@dataclass(frozen=True, slots=True)
class TodayFacts:
    """The facts that Today follows from."""

    invoices: tuple[InvoiceFacts, ...] = ()
    requests: tuple[RequestFacts, ...] = ()
    contracts: tuple[ContractFacts, ...] = ()
    leavings: tuple[LeavingFacts, ...] = ()
    recent: tuple[InvoiceFacts, ...] = ()  # the last invoices of each client, paid or not

    climbing: Climbing | None = None  # of the ladder; without it, each overdue invoice asks for a reminder
    renewals: tuple[RenewalFacts, ...] = ()  # accounts that renew soon
    reviews: tuple[ReviewFacts, ...] = ()  # decisions that are to be looked at again
    closed: tuple[AfterFacts, ...] = ()  # closed leavings whose days come
    stops: tuple[StopFacts, ...] = ()  # stops of work that ask something
    plans: tuple[PlanFacts, ...] = ()  # recovery plans whose result is to be looked at
    threats: tuple[HarmFacts, ...] = ()  # threats of harm that the user has not answered
    refusals: tuple[DoNotEngage, ...] = ()  # entries of “Not again” that are to be looked at again
    meetings: tuple[PastMeeting, ...] = ()  # planned meetings whose day has passed

    @property
    def left(self) -> frozenset[int]:
        """The clients that are being left."""
        return frozenset(each.client for each in self.leavings)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures at the top of Today."""

    owed: tuple[Money, ...]
    overdue: tuple[Money, ...]
    answers: int
    oldest_days: int
    leavings: int
    last_day: date | None
    contracts: int


def queue(facts: TodayFacts, today: date) -> tuple[Step, ...]:
    """Return the steps for a day: first those that need the user now, then what comes next, most urgent first."""
    bills = [bill(each, today) for each in facts.invoices]
    late = trends(bill(each, today) for each in facts.recent if each.client not in facts.left)
    steps = [
        *with_lateness(_longest_first(overdue_steps(bills, facts.climbing)), late),
        *dispute_steps(bills, today),
        *stop_steps(facts.stops, today),
        *waiting_steps(facts.requests, today),
        *leaving_steps(facts.leavings, today),
        *after_steps(facts.closed, today),
        *review_steps(facts.reviews, today),
        *plan_steps(facts.plans, today),
        *harm_steps(facts.threats, today),
        *refusal_steps(facts.refusals, today),
        *meeting_steps(facts.meetings, today),
        *renewal_steps(facts.renewals, today),
        *contract_steps(due_contracts(facts.contracts, facts.left, today), today),
    ]
    return tuple(sorted(steps, key=_urgency))


def _longest_first(steps: Iterable[Step]) -> list[Step]:
    return sorted(steps, key=lambda each: -each.days)


def _urgency(step: Step) -> tuple[bool, int, int, int]:
    return step.section != "now", _TONES.index(step.tone), -step.pressing, step.record


def figures(facts: TodayFacts, today: date) -> Figures:
    """Return the figures for a day."""
    money = totals(bill(each, today) for each in facts.invoices)
    days = [each.last_day for each in facts.leavings if each.last_day]
    return Figures(
        owed=money.owed,
        overdue=money.overdue,
        answers=len({each.client for each in facts.requests}),
        oldest_days=max((each.days_open(today) for each in facts.requests), default=0),
        leavings=len(facts.leavings),
        last_day=min(days, default=None),
        contracts=len(due_contracts(facts.contracts, facts.left, today)),
    )
