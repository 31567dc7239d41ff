"""Contact against income, client by client (P2.4, P6.4)."""

from __future__ import annotations

import pytest

from clientguard.domain.communication.touch import TouchFacts, touches
from clientguard.domain.money.amount import Money

EUR = "EUR"


def test_shares_are_parts_of_all_contact_and_of_the_income_in_the_same_currency():
    loud = TouchFacts(1, "Loud", received=50, sent=20, held=3, missed=2, income=(Money(100_000, EUR),))
    calm = TouchFacts(2, "Calm", received=15, sent=10, income=(Money(300_000, EUR),))
    dollars = TouchFacts(3, "Dollars", income=(Money(900_000, "USD"),))
    first, second, third = touches([calm, dollars, loud])
    assert [each.facts.client for each in (first, second, third)] == [1, 2, 3]
    assert (first.contact_share, first.income_share) == (0.75, 0.25)
    assert (second.contact_share, second.income_share) == (0.25, 0.75)
    assert (third.contact_share, third.income_share) == (0.0, 1.0)
    assert (first.takes_more, second.takes_more) == (True, False)
    assert (first.messages, first.facts.missed) == (70, 2)


def test_a_client_that_paid_nothing_has_no_share_and_without_any_income_nothing_is_said():
    paid, unpaid = TouchFacts(1, "A", received=1, income=(Money(1, EUR),)), TouchFacts(2, "B", received=1)
    shares = {each.facts.client: each.income_share for each in touches([paid, unpaid])}
    assert shares == {1: 1.0, 2: 0.0}
    assert [each.income_share for each in touches([unpaid])] == [None]


def test_an_hour_is_worth_what_was_paid_for_work_and_contact_together():
    facts = TouchFacts(
        1,
        "A",
        message_minutes=60,
        meeting_minutes=60,
        work={"work": 420, "waiting": 60, "approval": 30, "chasing": 30, "change": 60, "meeting": 45},
        income=(Money(72_000, EUR),),
    )
    (found,) = touches([facts])
    assert found.minutes == 120  # the hour of meetings is not counted once more as work
    assert found.rate == Money(72_000 * 60 // 720, EUR)
    assert (found.waiting_minutes, found.change_minutes, found.work_minutes) == (120, 60, 465)


def test_the_usual_time_until_an_answer_is_the_middle_one():
    (found,) = touches([TouchFacts(1, "A", their_answers=[60, 120, 90_000], our_answers=[30, 50])])
    assert (found.they_take, found.we_take) == (120, 40)
    (nobody,) = touches([TouchFacts(1, "A")])
    assert (nobody.they_take, nobody.we_take, nobody.rate) == (None, None, None)
    assert nobody.contact_share == pytest.approx(0)
