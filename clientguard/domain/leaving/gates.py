"""The gates of leaving: what must be true before a leaving is closed, or is released with a reason (P4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from clientguard.domain.contracts.words import notice, period
from clientguard.domain.leaving.case import (
    LeavingCase,
    State,
    handover_clause,
    handovers,
    last_day,
    notice_ends,
    released,
)
from clientguard.domain.leaving.deliverables import deliverable_states
from clientguard.domain.leaving.handover import NEVER_HELD, held_under
from clientguard.domain.leaving.owed import obligations, unbilled_line
from clientguard.domain.leaving.sweep import sweep_state
from clientguard.domain.money.receivables import is_current, totals, waiting_for
from clientguard.domain.wording import N_, Said, counted, listed, said

# The gates that each step of the wizard shows; each is released there.
GATES_OF: Mapping[str, tuple[str, ...]] = {
    "owed": ("decision", "deliverables", "obligations", "notice", "payments"),
    "hand_over": ("sweep",),
}


@dataclass(frozen=True, slots=True)
class Held:
    """What a gate holds, by name, and why: the clause, or the typed reason."""

    names: tuple[str, ...]
    why: Said


@dataclass(frozen=True, slots=True)
class Gate:
    """A condition for leaving: what it holds and why, what is never held (`free`), and what no clause lets it hold."""

    key: str
    title: Said
    state: State
    reason: Said
    holds: tuple[Held, ...] = ()
    free: tuple[str, ...] = ()
    not_held: tuple[str, ...] = ()

    @property
    def held(self) -> tuple[str, ...]:
        """The names of all that it holds."""
        return tuple(name for each in self.holds for name in each.names)


def gates(case: LeavingCase, today: date) -> tuple[Gate, ...]:
    """Return the gates of a leaving, each with its state and the reason for it."""
    found = (
        _decision(case),
        _deliverables(case, today),
        _obligations(case),
        _notice(case, today),
        _payments(case, today),
        _sweep(case),
    )
    return tuple(_with_release(case, gate) for gate in found)


def _with_release(case: LeavingCase, gate: Gate) -> Gate:
    release = released(case, gate.key)
    if gate.state != "open" or release is None:
        return gate
    reason = said(N_("{reason} Released on {date}: “{why}”"), reason=gate.reason, date=release.on, why=release.reason)
    return replace(gate, state="released", reason=reason, holds=(), free=(*gate.free, *gate.held))


def _decision(case: LeavingCase) -> Gate:
    title = said(N_("Decision on record"))
    if case.decision and not case.decision.signed_on:
        return Gate("decision", title, "open", said(N_("The decision is a draft: it is not signed yet.")))
    if not case.reasons.strip():
        return Gate("decision", title, "open", said(N_("No reasons are written down yet.")))
    if not case.evidence:
        return Gate("decision", title, "open", said(N_("Nothing from the record stands behind it yet.")))
    reason = counted(
        N_("Decided on {date}, with {count} record behind it."),
        N_("Decided on {date}, with {count} records behind it."),
        case.evidence,
        date=case.decision.on if case.decision else case.leaving.decided,
    )
    if not case.alternatives.strip():
        reason = said(N_("{decided} No alternative is written down."), decided=reason)
    return Gate("decision", title, "met", reason)


def _deliverables(case: LeavingCase, today: date) -> Gate:
    title = said(N_("Deliverables"))
    waiting = [each for each in deliverable_states(case, today) if not each.settled]
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
    reason = said(N_("Not accepted or dropped yet: {names}."), names=listed(each.record.title for each in waiting))
    return Gate("deliverables", title, "open", reason)


def _obligations(case: LeavingCase) -> Gate:
    title = said(N_("Other obligations"))
    lines = obligations(case)
    waiting = [each for each in lines if not each.settled]
    if not lines:
        return Gate("obligations", title, "met", said(N_("No refund, credit or promise is on record.")))
    if not waiting:
        met = counted(N_("The one on record is met."), N_("All {count} are met."), len(lines))
        return Gate("obligations", title, "met", met)
    names = listed([each.what for each in waiting])
    return Gate("obligations", title, "open", said(N_("Still owed to the client: {names}."), names=names))


def _notice(case: LeavingCase, today: date) -> Gate:
    title = said(N_("Notice period"))
    if case.leaving.agreed_last_day:
        return _agreed_end(case.leaving.agreed_last_day, title, today)
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
    text = N_("{notice} from {given}: the last day was {last}.")
    if planned >= today:
        text = N_("Running until {last}: {notice} from {given}.")
    reason = said(text, notice=notice(agreed), given=case.leaving.notice_given, last=planned)
    return Gate("notice", title, "met" if planned < today else "open", reason)


def _agreed_end(agreed: date, title: Said, today: date) -> Gate:
    """Return the notice gate where the client agreed to another last day: from that day on it is met (P4.2)."""
    if agreed <= today:
        return Gate("notice", title, "met", said(N_("Both sides agreed on {last} as the last day."), last=agreed))
    return Gate("notice", title, "open", said(N_("Running until {last}, as both sides agreed."), last=agreed))


def _payments(case: LeavingCase, today: date) -> Gate:
    title = said(N_("Payments current"))
    money = totals(case.bills)
    if is_current(case.bills):
        reason = said(N_("Nothing is owed."))
        if money.owed:
            reason = said(N_("{amount} is open but not yet due."), amount=listed(money.owed))
        if work := unbilled_line(case):
            reason = said(N_("{reason} Not invoiced yet: {work}."), reason=reason, work=work.what)
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
    unpaid, clause = replace(case, releases=()), handover_clause(case)
    ruled = [each for each in handovers(unpaid) if each.account.ownership not in (*NEVER_HELD, "resold")]
    held = [(each.account.name, held_under(each.account, clause)) for each in ruled if each.waits]
    held += [
        (each.record.title, each.stop.why) for each in deliverable_states(unpaid, today) if each.waits and each.stop
    ]
    free = tuple(each.name for each in case.accounts if each.ownership in NEVER_HELD)
    loose = tuple(each.account.name for each in ruled if not each.waits and not each.complete)
    return Gate("payments", title, "open", reason, _grouped(held), free, loose)


def _grouped(found: Iterable[tuple[str, Said | None]]) -> tuple[Held, ...]:
    """Return what is held, those with the same reason together."""
    groups: dict[str, tuple[Said, list[str]]] = {}
    for name, why in found:
        if why is not None:
            groups.setdefault(str(why), (why, []))[1].append(name)
    return tuple(Held(tuple(names), why) for why, names in groups.values())


def _sweep(case: LeavingCase) -> Gate:
    title = said(N_("Sweep of the platforms"))
    if case.leaving.signed_off and not case.answers:
        return Gate("sweep", title, "met", said(N_("This leaving was closed before there was a sweep.")))
    complete, reason = sweep_state(case)
    return Gate("sweep", title, "met" if complete else "open", reason)
