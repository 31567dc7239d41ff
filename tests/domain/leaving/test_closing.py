"""What stands in the way of closing a leaving, and how each step of the wizard stands (P4)."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import Any

import pytest

from clientguard import texts
from clientguard.domain.leaving.case import LeavingCase, Paper
from clientguard.domain.leaving.closing import (
    closed_how,
    conditions,
    in_the_way,
    left_undone,
    obstacles,
    step_states,
)
from clientguard.domain.leaving.handover import PATIENCE
from clientguard.domain.records import Account
from clientguard.domain.records.kinds.leaving import STEPS
from tests.domain.leaving.leaving_case import SIGNED, TODAY, account, case, handed_over, invoice, release

SAY = texts.words("en").say
ENDED = date(2026, 11, 20)  # a last day that has come
UNSIGNED = dataclasses.replace(SIGNED, signed_on=None, signed_by="")


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def closable(leaving: dict[str, Any] | None = None, **changes: Any) -> LeavingCase:
    """Return a leaving that can be closed, changed as in `case`."""
    whole: dict[str, Any] = {"agreed_last_day": ENDED, "notice_given": date(2026, 10, 1), **(leaving or {})}
    return case(whole, **{"contract": None, **changes})


def said(of: LeavingCase) -> list[str]:
    return [SAY(each) for each in in_the_way(of, TODAY)]


def test_where_all_is_met_nothing_stands_in_the_way():
    assert said(closable()) == []


@pytest.mark.parametrize(
    ("changed", "words", "step"),
    [
        (
            {"bills": (invoice(),)},
            "Gate still open: Payments current. € 4,800.00 is overdue: 2026-041.",
            "owed",
        ),
        ({"accounts": (account("Ad account"),)}, "Not handed over yet: Ad account.", "hand_over"),
        ({"leaving": {"reason": " "}}, "The reason for the client has not been written yet.", "tell"),
        ({"leaving": {"agreed_last_day": ago(-1)}}, "The last day, 23 Nov 2026, has not come yet.", "tell"),
        ({"paper": None}, "The final report has not been created yet.", "report"),
        (
            {"paper": Paper(SIGNED, True)},
            "The report of 20 Nov 2026 is older than what is on record now: create it again.",
            "report",
        ),
        (
            {"paper": Paper(UNSIGNED, False)},
            "The report has not been signed. The client has not been asked yet.",
            "report",
        ),
        (
            {"paper": Paper(UNSIGNED, False, (ago(20),))},
            "The report has not been signed. The client was asked 1 time; without a reply, ask at least 2 times.",
            "report",
        ),
        (
            {"paper": Paper(UNSIGNED, False, (ago(20), ago(6)))},
            "The report has not been signed. The client was last asked on 16 Nov 2026; wait until 23 Nov 2026.",
            "report",
        ),
    ],
)
def test_what_stands_in_the_way_is_said_with_its_step(changed: dict[str, Any], words: str, step: str):
    found = obstacles(closable(**changed), TODAY)
    assert [(SAY(each.words), each.step) for each in found] == [(words, step)]


def test_all_of_it_is_listed_at_once():
    found = closable({"reason": "", "agreed_last_day": ago(-1)}, bills=(invoice(),), accounts=(account(),), paper=None)
    assert len(said(found)) == 5


@pytest.mark.parametrize("days", [PATIENCE, PATIENCE + 30])
def test_silence_after_two_requests_closes_it_and_says_when_was_asked(days: int):
    quiet = closable(paper=Paper(UNSIGNED, False, (ago(60), ago(days))))
    assert said(quiet) == []
    assert closed_how(quiet) == "no reply"
    asked = f"The client was asked to sign on 23 Sep 2026, {texts.words('en').date(ago(days))}, and did not reply."
    assert [SAY(each) for each in left_undone(quiet, TODAY)] == [asked]


def test_a_signature_lacks_its_page_and_keeps_its_exceptions():
    assert closed_how(closable()) == "signed"
    assert [SAY(each) for each in left_undone(closable(), TODAY)] == ["The signed page is not attached."]
    paper = dataclasses.replace(SIGNED, signed_page=61, exceptions="Not clause 4")
    assert [SAY(each) for each in left_undone(closable(paper=Paper(paper, False)), TODAY)] == [
        "The client signed with an exception: Not clause 4"
    ]


def test_an_account_is_left_out_with_a_reason_by_its_own_key():
    accounts = (Account(id=12, client=7, name="Ads"), Account(id=13, client=7, name="Shop"))
    one = closable(accounts=accounts, releases=(release("account:12"),))
    assert said(one) == ["Not handed over yet: Shop."]
    both = closable(accounts=accounts, releases=(release("account:12"), release("account:13")))
    assert said(both) == []
    assert step_states(both, TODAY)["hand_over"] == "released"
    assert "Left open: Handover of Ads." in [SAY(each) for each in left_undone(both, TODAY)]


def test_what_was_released_is_noted_without_its_reason():
    found = closable(bills=(invoice(),), releases=(release("payments"),))
    assert said(found) == []
    noted = [SAY(each) for each in left_undone(found, TODAY)]
    assert noted[0] == "Left open: Payments current."
    assert not any("Nothing of ours" in each for each in noted)  # the reason is for the user alone


def test_an_account_without_a_reply_is_done_and_noted():
    found = closable(accounts=(account("Ads", no_reply_on=ago(1)),))
    assert said(found) == []
    assert "Ads: Closed without a reply on 21 Nov 2026." in [SAY(each) for each in left_undone(found, TODAY)]


@pytest.mark.parametrize("when", ["agreed", "released"])
def test_a_last_day_to_come_is_agreed_otherwise_or_released(when: str):
    to_come = {"last_day": ago(-30), "agreed_last_day": None}
    assert said(closable(to_come)) == ["The last day, 22 Dec 2026, has not come yet."]
    changed = {**to_come, "agreed_last_day": TODAY} if when == "agreed" else to_come
    releases = (release("notice"),) if when == "released" else ()
    assert said(closable(changed, releases=releases)) == []


def test_each_step_has_its_state_and_what_is_not_due_is_not_ticked():
    states = step_states(closable(), TODAY)
    assert tuple(states) == STEPS
    assert states == dict.fromkeys(STEPS, "met") | {"close": "open", "after": "later"}
    running = step_states(closable({"agreed_last_day": ago(-30)}), TODAY)
    assert (running["close"], running["after"]) == ("later", "later")
    closed = step_states(closable({"signed_off": TODAY}), TODAY)
    assert (closed["close"], closed["after"]) == ("met", "open")


@pytest.mark.parametrize(
    ("changed", "step"),
    [
        ({"leaving": {"reasons": ""}}, "decide"),
        ({"leaving": {"reason": " "}}, "tell"),
        ({"bills": (invoice(),)}, "owed"),
        ({"accounts": (account(),)}, "hand_over"),
        ({"paper": None}, "report"),
        ({"paper": Paper(SIGNED, True)}, "report"),
    ],
)
def test_what_is_missing_shows_at_its_step(changed: dict[str, Any], step: str):
    states = step_states(closable(**changed), TODAY)
    assert {key for key, state in states.items() if state == "open"} == {step, "close"}


def test_an_older_leaving_that_was_closed_stays_closed():
    older = closable({"signed_off": ago(100), "signed_by": "Joan"}, paper=None, accounts=(account(),))
    states = step_states(older, TODAY)
    assert (states["report"], states["close"]) == ("met", "met")


def test_every_condition_can_be_released():
    keys = [each.key for each in conditions(closable(accounts=(handed_over(id=12),)), TODAY)]
    assert keys[-1] == "account:12"
    assert {"decision", "deliverables", "obligations", "notice", "payments"} <= set(keys)
