"""Leaving: its gates, the state of its steps, what is still to do, and what stands in the way of the end (P4)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from clientguard.domain.handover import Handover, handover
from clientguard.domain.receivables import Bill, is_current, totals
from clientguard.domain.records import Account, Contract, Deliverable, Leaving, Obligation, Release
from clientguard.domain.records.leaving import STEPS
from clientguard.domain.words import N_, Said, counted, said

State = Literal["met", "open", "released"]
RENEWAL = 60  # days ahead within which a renewal is named to the client


@dataclass(frozen=True, slots=True)
class LeavingCase:
    """One leaving with everything that it is judged by."""

    leaving: Leaving
    client_name: str
    contract: Contract | None
    deliverables: tuple[Deliverable, ...]
    obligations: tuple[Obligation, ...]
    bills: tuple[Bill, ...]
    accounts: tuple[Account, ...]
    releases: tuple[Release, ...]
    evidence: int


@dataclass(frozen=True, slots=True)
class Gate:
    """A condition of leaving. `held` and `free` are names of accounts; `held_why` names the clause."""

    key: str
    title: Said
    state: State
    reason: Said
    held: tuple[str, ...] = ()
    held_why: Said | None = None
    free: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Todo:
    """Something that is still to do after the report: what, who (`us` or `client`), by when."""

    what: Said
    who: Literal["us", "client"]
    by: date | None


def last_day(leaving: Leaving, contract: Contract | None) -> date | None:
    """Return the last day: the one that was set, else the end of the notice period, else None (P4.2)."""
    if leaving.last_day:
        return leaving.last_day
    if leaving.notice_given and contract and contract.notice_days is not None:
        return leaving.notice_given + timedelta(days=contract.notice_days)
    return None


def released(case: LeavingCase, key: str) -> Release | None:
    """Return the release of a gate, if the user released it."""
    return next((each for each in case.releases if each.gate == key), None)


def gates(case: LeavingCase, today: date) -> tuple[Gate, ...]:
    """Return every gate of a leaving with its state and its reason."""
    found = (
        _decision(case),
        _deliverables(case),
        _obligations(case),
        _notice(case, today),
        _payments(case),
    )
    return tuple(_with_release(case, gate) for gate in found)


def _with_release(case: LeavingCase, gate: Gate) -> Gate:
    release = released(case, gate.key)
    if gate.state != "open" or release is None:
        return gate
    reason = said(N_("{reason} Released on {date}: “{why}”"), reason=gate.reason, date=release.on, why=release.reason)
    return Gate(gate.key, gate.title, "released", reason, (), None, (*gate.free, *gate.held))


def _decision(case: LeavingCase) -> Gate:
    title = said(N_("Decision on record"))
    if not case.leaving.reasons.strip():
        return Gate("decision", title, "open", said(N_("No reasons are written down yet.")))
    if not case.evidence:
        return Gate("decision", title, "open", said(N_("Nothing from the record stands behind it yet.")))
    reason = counted(
        N_("Decided on {date}, with {count} record behind it."),
        N_("Decided on {date}, with {count} records behind it."),
        case.evidence,
        date=case.leaving.decided,
    )
    return Gate("decision", title, "met", reason)


def _deliverables(case: LeavingCase) -> Gate:
    title = said(N_("Deliverables"))
    waiting = [each for each in case.deliverables if each.state in ("agreed", "delivered")]
    if not case.deliverables:
        return Gate("deliverables", title, "met", said(N_("None was agreed.")))
    if not waiting:
        count = len(case.deliverables)
        reason = counted(
            N_("The one agreed is accepted, or dropped in writing."),
            N_("All {count} are accepted, or dropped in writing."),
            count,
        )
        return Gate("deliverables", title, "met", reason)
    names = ", ".join(each.title for each in waiting)
    return Gate("deliverables", title, "open", said(N_("Not accepted or dropped yet: {names}."), names=names))


def _obligations(case: LeavingCase) -> Gate:
    title = said(N_("Other obligations"))
    waiting = [each for each in case.obligations if not each.met_on]
    if waiting:
        names = ", ".join(each.what for each in waiting)
        return Gate("obligations", title, "open", said(N_("Still owed to the client: {names}."), names=names))
    if not case.obligations:
        return Gate("obligations", title, "met", said(N_("No refund, credit or promise is on record.")))
    count = len(case.obligations)
    return Gate(
        "obligations", title, "met", counted(N_("The one on record is met."), N_("All {count} are met."), count)
    )


def _notice(case: LeavingCase, today: date) -> Gate:
    title = said(N_("Notice period"))
    days = case.contract.notice_days if case.contract else None
    given = case.leaving.notice_given
    if not days:
        return Gate("notice", title, "met", said(N_("The contract on record asks for none.")))
    if not given:
        reason = counted(
            N_("{count} day of notice is owed, and none was given yet."),
            N_("{count} days of notice are owed, and none was given yet."),
            days,
        )
        return Gate("notice", title, "open", reason)
    ends = given + timedelta(days=days)
    planned = last_day(case.leaving, case.contract) or ends
    if planned < ends:
        reason = said(N_("The last day {last} lies before the notice ends on {ends}."), last=planned, ends=ends)
        return Gate("notice", title, "open", reason)
    form = (
        N_("{count} day from {given}: the last day is {last}."),
        N_("{count} days from {given}: the last day is {last}."),
    )
    reason = counted(*form, days, given=given, last=planned)
    return Gate("notice", title, "met" if ends <= today or planned >= ends else "open", reason)


def _payments(case: LeavingCase) -> Gate:
    title = said(N_("Payments current"))
    free = tuple(each.name for each in case.accounts if each.ownership != "mine")
    mine = [each for each in case.accounts if each.ownership == "mine"]
    money = totals(case.bills)
    if not is_current(case.bills):
        late = [each for each in case.bills if each.status == "overdue"]
        reason = said(
            N_("{amount} is overdue: {numbers}."),
            amount=_amounts(money.overdue),
            numbers=", ".join(each.facts.number for each in late),
        )
        clauses = ", ".join(sorted({each.clause for each in mine if each.clause}))
        why = said(N_("yours until paid ({clause})"), clause=clauses) if clauses else said(N_("yours until paid"))
        return Gate("payments", title, "open", reason, tuple(each.name for each in mine), why, free)
    if money.owed:
        return Gate(
            "payments", title, "met", said(N_("{amount} is open but not yet due."), amount=_amounts(money.owed))
        )
    return Gate("payments", title, "met", said(N_("Nothing is owed.")))


def _amounts(money: Iterable[object]) -> Said:
    amounts = list(money)
    keys = {f"a{number}": each for number, each in enumerate(amounts)}
    return Said(", ".join(f"{{{name}}}" for name in keys), keys)


def handovers(case: LeavingCase) -> tuple[Handover, ...]:
    """Return every account's state, under what payment may hold back in this case."""
    current = is_current(case.bills)
    free = released(case, "payments") is not None
    return tuple(handover(each, current=current, released=free) for each in case.accounts)


def step_states(case: LeavingCase, today: date) -> dict[str, State]:
    """Return the state of each step of the wizard, in its order."""
    gate: dict[str, State] = {each.key: each.state for each in gates(case, today)}
    owed: list[State] = [gate["deliverables"], gate["obligations"], gate["notice"]]
    leaving = case.leaving
    return dict(
        zip(
            STEPS,
            (
                gate["decision"],
                _worst(owed),
                gate["payments"],
                _worst(list(gate.values())),
                _met(all(each.complete for each in handovers(case))),
                _met(bool(leaving.reason.strip())),
                _met(leaving.reported is not None),
                _met(leaving.signed_off is not None),
            ),
            strict=True,
        )
    )


def _worst(states: Collection[State]) -> State:
    return "open" if "open" in states else "released" if "released" in states else "met"


def _met(value: bool) -> State:
    return "met" if value else "open"


def todos(case: LeavingCase, today: date) -> tuple[Todo, ...]:
    """Return what is still to do, derived from the record: for the report and for the sign-off (P4.4)."""
    found: list[Todo] = []
    for each in case.accounts:
        if not each.tested_on:
            found.append(Todo(said(N_("Sign in to {account} and confirm"), account=each.name), "client", None))
        elif not each.removed_on:
            found.append(Todo(said(N_("Remove our own access to {account}"), account=each.name), "us", None))
        if each.renews and today <= each.renews <= today + timedelta(days=RENEWAL):
            what = said(N_("Renew {account} (renews on {date})"), account=each.name, date=each.renews)
            found.append(Todo(what, "client", each.renews))
    found += [
        Todo(said(N_("Deliver {title}"), title=each.title), "us", each.due)
        for each in case.deliverables
        if each.state == "agreed"
    ]
    found += [
        Todo(said(N_("Accept {title}"), title=each.title), "client", each.due)
        for each in case.deliverables
        if each.state == "delivered"
    ]
    found += [
        Todo(said(N_("Settle: {what}"), what=each.what), "us", each.due) for each in case.obligations if not each.met_on
    ]
    found += [
        Todo(said(N_("Pay {open} of invoice {number}"), open=each.open, number=each.facts.number), "client", each.due)
        for each in case.bills
        if each.status != "paid"
    ]
    return tuple(found)


def in_the_way(case: LeavingCase, today: date) -> tuple[Said, ...]:
    """Return what still stands in the way of the sign-off; nothing: it may be signed."""
    found = [
        said(N_("Gate still open: {gate}. {reason}"), gate=each.title, reason=each.reason)
        for each in gates(case, today)
        if each.state == "open"
    ]
    found += [
        said(N_("Not handed over yet: {account}."), account=each.account.name)
        for each in handovers(case)
        if not each.complete
    ]
    if case.leaving.reported is None:
        found.append(said(N_("The final report was not made yet.")))
    return tuple(found)
