"""Records as they were known on a day: what is dated later had not happened yet."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any, TypeVar

from clientguard.domain.records.describe import Record
from clientguard.domain.records.kinds.collecting import Promise, Suspension
from clientguard.domain.records.kinds.communication import ApprovalRound, Request
from clientguard.domain.records.kinds.engagement import Deliverable, Demand, ProblemNote
from clientguard.domain.records.kinds.handover import Account, DataHolding
from clientguard.domain.records.kinds.judging import RecoveryPlan
from clientguard.domain.records.kinds.leaving import Leaving, Obligation
from clientguard.domain.records.kinds.parties import Contract

R = TypeVar("R", bound=Record)


def account_on(account: Account, on: date) -> Account:
    """Return an account with the steps of its handover that were done by a day (P4.4)."""
    return _without_later(
        account, on, "offered_on", "accepted_on", "tested_on", "tokens_on", "billing_on", "removed_on", "no_reply_on"
    )


def obligation_on(obligation: Obligation, on: date) -> Obligation:
    """Return an obligation as it stood on a day: open if it was met later."""
    return _without_later(obligation, on, "met_on")


def holding_on(holding: DataHolding, on: date) -> DataHolding:
    """Return data held as it stood on a day: not yet chosen, returned or deleted, if that came later."""
    known = _without_later(holding, on, "chosen_on", "done_on")
    return known if known.chosen_on == holding.chosen_on else dataclasses.replace(known, disposition="")


def leaving_on(leaving: Leaving, on: date) -> Leaving:
    """Return a leaving as it stood on a day: not signed off, and without a report, if that came later."""
    return _without_later(leaving, on, "reported", "signed_off")


def deliverable_on(deliverable: Deliverable, on: date) -> Deliverable:
    """Return a deliverable in the state that it had on a day."""
    known = _without_later(deliverable, on, "delivered_on", "settled_on")
    if known == deliverable:
        return deliverable
    settled = known.settled_on is not None
    state = known.state if settled else "delivered" if known.delivered_on else "agreed"
    return dataclasses.replace(known, state=state)


def request_on(request: Request, on: date) -> Request:
    """Return a request as it stood on a day: open if it was answered or closed later."""
    known = _without_later(request, on, "answered_on", "closed_on")
    return dataclasses.replace(
        known,
        answer=known.answer if known.answered_on == request.answered_on else "",
        closed_reason=known.closed_reason if known.closed_on == request.closed_on else "",
    )


def round_on(found: ApprovalRound, on: date) -> ApprovalRound:
    """Return a round of an approval as it stood on a day: without an answer that came later."""
    known = _without_later(found, on, "answered_on")
    return known if known.answered_on == found.answered_on else dataclasses.replace(known, changes_asked="")


def promise_on(promise: Promise, on: date) -> Promise:
    """Return a promise as it stood on a day: not kept yet, if that came later."""
    return _without_later(promise, on, "kept_on")


def demand_on(demand: Demand, on: date) -> Demand:
    """Return a demand as it stood on a day: without an answer that came later."""
    known = _without_later(demand, on, "answered_on")
    return known if known.answered_on == demand.answered_on else dataclasses.replace(known, answer="", refused=False)


def problem_on(problem: ProblemNote, on: date) -> ProblemNote:
    """Return a problem as it stood on a day: not answered or removed yet, if that came later."""
    known = _without_later(problem, on, "replied_on", "removed_on")
    return known if known.replied_on == problem.replied_on else dataclasses.replace(known, reply="")


def plan_on(plan: RecoveryPlan, on: date) -> RecoveryPlan:
    """Return a recovery plan as it stood on a day: without a result that was seen later."""
    known = _without_later(plan, on, "result_on")
    return known if known.result_on == plan.result_on else dataclasses.replace(known, result="", outcome="")


def suspension_on(found: Suspension, on: date) -> Suspension:
    """Return a stop of work as it stood on a day: standing, if work was resumed later."""
    known = _without_later(found, on, "resumed_on")
    return known if known.resumed_on == found.resumed_on else dataclasses.replace(known, lifted_by=None)


def contract_on(contract: Contract, on: date) -> Contract:
    """Return a contract with the stop of work that stood on a day: one that was lifted later still did (P3.5)."""
    if contract.lifted_on and contract.lifted_on > on:
        contract = dataclasses.replace(
            contract, stopped_on=contract.lifted_stop, stopped_for=contract.lifted_for, lifted_on=None
        )
    if contract.stopped_on and contract.stopped_on > on:
        return dataclasses.replace(contract, stopped_on=None, stopped_for=None)
    return contract


def _without_later(record: R, on: date, *names: str) -> R:
    later: dict[str, Any] = {}
    for name in names:
        value: date | None = getattr(record, name)
        if value and value > on:
            later[name] = None
    return dataclasses.replace(record, **later) if later else record
