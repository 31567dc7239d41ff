"""The deliverables of a leaving as they stand: delivered, accepted, dropped, moved, or waiting under a stop (P4.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clientguard.domain.communication.waiting.moved import MovedDate, because_words, moved
from clientguard.domain.contracts.words import clause_name
from clientguard.domain.leaving.case import LeavingCase, released
from clientguard.domain.money.receivables import is_current
from clientguard.domain.money.stops import has_clause, standing_on
from clientguard.domain.records import Deliverable, Extension
from clientguard.domain.records.kinds.engagement import DELIVERY
from clientguard.domain.wording import N_, Said, said

SUSPENDED = "suspended"
_LABELS = {each.key: each.label for each in DELIVERY} | {SUSPENDED: N_("Suspended")}
_TONES = {each.key: each.tone for each in DELIVERY} | {SUSPENDED: "stop"}
_SETTLED = ("accepted", "dropped")


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop of work over a deliverable: since when, under which clause, and the typed reason, if any."""

    since: date
    clause: Said | None = None
    reason: str = ""

    @property
    def why(self) -> Said | None:
        """Why the work may wait; None if neither a clause nor a reason is on record for it (P4.3)."""
        if self.clause:
            return said(N_("work is stopped under {clause}"), clause=self.clause)
        return said(N_("work is stopped, without a clause: {reason}"), reason=self.reason) if self.reason else None


@dataclass(frozen=True, slots=True)
class DeliverableState:
    """A deliverable as it stands on a day.

    `state` is a key of `engagement.DELIVERY`, or `suspended`. `date` is where its date stands, beside the agreed one,
    which stays in the record; `moves` are the new dates agreed on. `waits` says that it waits for payment.
    """

    record: Deliverable
    state: str
    date: MovedDate
    moves: tuple[Extension, ...]
    stop: Stop | None
    waits: bool

    @property
    def due(self) -> date | None:
        """The date that counts: the last one agreed on, moved further by answers that came late (P1.3)."""
        return self.date.moved

    @property
    def settled(self) -> bool:
        """Whether nothing is left to do about it."""
        return self.state in _SETTLED

    @property
    def label(self) -> str:
        """The word for its state."""
        return _LABELS.get(self.state, self.state)

    @property
    def tone(self) -> str:
        """How its state is shown."""
        return _TONES.get(self.state, "neutral")


def deliverable_states(case: LeavingCase, on: date) -> tuple[DeliverableState, ...]:
    """Return the deliverables of a leaving as they stand on a day, in the order of the record (P4.2)."""
    return tuple(deliverable_state(case, each, on) for each in case.deliverables)


def deliverable_state(case: LeavingCase, record: Deliverable, on: date) -> DeliverableState:
    """Return one deliverable as it stands on a day.

    Work that is stopped holds it back while something is overdue, unless the payment gate was released; without a
    clause or a typed reason it is not held (P4.3).
    """
    moves = tuple(each for each in case.extensions if each.deliverable == record.id and each.new_due)
    stop = _stop(case, record, on) if record.state == "agreed" else None
    waits = bool(stop and stop.why) and not is_current(case.bills) and released(case, "payments") is None
    stands = moved(record, case.requests, case.extensions, on, case.is_working)
    return DeliverableState(record, SUSPENDED if stop else record.state, stands, moves, stop, waits)


def _stop(case: LeavingCase, record: Deliverable, on: date) -> Stop | None:
    """Return the stop of work under a deliverable's contract, or under that of the leaving if it names none."""
    contract = case.contract
    own = record.contract or (contract.id if contract else None)
    found = standing_on((each for each in case.suspensions if each.contract == own), on)
    since, reason = (found.starts, found.reason.strip()) if found else (None, "")
    ours = contract if contract and contract.id == own else None
    if since is None and ours:
        since = ours.stopped_on
    if since is None:
        return None
    if ours and has_clause(ours):
        name = clause_name(ours.suspension_clause)
        return Stop(since, said("{clause}", clause=name) if name else said(N_("the suspension clause")), reason)
    return Stop(since, None, reason)


def deliverable_detail(state: DeliverableState) -> Said | None:
    """Return what the record says about a deliverable beside its state: dates, who settled it, stops; None if nothing.

    It states facts only, so that the client may read it too (P4.4).
    """
    if state.settled:
        return _settled(state.record)
    found = [each for each in (_delivered(state.record), _stopped(state.stop), _due(state)) if each]
    if not found:
        return None
    whole = found[0]
    for each in found[1:]:
        whole = said(N_("{first}; {second}"), first=whole, second=each)
    return whole


def _settled(record: Deliverable) -> Said | None:
    on, by = record.settled_on, record.settled_by.strip()
    if record.state == "accepted":
        if on:
            return said(N_("accepted on {date} by {name}") if by else N_("accepted on {date}"), date=on, name=by)
        return said(N_("accepted by {name}"), name=by) if by else None
    if on:
        return said(N_("dropped on {date} by {name}") if by else N_("dropped on {date}"), date=on, name=by)
    return said(N_("dropped by {name}"), name=by) if by else None


def _delivered(record: Deliverable) -> Said | None:
    if record.state != "delivered":
        return None
    if record.delivered_on:
        return said(N_("delivered on {date}, not accepted yet"), date=record.delivered_on)
    return said(N_("not accepted yet"))


def _stopped(stop: Stop | None) -> Said | None:
    if stop is None:
        return None
    if stop.clause:
        return said(N_("work has been stopped under {clause} since {date}"), clause=stop.clause, date=stop.since)
    if stop.reason:
        return said(N_("work has been stopped since {date}: {reason}"), date=stop.since, reason=stop.reason)
    return said(N_("work has been stopped since {date}"), date=stop.since)


_MOVED = {
    "client": N_("due {date}, moved from {agreed} (the client's doing): {reason}"),
    "us": N_("due {date}, moved from {agreed} (our doing): {reason}"),
}


def _due(state: DeliverableState) -> Said | None:
    if state.due is None or state.record.state != "agreed":
        return None
    agreed, late = state.date.agreed, because_words(state.date.because)
    if not state.date.has_moved or agreed is None:
        due = said(N_("due {date}"), date=state.due)
        return said(N_("{first}; {second}"), first=due, second=late) if late else due
    if not state.moves:
        return said(N_("due {date}, moved from {agreed}: {reason}"), date=state.due, agreed=agreed, reason=late)
    last = state.moves[-1]
    text = _MOVED.get(last.cause, N_("due {date}, moved from {agreed}: {reason}"))
    told = said(text, date=state.due, agreed=agreed, reason=last.reason)
    return said(N_("{first}; {second}"), first=told, second=late) if late else told
