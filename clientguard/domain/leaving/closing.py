"""The state of each step of leaving, and what stands in the way of its close (P4)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from clientguard.domain.leaving.case import LeavingCase, State, handovers
from clientguard.domain.leaving.gates import gates
from clientguard.domain.records.leaving import STEPS
from clientguard.domain.wording import N_, Said, said


def step_states(case: LeavingCase, today: date) -> dict[str, State]:
    """Return the state of each step of the wizard, in order."""
    gate: dict[str, State] = {each.key: each.state for each in gates(case, today)}
    leaving = case.leaving
    return dict(
        zip(
            STEPS,
            (
                gate["decision"],
                _worst([gate["deliverables"], gate["obligations"], gate["payments"]]),
                _worst([gate["notice"], _met(bool(leaving.reason.strip() or leaving.without_reason))]),
                _worst([gate["sweep"], _met(all(each.complete for each in handovers(case)))]),
                _met(leaving.reported is not None),
                _met(leaving.signed_off is not None),
                _met(leaving.signed_off is not None and leaving.destroy_on is not None),
            ),
            strict=True,
        )
    )


def _worst(states: Collection[State]) -> State:
    return "open" if "open" in states else "released" if "released" in states else "met"


def _met(value: bool) -> State:
    return "met" if value else "open"


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
    if not (case.leaving.reason.strip() or case.leaving.without_reason):
        found.append(said(N_("The reason for the client has not been written yet.")))
    if case.leaving.reported is None:
        found.append(said(N_("The final report has not been created yet.")))
    return tuple(found)
