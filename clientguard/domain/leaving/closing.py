"""The state of each step of leaving, what stands in the way of its close, and what is left undone at it (P4)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Literal

from clientguard.domain.leaving.after import is_destruction_due
from clientguard.domain.leaving.case import LeavingCase, State, handovers, last_day, notice_ends, released
from clientguard.domain.leaving.gates import Gate, gates
from clientguard.domain.leaving.handover import Handover, why_not_without_reply
from clientguard.domain.records.kinds.leaving import NO_REPLY, SIGNED, STEPS
from clientguard.domain.wording import N_, Said, listed, said

StepState = Literal["met", "open", "released", "later"]  # later: its day has not come, so it is not ticked
ACCOUNT = "account:"  # begins the key of what releases one account
GATE_STEPS = {"decision": "decide", "notice": "tell", "sweep": "hand_over"}  # the other gates stand in Owed


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What stands in the way of the close: in words, the step where it is met, and what releases it, if anything."""

    step: str
    words: Said
    gate: Gate | None = None


def step_states(case: LeavingCase, today: date) -> dict[str, StepState]:
    """Return the state of each step of the wizard, in order."""
    gate: dict[str, State] = {each.key: each.state for each in gates(case, today)}
    owed: list[State] = [state for key, state in gate.items() if key not in GATE_STEPS]
    accounts: list[State] = [each.state for each in account_gates(case)]
    return dict(
        zip(
            STEPS,
            (
                gate["decision"],
                _worst(owed),
                _told(case, gate["notice"], today),
                _worst([gate["sweep"], *accounts]),
                _met(case.leaving.signed_off is not None or (case.paper is not None and not case.paper.stale)),
                _close(case, today),
                _after(case, today),
            ),
            strict=True,
        )
    )


def _told(case: LeavingCase, notice: State, today: date) -> StepState:
    if not _has_reason(case):
        return "open"
    return "later" if notice == "open" and _is_running(case, today) else notice


def _close(case: LeavingCase, today: date) -> StepState:
    if case.leaving.signed_off:
        return "met"
    return "later" if _waits_for_last_day(case, today) else "open"


def _after(case: LeavingCase, today: date) -> StepState:
    if not case.leaving.signed_off:
        return "later"
    leaving = case.leaving
    due = is_destruction_due(leaving.destroy_on, leaving.destroyed_on, today)
    return _met(leaving.destroy_on is not None and not due)


def _worst(states: Collection[State]) -> State:
    return "open" if "open" in states else "released" if "released" in states else "met"


def _met(value: bool) -> Literal["met", "open"]:
    return "met" if value else "open"


def account_gates(case: LeavingCase) -> tuple[Gate, ...]:
    """Return for each account whether it is handed over, or left out of the close with a reason (P4.4).

    Its key is what a release of it names: `account:` and the number of the account.
    """
    return tuple(_account_gate(case, each) for each in handovers(case))


def _account_gate(case: LeavingCase, ruled: Handover) -> Gate:
    account = ruled.account
    key, title = f"{ACCOUNT}{account.id}", said(N_("Handover of {account}"), account=account.name)
    if ruled.complete:
        return Gate(key, title, "met", said(N_("It is done.")))
    open_ = said(N_("Not handed over yet: {account}."), account=account.name)
    release = released(case, key)
    if release is None:
        return Gate(key, title, "open", open_)
    reason = said(N_("{reason} Released on {date}: “{why}”"), reason=open_, date=release.on, why=release.reason)
    return Gate(key, title, "released", reason)


def conditions(case: LeavingCase, today: date) -> tuple[Gate, ...]:
    """Return all that a close depends on and that can be released: the gates, and each account."""
    return (*gates(case, today), *account_gates(case))


def obstacles(case: LeavingCase, today: date) -> tuple[Obstacle, ...]:
    """Return what still prevents the close, each with its step; if there is nothing, the leaving can be closed (P4)."""
    if case.leaving.signed_off:
        return ()
    running = _waits_for_last_day(case, today)
    found = [
        Obstacle(
            GATE_STEPS.get(each.key, "owed"),
            said(N_("Gate still open: {gate}. {reason}"), gate=each.title, reason=each.reason),
            each,
        )
        for each in gates(case, today)
        if each.state == "open" and not (each.key == "notice" and running and _is_running(case, today))
    ]
    found += [Obstacle("hand_over", each.reason, each) for each in account_gates(case) if each.state == "open"]
    if not _has_reason(case):
        found.append(Obstacle("tell", said(N_("The reason for the client has not been written yet."))))
    if running:
        last = last_day(case.leaving, case.contract)
        found.append(Obstacle("tell", said(N_("The last day, {date}, has not come yet."), date=last)))
    return (*found, *_paper_obstacles(case, today))


def _paper_obstacles(case: LeavingCase, today: date) -> list[Obstacle]:
    paper = case.paper
    if paper is None:
        return [Obstacle("report", said(N_("The final report has not been created yet.")))]
    found: list[Obstacle] = []
    if paper.stale:
        older = N_("The report of {date} is older than what is on record now: create it again.")
        found.append(Obstacle("report", said(older, date=paper.document.made_on)))
    if not paper.document.signed_on and (waits := why_not_without_reply(paper.requests, today)):
        found.append(Obstacle("report", said(N_("The report has not been signed. {why}"), why=waits)))
    return found


def in_the_way(case: LeavingCase, today: date) -> tuple[Said, ...]:
    """Return what still prevents the close, in words; if there is nothing, the leaving can be closed."""
    return tuple(each.words for each in obstacles(case, today))


def closed_how(case: LeavingCase) -> str:
    """Return how a leaving with nothing in its way is closed: by a signature, or without a reply."""
    return SIGNED if case.paper and case.paper.document.signed_on else NO_REPLY


def left_undone(case: LeavingCase, today: date) -> tuple[Said, ...]:
    """Return what is not done at the close and was excepted, or that a signature lacks, for the record (P4.4)."""
    found = [
        said(N_("Left open: {gate}."), gate=each.title) for each in conditions(case, today) if each.state == "released"
    ]
    found += [
        said(N_("{account}: {how}"), account=each.account.name, how=each.no_reply)
        for each in handovers(case)
        if each.no_reply
    ]
    paper = case.paper
    if paper is None:
        return tuple(found)
    if not paper.document.signed_on:
        asked = N_("The client was asked to sign on {days}, and did not reply.")
        found.append(said(asked, days=listed(paper.requests)))
        return tuple(found)
    if paper.document.signed_page is None:
        found.append(said(N_("The signed page is not attached.")))
    if paper.document.exceptions.strip():
        found.append(said(N_("The client signed with an exception: {words}"), words=paper.document.exceptions.strip()))
    return tuple(found)


def _has_reason(case: LeavingCase) -> bool:
    return bool(case.leaving.reason.strip() or case.leaving.without_reason)


def _is_running(case: LeavingCase, today: date) -> bool:
    """Return whether notice was given as agreed, and its last day has not passed."""
    ends, last = notice_ends(case.leaving, case.contract), last_day(case.leaving, case.contract)
    if last is None or last < today:
        return False
    return case.leaving.agreed_last_day is not None or (ends is not None and ends <= last)


def _waits_for_last_day(case: LeavingCase, today: date) -> bool:
    last = last_day(case.leaving, case.contract)
    return last is not None and last > today and released(case, "notice") is None
