"""Requests and promises that wait: when a notice is due, what an absence excuses, when a promise is broken."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest

from clientguard.domain.communication.waiting import (
    Away,
    PromiseMade,
    RequestFacts,
    promise_state,
    waiting_steps,
    waits,
)
from clientguard.domain.communication.waiting.promises import promise_words
from clientguard.domain.communication.waiting.requests import request_words
from clientguard.domain.communication.waiting.rounds import rounds, turn_words, whose_turn
from clientguard.domain.money.terms import monday_to_friday
from clientguard.domain.records import Absence, ApprovalRound
from clientguard.domain.wording import Said
from clientguard.texts import current


def nov(day: int) -> date:
    return date(2026, 11, day)


ASKED = RequestFacts(1, 7, "Casa Verde", "Which colours?", "question", nov(2), None, "")
WORD = PromiseMade(2, 7, "Casa Verde", "material", "You get the photos on Friday", nov(2), nov(6))


def request(**changes: Any) -> RequestFacts:
    return dataclasses.replace(ASKED, **changes)


def promise(**changes: Any) -> PromiseMade:
    return dataclasses.replace(WORD, **changes)


def words(found: tuple[Any, str]) -> tuple[str, str]:
    return current().say(found[0]), found[1]


# --- notices ---


@pytest.mark.parametrize(
    ("changes", "due"),
    [
        ({}, nov(9)),
        ({"needed_by": nov(12)}, nov(13)),
        ({"chased": (nov(11),)}, nov(18)),
        ({"chased": (nov(18), nov(11))}, nov(25)),
        ({"needed_by": nov(20), "chased": (nov(4),)}, nov(21)),
        ({"away": (Away(nov(1), nov(8)),)}, nov(9)),
        ({"away": (Away(nov(5), nov(14)),)}, nov(16)),  # the 15th is a Sunday
        ({"away": (Away(nov(5), nov(14)), Away(nov(16), nov(17)))}, nov(18)),
        ({"chased": (nov(11),), "away": (Away(nov(18), nov(19)),)}, nov(20)),
    ],
)
def test_a_notice_is_due_after_the_day_or_a_week_and_again_a_week_after_each(changes: dict[str, Any], due: date):
    assert request(**changes).next_notice(monday_to_friday) == due


def test_while_the_client_is_away_its_silence_is_not_late():
    away = request(needed_by=nov(4), away=(Away(nov(5), nov(14)),))
    assert (away.is_late(nov(10)), away.is_late(nov(15))) == (False, True)


def test_an_overdue_request_is_to_be_asked_again_and_then_waits_a_week():
    (first,) = waiting_steps([request(needed_by=nov(4))], nov(11))
    assert (first.section, first.action, first.answers) == ("now", "ask again", ("log answer", "close request"))
    (then,) = waiting_steps([request(needed_by=nov(4), chased=(nov(5), nov(9)))], nov(11))
    assert (then.section, then.action, then.answers) == ("next", "log answer", ())
    assert (
        current().say(then.why) == "Asked on 2 Nov 2026, needed by 4 Nov 2026. Asked again 2 times, last on 9 Nov 2026."
    )


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ("waiting 9 days", "attention")),
        ({"needed_by": nov(20), "chased": (nov(5),)}, ("waiting 9 days, asked again 1×", "note")),
        ({"answered_on": nov(5)}, ("answered after 3 days", "met")),
        ({"answered_on": nov(5), "needed_by": nov(4)}, ("answered after 3 days", "neutral")),
        ({"answered_on": nov(2)}, ("answered on the same day", "met")),
        ({"closed_on": nov(9), "closed_reason": "We chose."}, ("closed unanswered", "neutral")),
    ],
)
def test_a_request_says_how_it_stands(changes: dict[str, Any], expected: tuple[str, str]):
    assert words(request_words(request(**changes), nov(11))) == expected


# --- promises ---


@pytest.mark.parametrize(
    ("changes", "on", "state", "said"),
    [
        ({}, nov(5), "open", "due in 1 day"),
        ({}, nov(6), "open", "due today"),
        ({}, nov(9), "broken", "broken, 3 days late"),
        ({"kept_on": nov(6)}, nov(9), "kept", "kept"),
        ({"kept_on": nov(9)}, nov(9), "kept late", "kept 3 days late"),
        ({"kept_on": nov(9)}, nov(8), "broken", "broken, 2 days late"),
        ({"settled": True}, nov(9), "settled", "no longer waited for"),
        ({"away": (Away(nov(5), nov(8)),)}, nov(8), "open", "excused by an absence"),
        ({"away": (Away(nov(7), nov(8)),)}, nov(9), "broken", "broken, 3 days late"),
    ],
)
def test_a_promise_is_kept_or_broken_by_itself(changes: dict[str, Any], on: date, state: str, said: str):
    found = promise(**changes)
    assert promise_state(found, on, monday_to_friday) == state
    assert words(promise_words(found, on, monday_to_friday))[0] == said


# --- the list ---


def test_what_waits_is_listed_oldest_first_with_its_days_and_working_days():
    later = request(id=3, asked_on=nov(6), blocks="New shop")
    over = [request(id=4, answered_on=nov(3)), request(id=5, closed_on=nov(3), closed_reason="Not needed.")]
    found = waits(
        [later, ASKED, *over], [promise(made_on=nov(4)), promise(id=9, kept_on=nov(6))], nov(9), monday_to_friday
    )
    assert [(each.kind, each.id, each.days, each.work_days) for each in found] == [
        ("request", 1, 7, 5),
        ("promise", 2, 5, 3),
        ("request", 3, 3, 1),
    ]
    assert [(each.blocks, each.next_notice, each.is_due) for each in found] == [
        ("", nov(9), True),
        ("", nov(7), True),
        ("New shop", nov(13), False),
    ]
    assert waits(over, [], nov(2), monday_to_friday)[0].id == 4  # nobody had answered it yet


# --- rounds ---


def say(words: Said | None) -> str:
    return current().say(words) if words else ""


def test_the_rounds_of_an_approval_are_told_one_by_one():
    first = ApprovalRound(id=1, what="Layout", submitted_on=nov(2), answered_on=nov(5), changes_asked="Move the logo.")
    second = ApprovalRound(id=2, what="Layout, second", submitted_on=nov(6), answered_on=nov(11))
    third = ApprovalRound(id=3, what="Print file", submitted_on=nov(12))
    found = rounds([second, third, first], nov(16), monday_to_friday)
    assert [(each.number, each.record, each.days, each.work_days) for each in found] == [
        (1, 1, 3, 3), (2, 2, 5, 3), (3, 3, 4, 2),
    ]  # fmt: skip
    assert [current().say(each.words) for each in found] == [
        "changes asked after 3 days", "approved after 5 days", "not answered for 4 days",
    ]  # fmt: skip
    assert [(whose_turn(found[:count]), say(turn_words(found[:count]))) for count in range(4)] == [
        ("", ""),
        ("us", "It has been your turn since 5 Nov 2026: changes were asked."),
        ("", ""),
        ("client", "It has been the client's turn since 12 Nov 2026."),
    ]
    (undated,) = rounds([dataclasses.replace(first, answered_on=None)], nov(16), monday_to_friday)
    assert (whose_turn([undated]), say(undated.words)) == ("us", "changes asked")


def test_an_absence_whose_end_nobody_named_excuses_four_weeks():
    assert Absence(starts=date(2026, 4, 25)).last_day == date(2026, 5, 22)
    assert Absence(starts=date(2026, 4, 25), until=date(2026, 4, 30)).last_day == date(2026, 4, 30)
    assert Absence().last_day is None
