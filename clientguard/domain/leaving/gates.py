"""The gates of leaving, the state of its steps, what is still to be done, and what prevents the sign-off (P4)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from clientguard.domain.contracts.agreed import end_by_notice
from clientguard.domain.contracts.words import notice, period
from clientguard.domain.leaving.handover import NEVER_HELD, Handover, handover
from clientguard.domain.money.amount import Money
from clientguard.domain.money.receivables import Bill, is_current, sums, totals, waiting_for
from clientguard.domain.records import Account, Contract, Deliverable, Leaving, Obligation, Release
from clientguard.domain.records.collecting import AGREED, COLLECTOR
from clientguard.domain.records.leaving import STEPS
from clientguard.domain.wording import N_, Said, counted, said

State = Literal["met", "open", "released"]
RENEWAL = 60  # days before a renewal from which the client is told about it


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


@dataclass(frozen=True, slots=True)
class Gate:
    """A condition for leaving. `held` and `free` are names of accounts; `held_why` names the clause."""

    key: str
    title: Said
    state: State
    reason: Said
    held: tuple[str, ...] = ()
    held_why: Said | None = None
    free: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Todo:
    """Something still to be done: what, who (`us` or `client`), and by when."""

    what: Said
    who: Literal["us", "client"]
    by: date | None


def last_day(leaving: Leaving, contract: Contract | None) -> date | None:
    """Return the last day that was set, else the end of the notice period, else None (P4.2)."""
    return leaving.last_day or notice_ends(leaving, contract)


def notice_ends(leaving: Leaving, contract: Contract | None) -> date | None:
    """Return the day that the notice given leads to, or the contract's own last day if that is earlier (P4.2).

    None if no notice has been given, or no notice period was agreed.
    """
    if not (leaving.notice_given and contract and contract.agreed.count is not None):
        return None
    return max(end_by_notice(contract.agreed, leaving.notice_given), leaving.notice_given)


def released(case: LeavingCase, key: str) -> Release | None:
    """Return the release of a gate, or None if the user has not released it."""
    return next((each for each in case.releases if each.gate == key), None)


def gates(case: LeavingCase, today: date) -> tuple[Gate, ...]:
    """Return the gates of a leaving, each with its state and the reason for it."""
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
    if not case.leaving.alternatives.strip():
        reason = said(N_("{decided} No alternative is written down."), decided=reason)
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
    credits = [each for each in case.bills if each.credit.minor]
    if waiting:
        names = ", ".join(each.what for each in waiting)
        return Gate("obligations", title, "open", said(N_("Still owed to the client: {names}."), names=names))
    if credits:
        reason = said(
            N_("{amount} was overpaid and is to be refunded: {numbers}."),
            amount=_amounts(sums(each.credit for each in credits)),
            numbers=", ".join(each.facts.number for each in credits),
        )
        return Gate("obligations", title, "open", reason)
    if case.on_account:
        reason = said(N_("{amount} of credit is on account."), amount=_amounts(case.on_account))
        return Gate("obligations", title, "open", reason)
    if not case.obligations:
        return Gate("obligations", title, "met", said(N_("No refund, credit or promise is on record.")))
    count = len(case.obligations)
    return Gate(
        "obligations", title, "met", counted(N_("The one on record is met."), N_("All {count} are met."), count)
    )


def _notice(case: LeavingCase, today: date) -> Gate:
    title = said(N_("Notice period"))
    agreed = case.contract.agreed if case.contract else None
    if agreed is None or not agreed.count:
        return Gate("notice", title, "met", said(N_("The contract on record asks for no notice.")))
    ends = notice_ends(case.leaving, case.contract)
    if ends is None:
        reason = counted(
            N_("{notice} of notice is owed, and none has been given yet."),
            N_("{notice} of notice are owed, and none has been given yet."),
            agreed.count,
            notice=period(agreed),
        )
        if case.contract and case.contract.notice_means:
            reason = said(N_("{owed} How it is given: {means}."), owed=reason, means=case.contract.notice_means)
        return Gate("notice", title, "open", reason)
    planned = last_day(case.leaving, case.contract) or ends
    if planned < ends:
        reason = said(N_("The last day, {last}, is before the end of the notice on {ends}."), last=planned, ends=ends)
        return Gate("notice", title, "open", reason)
    past = planned < today
    reason = said(
        N_("{notice} from {given}: the last day was {last}.")
        if past
        else N_("{notice} from {given}: the last day is {last}."),
        notice=notice(agreed),
        given=case.leaving.notice_given,
        last=planned,
    )
    return Gate("notice", title, "met", reason)


def _payments(case: LeavingCase) -> Gate:
    title = said(N_("Payments current"))
    money = totals(case.bills)
    if is_current(case.bills):
        reason = said(N_("Nothing is owed."))
        if money.owed:
            reason = said(N_("{amount} is open but not yet due."), amount=_amounts(money.owed))
        return Gate("payments", title, "met", reason)
    late = [each for each in case.bills if each.status == "overdue"]
    reason = said(
        N_("{amount} is overdue: {numbers}."),
        amount=_amounts(money.overdue),
        numbers=", ".join(each.facts.number for each in late),
    )
    for each in late:
        if waits := waiting_for(each):
            reason = said(N_("{reason} {number}: {waits}."), reason=reason, number=each.facts.number, waits=waits)
    ruled = (handover(each, current=False, released=False) for each in case.accounts)
    held = [each.account for each in ruled if each.waits]
    clauses = ", ".join(dict.fromkeys(each.clause for each in held if each.clause))
    why = said(N_("yours until paid ({clause})"), clause=clauses) if clauses else said(N_("yours until paid"))
    free = tuple(each.name for each in case.accounts if each.ownership in NEVER_HELD)
    return Gate("payments", title, "open", reason, tuple(each.name for each in held), why if held else None, free)


def _amounts(money: Iterable[Money]) -> Said:
    """Return amounts in several currencies as one value for a sentence."""
    values = {f"a{number}": each for number, each in enumerate(money)}
    return Said(", ".join(f"{{{name}}}" for name in values), values)


def handovers(case: LeavingCase) -> tuple[Handover, ...]:
    """Return the handover state of each account, considering what may be held back until payment in this case."""
    current = is_current(case.bills)
    free = released(case, "payments") is not None
    return tuple(handover(each, current=current, released=free) for each in case.accounts)


def step_states(case: LeavingCase, today: date) -> dict[str, State]:
    """Return the state of each step of the wizard, in order."""
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
    """Return what is still to be done according to the record, dated items first, for the report and the sign-off.

    The client sees this too, so it states only facts (P4.4). What waits for payment has no date: an account that is
    held, or a deliverable while work is stopped.
    """
    end = last_day(case.leaving, case.contract)
    found = [todo for each in handovers(case) for todo in _account_todos(each, end, today)]
    stopped = case.contract is not None and case.contract.stopped_on is not None
    for each in case.deliverables:
        if each.state == "agreed" and stopped:
            found.append(Todo(said(N_("Deliver {title}, once paid"), title=each.title), "us", None))
        elif each.state == "agreed":
            found.append(Todo(said(N_("Deliver {title}"), title=each.title), "us", each.due))
        elif each.state == "delivered":
            found.append(Todo(said(N_("Accept {title}"), title=each.title), "client", each.due))
    for each in case.obligations:
        if not each.met_on:
            found.append(Todo(said(N_("Settle: {what}"), what=each.what), "us", each.due))
    for each in case.bills:
        number = each.facts.number
        if each.is_unpaid:
            found += _to_pay(each)
        elif each.credit.minor:
            found.append(
                Todo(said(N_("Pay back {open} of invoice {number}"), open=each.credit, number=number), "us", end)
            )
    found += [
        Todo(said(N_("Pay back {amount} of credit on account"), amount=each), "us", end) for each in case.on_account
    ]
    return tuple(sorted(found, key=lambda todo: (todo.by is None, todo.by or today)))


def _to_pay(owed: Bill) -> Iterable[Todo]:
    """Yield what is to be done about an unpaid invoice: only what is demanded is to be paid, by the day agreed on."""
    number, hold = owed.facts.number, owed.hold
    if hold and hold.type == COLLECTOR:
        yield Todo(said(N_("Settle {open} of invoice {number} with the collector"), open=owed.open, number=number),
                   "client", None)  # fmt: skip
        return
    if owed.disputed.minor:
        yield Todo(said(N_("Settle what is disputed: {amount} of invoice {number}"), amount=owed.disputed,
                        number=number), "us", None)  # fmt: skip
    rest = owed.open - owed.disputed
    if rest.minor:
        by = hold.until if hold and hold.type == AGREED else owed.due
        yield Todo(said(N_("Pay {open} of invoice {number}"), open=rest, number=number), "client", by)


def _account_todos(ruled: Handover, end: date | None, today: date) -> Iterable[Todo]:
    """Yield the next step of an account's handover, and its renewal if that is close."""
    account = ruled.account
    name = account.name
    if ruled.waits:
        yield Todo(said(N_("Hand over {account}, once paid"), account=name), "us", None)
    elif not (account.offered_on or account.accepted_on or account.tested_on):
        yield Todo(said(N_("Hand over {account}"), account=name), "us", end)
    elif not account.tested_on:
        yield Todo(said(N_("Sign in to {account} and confirm"), account=name), "client", end)
    elif not account.removed_on:
        yield Todo(said(N_("Remove our own access to {account}"), account=name), "us", end)
    if account.renews and today <= account.renews <= today + timedelta(days=RENEWAL):
        what = said(N_("Renew {account} (renews on {date})"), account=name, date=account.renews)
        yield Todo(what, "client", account.renews)


def in_the_way(case: LeavingCase, today: date) -> tuple[Said, ...]:
    """Return what still prevents the sign-off; if there is nothing, the leaving can be signed off."""
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
    if not case.leaving.reason.strip():
        found.append(said(N_("The reason for the client has not been written yet.")))
    if case.leaving.reported is None:
        found.append(said(N_("The final report has not been created yet.")))
    return tuple(found)
