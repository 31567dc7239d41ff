"""What goes on after a leaving was closed (P3, P4.4, P5)."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import Any

import pytest

from clientguard import texts
from clientguard.domain.leaving.after import AfterFacts, after_steps, aftercare, is_destruction_due
from clientguard.domain.leaving.progress import LeavingFacts, leaving_steps
from clientguard.domain.records import DataHolding
from tests.domain.leaving.leaving_case import TODAY, account, case, handed_over, invoice

SAY = texts.words("en").say
CLOSED = AfterFacts(40, 7, "Casa Verde", None, None)
RUNNING = LeavingFacts(40, 7, "Casa Verde", date(2026, 10, 1), date(2026, 12, 31), "report", 0, 4)


def ahead(days: int) -> date:
    return TODAY + timedelta(days=days)


def test_where_all_is_settled_nothing_goes_on():
    assert aftercare(case(), TODAY) == ()


@pytest.mark.parametrize(
    ("changed", "words", "place"),
    [
        ({"bills": (invoice(),)}, "€ 4,800.00 is still owed: the reminders go on.", "money"),
        ({"accounts": (account("Ads"),)}, "“Ads” is not handed over yet.", "account"),
        (
            {"accounts": (account("Domain", renews=ahead(40)),)},
            "“Domain” renews on 1 Jan 2027, and you still have access.",
            "account",
        ),
        ({"accounts": (handed_over("Domain", renews=ahead(40)),)}, None, None),
        (
            {"holdings": (DataHolding(client=7, what="Customer list"),)},
            "“Customer list” is not returned or deleted yet.",
            "data_holding",
        ),
        (
            {"holdings": (DataHolding(client=7, what="Ledger", disposition="keep", until=ahead(9)),)},
            "“Ledger” is kept until 1 Dec 2026.",
            "data_holding",
        ),
        (
            {"holdings": (DataHolding(client=7, what="Ledger", disposition="keep", until=ahead(-9)),)},
            "“Ledger” was kept until 13 Nov 2026.",
            "data_holding",
        ),
        ({"holdings": (DataHolding(client=7, what="List", disposition="delete", done_on=TODAY),)}, None, None),
    ],
)
def test_what_goes_on_is_named_with_its_place(changed: dict[str, Any], words: str | None, place: str | None):
    found = [(SAY(each.what), each.place) for each in aftercare(case(**changed), TODAY)]
    assert found == ([(words, place)] if words else [])


@pytest.mark.parametrize(
    ("days", "tone", "section"), [(-3, "attention", "now"), (0, "attention", "now"), (7, "neutral", "next")]
)
def test_the_destruction_is_a_step_from_a_week_before(days: int, tone: str, section: str):
    (step,) = after_steps([dataclasses.replace(CLOSED, destroy_on=ahead(days))], TODAY)
    assert SAY(step.what) == "Casa Verde: destroy the record"
    assert (step.tone, step.section, step.kind, step.record) == (tone, section, "leaving", 40)


def test_what_is_far_off_or_destroyed_is_no_step():
    assert after_steps([dataclasses.replace(CLOSED, destroy_on=ahead(8))], TODAY) == []
    assert not is_destruction_due(ahead(-1), TODAY, TODAY)
    assert is_destruction_due(ahead(-1), None, TODAY)


@pytest.mark.parametrize(("days", "said"), [(-1, False), (0, True), (7, True), (8, False)])
def test_the_end_of_support_is_named_until_it_has_come(days: int, said: bool):
    steps = after_steps([dataclasses.replace(CLOSED, support_until=ahead(days))], TODAY)
    assert [each.kind for each in steps] == (["leaving"] if said else [])


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, "Decided on 1 Oct 2026; the last day is 31 Dec 2026."),
        ({"last_day": TODAY}, "The last day was 22 Nov 2026: close it once nothing stands in the way."),
        ({"asked": (ahead(-6),)}, "Decided on 1 Oct 2026; the last day is 31 Dec 2026."),
        (
            {"asked": (ahead(-7),)},
            "The report has not been signed. You asked on 15 Nov 2026: ask for the signature again.",
        ),
        (
            {"asked": (ahead(-20), ahead(-7))},
            "The client did not reply to 2 requests to sign: it can be closed without.",
        ),
    ],
)
def test_a_leaving_in_progress_says_what_comes_next(changed: dict[str, Any], why: str):
    (step,) = leaving_steps([dataclasses.replace(RUNNING, **changed)], TODAY)
    assert SAY(step.why) == why
