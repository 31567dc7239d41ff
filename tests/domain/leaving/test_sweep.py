"""The sweep: nothing that the client has is forgotten (P4.4)."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from clientguard import texts
from clientguard.domain.leaving.case import LeavingCase
from clientguard.domain.leaving.closing import in_the_way, step_states
from clientguard.domain.leaving.sweep import sweep, sweep_state, unanswered
from clientguard.domain.records import PlatformAnswer
from clientguard.domain.records.kinds.handover import PLATFORMS
from tests.domain.leaving.leaving_case import RUN_OUT, TODAY, account, case, release

SAY = texts.words("en").say
KEYS = [each.key for each in PLATFORMS]


def swept(*accounts: Any, without: tuple[str, ...] = (), **answers: str) -> LeavingCase:
    """Return a case in which every kind of platform is answered with none, except these."""
    given = {key: "none" for key in KEYS if key not in without} | answers
    rows = tuple(
        PlatformAnswer(client=7, leaving=40, platform=key, answer=answer, answered_on=TODAY)
        for key, answer in given.items()
    )
    return case(RUN_OUT, answers=rows, accounts=accounts)


def test_every_kind_of_platform_is_asked_about_and_own_ones_follow():
    found = sweep(swept(**{"Booking tool": "yes"}))
    assert [each.platform for each in found] == [*KEYS, "Booking tool"]
    assert SAY(found[-1].name) == "Booking tool"


@pytest.mark.parametrize(
    ("swept_case", "met", "reason"),
    [
        (case(accounts=(), answers=()), False, "No kind of platform has been answered yet."),
        (swept(), True, "Every kind of platform is answered; the client has 0 of them."),
        (swept(without=("hosting", "analytics")), False, "Not answered yet: Analytics, Hosting."),
        (
            swept(hosting="yes"),
            False,
            "Hosting: Answered with yes, but no such account is on record.",
        ),
        (
            swept(account("Domain", asset_type="domain_dns")),
            False,
            "Domain and DNS: Answered with none, but on record: Domain.",
        ),
        (
            swept(account("Domain", asset_type="domain_dns"), domain_dns="yes"),
            True,
            "Every kind of platform is answered; the client has 1 of them.",
        ),
        (
            swept(account("Calendar", asset_type="other", platform="Booking tool"), **{"Booking tool": "yes"}),
            True,
            "Every kind of platform is answered; the client has 1 of them.",
        ),
    ],
)
def test_the_sweep_is_complete_once_every_answer_is_borne_out(swept_case: LeavingCase, met: bool, reason: str):
    found, why = sweep_state(swept_case)
    assert (found, SAY(why)) == (met, reason)


def test_an_open_sweep_blocks_closing_unless_it_is_released_with_a_reason():
    open_case = swept(without=("hosting",))
    assert [SAY(each) for each in in_the_way(open_case, TODAY)] == [
        "Gate still open: Sweep of the platforms. Not answered yet: Hosting."
    ]
    assert step_states(open_case, TODAY)["hand_over"] == "open"
    excepted = dataclasses.replace(open_case, releases=(release("sweep"),))
    assert in_the_way(excepted, TODAY) == ()
    assert step_states(excepted, TODAY)["hand_over"] == "released"


def test_a_leaving_that_was_closed_before_there_was_a_sweep_stays_closed():
    assert in_the_way(case(RUN_OUT | {"signed_off": TODAY}, answers=()), TODAY) == ()


def test_what_has_no_answer_is_named():
    assert [each.platform for each in unanswered(swept(without=("app_store",)))] == ["app_store"]
