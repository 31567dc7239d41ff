"""From which day interest runs, by the law and by what is known of the debt (P3.2)."""

from datetime import date

import pytest

from clientguard.domain.money.interest.facts import Debt
from clientguard.domain.money.interest.start import Start, StartMissingError, start_of
from clientguard.letters.late_interest import shipped_law

DUE = date(2025, 3, 31)
LAW = shipped_law()


def start(regime: str, **facts) -> Start:
    debt = Debt(1000_00, "EUR", facts.pop("due", DUE), regime, **facts)
    return start_of(debt, LAW.regimes[regime].of(debt))


@pytest.mark.parametrize("regime", LAW.regimes)
@pytest.mark.parametrize("debtor", ["company", "sole-trader", "consumer", "public"])
def test_after_an_agreed_date_it_is_the_day_after(regime, debtor):
    assert start(regime, debtor=debtor).first == date(2025, 4, 1)


@pytest.mark.parametrize(
    ("regime", "first"),
    [
        ("uk", date(2025, 5, 10)),  # 30 days beginning with 10 April, that day among them
        ("eu", date(2025, 5, 11)),
        ("ie", date(2025, 5, 11)),
        ("nl", date(2025, 5, 11)),
        ("at", date(2025, 5, 11)),
        ("de", date(2025, 5, 11)),
    ],
)
def test_without_one_it_is_thirty_days_after_receipt_and_due_date(regime, first):
    assert start(regime, agreed=False, received=date(2025, 4, 10)).first == first


def test_the_later_of_receipt_and_performance_counts():
    days = {"received": date(2025, 4, 10), "performed": date(2025, 4, 20)}
    assert start("eu", agreed=False, **days).first == date(2025, 5, 21)
    assert start("uk", agreed=False, **days).first == date(2025, 5, 20)
    assert start("eu", agreed=False, **days).remarks == ()
    assert "finished after" in str(start("eu", agreed=False, received=date(2025, 4, 10)).remarks[0])


def test_a_later_day_on_the_invoice_itself_is_pointed_out():
    found = start("uk", agreed=False, received=date(2025, 2, 1), performed=date(2025, 2, 1))
    assert found.first == date(2025, 3, 3)
    assert "names a later day" in str(found.remarks[0])


def test_in_germany_a_reminder_after_the_due_date_comes_first():
    received = {"agreed": False, "received": date(2025, 3, 1)}
    assert start("de", **received).first == date(2025, 5, 1)
    assert start("de", **received, reminded=date(2025, 4, 7)).first == date(2025, 4, 8)
    assert start("de", **received, reminded=date(2025, 6, 7)).first == date(2025, 5, 1)
    assert start("de", **received, reminded=DUE).first == date(2025, 5, 1), "it was not due yet"


def test_a_german_consumer_has_to_have_been_reminded_or_told():
    consumer = {"agreed": False, "debtor": "consumer", "received": date(2025, 3, 1)}
    assert start("de", **consumer).first is None
    assert start("de", **consumer, warned=True).first == date(2025, 5, 1)
    assert start("de", **consumer, reminded=date(2025, 4, 7)).first == date(2025, 4, 8)


def test_a_dutch_consumer_gets_a_reasonable_time_after_the_reminder():
    assert start("nl", agreed=False, debtor="consumer").first is None
    assert start("nl", agreed=False, debtor="consumer", reminded=date(2025, 4, 7)).first == date(2025, 4, 22)


def test_in_thailand_a_reminder_puts_the_client_in_default():
    assert start("th", agreed=False).first is None
    assert start("th", agreed=False, reminded=date(2025, 3, 1)).first is None
    assert start("th", agreed=False, reminded=date(2025, 4, 7)).first == date(2025, 4, 8)


@pytest.mark.parametrize(
    ("regime", "due", "first"),
    [
        ("uk", date(2025, 4, 20), date(2025, 3, 31)),  # 30 days that begin with 1 March
        ("uk", date(2025, 3, 20), date(2025, 3, 21)),
        ("eu", date(2025, 7, 1), date(2025, 5, 1)),  # 60 days after 1 March
        ("eu", date(2025, 4, 20), date(2025, 4, 21)),
    ],
)
def test_a_public_body_has_no_longer_than_the_law_gives_it(regime, due, first):
    received = date(2025, 3, 1)
    assert start(regime, debtor="public", due=due, received=received).first == first
    assert start(regime, due=due, received=received).first > due, "others are held to what was agreed"


@pytest.mark.parametrize("regime", ["uk", "eu", "ie", "nl", "at", "de"])
def test_where_no_day_is_known_that_decides_it_asks(regime):
    with pytest.raises(StartMissingError, match="Enter when"):
        start(regime, agreed=False)


def test_the_end_of_the_calendar_is_no_error():
    assert start("eu", due=date.max).first == date.max
    assert start("uk", agreed=False, received=date.max).first == date.max


WEEKEND = "falls on a weekend"
SATURDAY = date(2025, 3, 29)


@pytest.mark.parametrize("regime", LAW.regimes)
def test_a_due_date_on_a_weekend_stays_and_is_pointed_out(regime):
    found = start(regime, due=SATURDAY)
    assert found.first == date(2025, 3, 30)
    assert any(WEEKEND in str(each) for each in found.remarks)
    assert not any(WEEKEND in str(each) for each in start(regime).remarks)


def test_thirty_days_that_end_on_a_weekend_are_pointed_out_and_a_reminder_on_one_is_not():
    assert any(WEEKEND in str(each) for each in start("eu", agreed=False, received=date(2025, 4, 11)).remarks)
    assert start("de", agreed=False, reminded=date(2025, 4, 6)).remarks == ()
    assert start("th", agreed=False, reminded=date(2025, 4, 6)).remarks == ()
