"""The gates of leaving: what must be true before a leaving is closed, or is released with a reason (P4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clientguard.domain.contracts.words import notice, period
from clientguard.domain.leaving.case import LeavingCase, State, last_day, notice_ends, released
from clientguard.domain.leaving.handover import NEVER_HELD, handover
from clientguard.domain.money.receivables import is_current, sums, totals, waiting_for
from clientguard.domain.wording import N_, Said, counted, listed, said


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
    if not case.reasons.strip():
        return Gate("decision", title, "open", said(N_("No reasons are written down yet.")))
    if not case.evidence:
        return Gate("decision", title, "open", said(N_("Nothing from the record stands behind it yet.")))
    reason = counted(
        N_("Decided on {date}, with {count} record behind it."),
        N_("Decided on {date}, with {count} records behind it."),
        case.evidence,
        date=case.leaving.decided,
    )
    if not case.alternatives.strip():
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
            amount=listed(sums(each.credit for each in credits)),
            numbers=", ".join(each.facts.number for each in credits),
        )
        return Gate("obligations", title, "open", reason)
    if case.on_account:
        reason = said(N_("{amount} of credit is on account."), amount=listed(case.on_account))
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
            reason = said(N_("{amount} is open but not yet due."), amount=listed(money.owed))
        return Gate("payments", title, "met", reason)
    late = [each for each in case.bills if each.status == "overdue"]
    reason = said(
        N_("{amount} is overdue: {numbers}."),
        amount=listed(money.overdue),
        numbers=", ".join(each.facts.number for each in late),
    )
    for each in late:
        if waits := waiting_for(each):
            reason = said(N_("{reason} {number}: {waits}."), reason=reason, number=each.facts.number, waits=waits)
    ruled = (handover(each, current=False, released=False, marks=case.marks) for each in case.accounts)
    held = [each.account for each in ruled if each.waits]
    clauses = ", ".join(dict.fromkeys(each.clause for each in held if each.clause))
    why = said(N_("yours until paid ({clause})"), clause=clauses) if clauses else said(N_("yours until paid"))
    free = tuple(each.name for each in case.accounts if each.ownership in NEVER_HELD)
    return Gate("payments", title, "open", reason, tuple(each.name for each in held), why if held else None, free)
