from __future__ import annotations

from typing import Any

import pytest

from clientguard import texts
from clientguard.domain.leaving.handover import handover
from tests.domain.leaving.leaving_case import HANDOVER, TODAY, account, handed_over

SAY = texts.words("en").say


def ruling(ownership: str, *, current: bool, released: bool = False, **changes: Any) -> tuple[bool, str, str]:
    found = handover(account(ownership=ownership, **changes), current=current, released=released)
    return found.may_proceed, SAY(found.why), SAY(found.warning) if found.warning else ""


@pytest.mark.parametrize(("current", "warning"), [(True, ""), (False, "Holding it back may be unlawful.")])
def test_what_is_the_clients_own_is_never_held(current: bool, warning: str):
    assert ruling("client", current=current) == (
        True,
        "It is the client's own: it is handed over whatever is owed.",
        warning,
    )


@pytest.mark.parametrize("current", [True, False])
def test_personal_data_is_never_held(current: bool):
    assert ruling("personal", current=current) == (
        True,
        "Personal data must be returned or deleted, whatever is owed.",
        "",
    )


@pytest.mark.parametrize(
    ("clause", "why"),
    [
        ("", "You pay for it and resell it: it goes as the contract says."),
        ("clause 4", "You pay for it and resell it: see clause 4."),
    ],
)
def test_what_is_resold_goes_as_the_contract_says_with_a_warning(clause: str, why: str):
    assert ruling("resold", current=True, clause=clause) == (True, why, "")
    assert ruling("resold", current=False, clause=clause) == (
        True,
        why,
        "Read the contract before you let it run out.",
    )


@pytest.mark.parametrize(
    ("state", "clause", "expected"),
    [
        ({"current": True}, "", (True, "It was yours until paid, and payments are current.", "")),
        (
            {"current": False, "released": True},
            "",
            (True, "It is yours until paid; you released it with a reason.", ""),
        ),
        ({"current": False}, "clause 9", (False, "It is yours until paid (clause 9): it waits.", "")),
        (
            {"current": False},
            "",
            (False, "It is yours until paid: it waits.", "No contract clause is on record for holding it."),
        ),
    ],
)
def test_what_is_yours_until_paid_waits_until_current_or_released(
    state: dict[str, bool], clause: str, expected: tuple[bool, str, str]
):
    assert ruling("mine", clause=clause, **state) == expected


def test_a_handover_shows_its_steps_with_their_days():
    found = handover(account(offered_on=TODAY), current=True, released=False)
    assert [step.field for step in found.steps] == list(HANDOVER)
    assert [step.done for step in found.steps] == [TODAY, None, None, None, None, None]
    assert all(step.label for step in found.steps)
    assert not found.complete


@pytest.mark.parametrize("missing", ["accepted_on", "tested_on", "removed_on", "proof"])
def test_a_handover_is_complete_only_when_it_was_tested_and_proved(missing: str):
    assert handover(handed_over(), current=True, released=False).complete
    gone = handed_over(**{missing: "" if missing == "proof" else None})
    assert not handover(gone, current=True, released=False).complete
