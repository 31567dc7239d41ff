"""The lines of an invoice add up as they are printed, whatever the currency and the rates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard.domain.money.lines import TaxSum, amount_of, line_sums, lines_of_work
from clientguard.domain.records import InvoiceLine, Work

RATES = st.sampled_from(["", "0", "7", "9", "19", "21", "21.0", "2.5"])


@pytest.mark.parametrize(
    ("quantity", "price", "amount"),
    [("10", 80_00, 800_00), ("0.5", 1, 1), ("0.4", 1, 0), ("1.58", 80_00, 126_40), ("-1", 50_00, -50_00)],
)  # fmt: skip
def test_an_amount_is_quantity_times_price_rounded_half_up(quantity, price, amount):
    assert amount_of(quantity, price) == amount


def test_without_a_quantity_or_a_price_there_is_nothing_to_work_out():
    assert amount_of("", 100) is None
    assert amount_of("2", None) is None


def test_tax_is_worked_out_once_for_each_rate():
    """Two lines of 0.33 at 21 % are 0.14 tax together: that of 0.66, which is what is printed."""
    sums = line_sums([InvoiceLine(amount=33, tax_rate="21"), InvoiceLine(amount=33, tax_rate="21.0"),
                      InvoiceLine(amount=100, tax_rate="0"), InvoiceLine(amount=5)])  # fmt: skip
    assert sums.taxes == (TaxSum(Decimal(0), 100, 0), TaxSum(Decimal(21), 66, 14))
    assert (sums.net, sums.tax, sums.total) == (171, 14, 185)


def test_lines_without_rates_have_no_tax_rather_than_none_due():
    assert line_sums([InvoiceLine(amount=100)]).tax is None
    assert line_sums([InvoiceLine(amount=100, tax_rate="0")]).tax == 0


@given(st.lists(st.tuples(st.integers(-10_000, 10**9), RATES)))
def test_the_parts_that_are_printed_come_to_the_total(lines):
    sums = line_sums([InvoiceLine(amount=amount, tax_rate=rate) for amount, rate in lines])
    assert sums.net == sum(amount for amount, _rate in lines)
    assert sums.total == sums.net + sum(each.tax for each in sums.taxes)
    assert sum(each.net for each in sums.taxes) == sum(amount for amount, rate in lines if rate)
    for each in sums.taxes:
        assert abs(each.tax - each.net * each.rate / 100) <= Decimal("0.5")


def test_work_becomes_lines_in_hours_as_printed():
    """What is printed is what is charged: 95 minutes are 1.58 hours, and 1.58 hours are paid."""
    done = [Work(on=date(2026, 11, 3), minutes=95, detail="Shop")]
    (line,) = lines_of_work(done, "hours", 80_00, "EUR", date.isoformat)
    assert (line.description, line.quantity, line.unit, line.amount) == ("2026-11-03: Shop", "1.58", "hours", 126_40)
    (open_line,) = lines_of_work(done, "hours", None, "EUR", date.isoformat)
    assert (open_line.unit_price, open_line.amount) == (None, 0)
