"""Single rules of the signs that histories do not show: what was never paid, a quiet time, a word about a meeting."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from clientguard import texts
from clientguard.domain.judgement.facts import Appointment, Talk
from clientguard.domain.judgement.judge import findings
from clientguard.domain.money.amount import Money
from clientguard.domain.money.receivables import InvoiceFacts, bill
from clientguard.domain.records import Demand
from tests.domain.judgement.test_thresholds import TODAY, attack, facts

SAY = texts.words("en").say


def written_off(number: int, days: int, forgiven: int = 0) -> object:
    """Return an invoice that was written off, due so many days ago."""
    due = TODAY - timedelta(days=days)
    return bill(InvoiceFacts(number, 1, "", f"R-{number}", due - timedelta(days=14), due, "", Money(100_00, "EUR"), 0,
                             None, written_off=100_00, forgiven=forgiven), TODAY)  # fmt: skip


def meeting(number: int, days: int, state: str = "missed") -> Appointment:
    """Return a meeting so many days ago."""
    return Appointment(number, TODAY - timedelta(days=days), state, "client" if state == "missed" else "", 30)


def mail(number: int, days: int) -> Talk:
    """Return a message of the client so many days ago."""
    return Talk(number, TODAY - timedelta(days=days), 600, "in", "mail", 3)


def test_what_was_never_paid_is_watched_once_and_raised_twice_and_a_gift_is_neither():
    own = facts()
    one = findings(replace(own, bills=(written_off(1, 200),)), TODAY)[0]
    assert (one.state, one.evidence) == ("watch", (1,))
    assert "Invoice R-1 was never paid in full: € 100.00 was written off." in map(SAY, one.reasons)
    assert findings(replace(own, bills=(written_off(1, 200), written_off(2, 120))), TODAY)[0].state == "raised"
    assert findings(replace(own, bills=(written_off(1, 200, forgiven=100_00),)), TODAY)[0].state == "none"


@pytest.mark.parametrize(
    ("days", "state"),
    [((200, 110, 20), "raised"), ((300, 200, 20), "watch"), ((20, 20, 20), "none"), ((300, 200, 95), "none")],
)
def test_three_attacks_are_a_pattern_within_half_a_year_and_end_with_a_quiet_quarter(days, state):
    attacks = [attack(number, each) for number, each in enumerate(days, 1)]
    assert findings(facts(*attacks), TODAY)[6].state == state


@pytest.mark.parametrize(
    ("talks", "made_up", "state"),
    [
        ((), False, "watch"),
        ((mail(50, 40),), False, "none"),  # on that day
        ((mail(50, 39),), False, "watch"),  # the day after, and no other meeting followed
        ((mail(50, 39),), True, "none"),
    ],
)
def test_a_word_excuses_a_meeting_that_was_missed(talks, made_up, state):
    held = (meeting(3, 33, "held"),) if made_up else ()
    own = replace(facts(), meetings=(meeting(1, 75), meeting(2, 40), *held), talks=talks)
    assert findings(own, TODAY)[4].state == state


def test_what_explains_a_demand_explains_its_repeats():
    first = Demand(id=1, client=1, words="The second shop", said_on=TODAY - timedelta(days=60), in_scope="no",
                   answer="600 a month")  # fmt: skip
    again = replace(first, id=2, said_on=TODAY - timedelta(days=40), repeats=1)
    third = replace(first, id=3, said_on=TODAY - timedelta(days=20), repeats=2)
    own = replace(facts(), demands=(first, again, third))
    assert findings(own, TODAY)[7].state == "raised"
    assert findings(replace(own, explained={1: (9,)}), TODAY)[7].state == "none"
