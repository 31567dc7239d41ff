"""A leaving with the facts that its gates, steps and papers depend on (P4)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from clientguard.domain.communication.waiting import RequestFacts
from clientguard.domain.contracts.agreed import end_by_notice
from clientguard.domain.leaving.handover import Handover, handover
from clientguard.domain.money.amount import Money
from clientguard.domain.money.receivables import Bill, is_current
from clientguard.domain.money.terms import Calendar, monday_to_friday
from clientguard.domain.records import (
    Account,
    ChangeOrder,
    Checklist,
    Contract,
    DataHolding,
    Decision,
    Deliverable,
    Document,
    Extension,
    HandoverMark,
    Leaving,
    Obligation,
    PlatformAnswer,
    Promise,
    Release,
    Suspension,
)
from clientguard.domain.records.kinds.leaving import STEP_ALIASES, STEPS

State = Literal["met", "open", "released"]
RENEWAL = 90  # days before a renewal or expiry from which it is named: on Today, in the report, in the wizard


@dataclass(frozen=True, slots=True)
class Paper:
    """The newest report of a leaving: its document, whether it is as on record, and how often it was sent to be signed.

    `stale` says that something it printed has changed since; `requests` are the days on which the client was asked.
    """

    document: Document
    stale: bool
    requests: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class LeavingCase:
    """A leaving, with all the facts that its gates and steps depend on."""

    leaving: Leaving
    client_name: str
    contract: Contract | None
    deliverables: tuple[Deliverable, ...]
    obligations: tuple[Obligation, ...]
    bills: tuple[Bill, ...]
    accounts: tuple[Account, ...]
    releases: tuple[Release, ...]
    evidence: int
    on_account: tuple[Money, ...] = ()  # what the client has paid that counts for no invoice
    decision: Decision | None = None  # of an older leaving there is none: its own reasons count
    answers: tuple[PlatformAnswer, ...] = ()
    marks: tuple[HandoverMark, ...] = ()
    holdings: tuple[DataHolding, ...] = ()
    promises: tuple[Promise, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    extensions: tuple[Extension, ...] = ()
    changes: tuple[ChangeOrder, ...] = ()
    paper: Paper | None = None
    checklists: tuple[Checklist, ...] = ()  # the user's own ones, of these accounts
    unbilled: int = 0  # minutes of work since the last invoice
    rate: Money | None = None  # what the user aims to earn in an hour: in nothing that the client gets
    unsent: frozenset[int] = frozenset()  # invoices of which it is not on record that they were sent
    requests: tuple[RequestFacts, ...] = ()  # what the deliverables wait or waited for
    is_working: Calendar = field(default=monday_to_friday, compare=False)  # the working days of the user's business

    @property
    def reasons(self) -> str:
        """Why it was decided: by the decision, or as an older leaving has it."""
        return self.decision.reasons if self.decision else self.leaving.reasons

    @property
    def alternatives(self) -> str:
        """What was tried before: by the decision, or as an older leaving has it."""
        return self.decision.alternatives if self.decision else self.leaving.alternatives


def step_of(leaving: Leaving) -> str:
    """Return the step at which a leaving was left, whatever an earlier version called it."""
    step = STEP_ALIASES.get(leaving.step, leaving.step)
    return step if step in STEPS else STEPS[0]


def last_day(leaving: Leaving, contract: Contract | None) -> date | None:
    """Return the last day as agreed, else as set, else the end of the notice period, else None (P4.2)."""
    return leaving.agreed_last_day or leaving.last_day or notice_ends(leaving, contract)


def notice_ends(leaving: Leaving, contract: Contract | None) -> date | None:
    """Return the day that the notice given leads to, or the contract's own last day if that is earlier (P4.2).

    None if no notice has been given, or no notice period was agreed.
    """
    if not (leaving.notice_given and contract and contract.agreed.count is not None):
        return None
    return max(end_by_notice(contract.agreed, leaving.notice_given), leaving.notice_given)


def kept_last_day(before: Leaving, after: Leaving, contract: Contract | None) -> date | None:
    """Return the last day that a changed leaving is kept with: as it was entered, else the end of its notice (P4.2).

    A day that followed from the notice moves with it, and goes if the notice is taken back.
    """
    follows = after.last_day == before.last_day == notice_ends(before, contract)
    return notice_ends(after, contract) if follows or after.last_day is None else after.last_day


def released(case: LeavingCase, key: str) -> Release | None:
    """Return the release of a gate, or None if the user has not released it."""
    return next((each for each in case.releases if each.gate == key), None)


def handovers(case: LeavingCase) -> tuple[Handover, ...]:
    """Return the handover state of each account, considering what may be held back until payment in this case."""
    current = is_current(case.bills)
    free = released(case, "payments") is not None
    own = {each.id: each for each in case.checklists}
    clause = handover_clause(case)
    return tuple(
        handover(
            each, current=current, released=free, clause=clause, marks=case.marks, own=own.get(each.checklist or 0)
        )
        for each in case.accounts
    )


def handover_clause(case: LeavingCase) -> str:
    """Return what the contract says about handing over; "" if it says nothing."""
    return case.contract.handover_clause if case.contract else ""
