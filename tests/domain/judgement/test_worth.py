"""What a client is worth: its hours against its income, what is asked, and who is neglected (P7.1, P7.6)."""

from __future__ import annotations

from datetime import date, timedelta

from clientguard.domain.communication.touch import TouchFacts, touches
from clientguard.domain.judgement.worth import QUIET, WorthFacts, in_order, in_words, worth
from clientguard.domain.money.amount import Money
from clientguard.domain.money.lateness import Collecting
from clientguard.domain.money.receivables import InvoiceFacts, bill

TODAY = date(2026, 11, 22)
RATE = Money(80_00, "EUR")


def touched(*each: TouchFacts):
    return {found.facts.client: found for found in touches(each)}


def client(number: int, income: int, minutes: int, messages: int = 0, currency: str = "EUR") -> TouchFacts:
    return TouchFacts(
        number, f"Client {number}", sent=messages, work={"work": minutes}, income=(Money(income, currency),)
    )


def invoices(days_late: int = 0, count: int = 4):
    """Bills of one client, each paid so many days after it was due."""
    return tuple(
        bill(
            InvoiceFacts(
                id=number, client=1, client_name="Client 1", number=str(number), issued=due - timedelta(days=14),
                due=due, terms="", amount=Money(100_00, "EUR"), paid=100_00, settled=due + timedelta(days=days_late),
            ),
            TODAY,
        )
        for number in range(1, count + 1)
        for due in [TODAY - timedelta(days=40 * number)]
    )  # fmt: skip


def judged(touch, *, target: Money | None = RATE, last=TODAY, current=True, bills=()):
    return worth(WorthFacts(touch, bills, Collecting(), target, last, current), TODAY)


def said(found) -> list[str]:
    return [str(each.text) for each in in_words(found)]


def test_it_is_asked_under_half_of_the_target_and_never_at_half():
    found = touched(client(1, 399_00, 600), client(2, 400_00, 600))
    assert judged(found[1]).is_in_question
    assert "Is it worth it?" in said(judged(found[1]))[0]
    assert not judged(found[2]).is_in_question


def test_nothing_is_said_without_hours_a_rate_or_in_another_currency():
    found = touched(client(1, 100_00, 0), client(2, 100_00, 600, currency="USD"), client(3, 100_00, 600))
    assert [judged(each).of_target for each in (found[1], found[2])] == [None, None]
    assert judged(found[3], target=None).of_target is None


def test_a_third_of_the_income_has_to_be_planned_for_but_an_only_client_is_no_share():
    found = touched(client(1, 100_00, 60), client(2, 100_00, 60), client(3, 101_00, 60))
    assert [judged(found[each]).is_concentrated for each in (1, 2, 3)] == [False, False, True]
    assert not judged(touched(client(1, 100_00, 60))[1]).is_concentrated


def test_a_good_client_that_heard_nothing_is_named_and_no_other():
    found = touched(client(1, 900_00, 60, messages=1), client(2, 100_00, 60, messages=9))
    long_ago, good = TODAY - timedelta(days=QUIET + 1), invoices()
    assert judged(found[1], last=long_ago, bills=good).neglected
    assert not judged(found[1], last=TODAY - timedelta(days=QUIET), bills=good).neglected
    assert not judged(found[1], last=long_ago, bills=invoices(days_late=15)).neglected
    assert not judged(found[1], last=long_ago, bills=invoices(count=2)).neglected
    assert not judged(found[1], last=long_ago, bills=good, current=False).neglected
    assert not judged(found[2], last=long_ago, bills=good).neglected


def test_the_hour_that_brings_least_comes_first_and_what_is_not_known_last():
    found = touched(client(1, 100_00, 0), client(2, 900_00, 600), client(3, 100_00, 600))
    assert [each.touch.facts.client for each in in_order(map(judged, found.values()))] == [3, 2, 1]
