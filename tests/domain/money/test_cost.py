"""What late payment costs: money that is tied up, and the time that asking for it takes (P6.1)."""

from __future__ import annotations

from datetime import date, timedelta

from clientguard.domain.money.amount import Money
from clientguard.domain.money.lateness import Collecting, TiedUp, tied_up
from clientguard.domain.money.receivables import InvoiceFacts, bill

TODAY = date(2026, 11, 22)


def overdue(late: int, amount: int, currency: str = "EUR", paid: int = 0) -> InvoiceFacts:
    due = TODAY - timedelta(days=late)
    return InvoiceFacts(1, 7, "Mill", "R-1", due, due, "", Money(amount, currency), paid, None)


def test_days_are_weighed_by_the_amount_that_is_past_due():
    facts = [overdue(10, 300_00), overdue(50, 200_00, paid=100_00), overdue(-5, 900_00), overdue(3, 500, "JPY"),
             overdue(80, 100_00, paid=100_00)]  # fmt: skip
    assert tied_up(bill(each, TODAY) for each in facts) == (
        TiedUp(Money(400_00, "EUR"), 20),
        TiedUp(Money(500, "JPY"), 3),
    )


def test_minutes_cost_their_part_of_an_hour():
    assert Collecting(3, 50).cost(Money(90_00, "EUR")) == Money(75_00, "EUR")
    assert Collecting(1, 1).cost(Money(100, "JPY")) == Money(2, "JPY")
    assert Collecting(2, 0).cost(Money(90_00, "EUR")) == Money(0, "EUR")
    assert Collecting(2, 20).cost(None) is None
