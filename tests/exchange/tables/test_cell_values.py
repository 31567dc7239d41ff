"""Dates and amounts of a column: what one cell leaves open, the others decide."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard.exchange.tables.cell_values import (
    TwoWaysError,
    is_two_ways,
    proved_mark,
    proved_orders,
    read_date,
    read_number,
)


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("2026-08-07", "", date(2026, 8, 7)),
        ("2026-08-07 09:12", "", date(2026, 8, 7)),
        ("2026-08-07T09:12:00Z", "", date(2026, 8, 7)),
        ("2026/8/7", "", date(2026, 8, 7)),
        ("07.08.2026", "", date(2026, 8, 7)),
        ("07.08.2026", "mdy", date(2026, 8, 7)),
        ("07/08/2026", "dmy", date(2026, 8, 7)),
        ("07/08/2026", "mdy", date(2026, 7, 8)),
        ("07-08-26", "dmy", date(2026, 8, 7)),
        ("26/09/2026", "mdy", date(2026, 9, 26)),
        ("09/26/2026", "dmy", date(2026, 9, 26)),
        ("08/08/2026", "", date(2026, 8, 8)),
        ("26 Sep 2026", "", date(2026, 9, 26)),
        ("26-Sep-2026", "", date(2026, 9, 26)),
        ("Sep 26, 2026", "", date(2026, 9, 26)),
        ("", "", None),
    ],
)
def test_dates_are_read_in_every_usual_form(text, order, day):
    assert read_date(text, order) == day


@pytest.mark.parametrize("text", ["07/08/2026", "7/8/26", "01-02-2026"])
def test_a_date_with_two_readings_is_not_guessed(text):
    assert is_two_ways(text)
    with pytest.raises(TwoWaysError):
        read_date(text)


@pytest.mark.parametrize(
    "text", ["today", "fri", "+2w", "12 days", "31/02/2026", "2026-13-01", "1/1/0001", "x", "１/２/2026"]
)
def test_what_is_no_date_of_its_own_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        read_date(text, "dmy")


def test_the_order_is_proved_by_any_figure_above_twelve():
    assert proved_orders(["01/02/2026", "13/02/2026"]) == {"dmy"}
    assert proved_orders(["01/02/2026", "02/13/2026"]) == {"mdy"}
    assert proved_orders(["01/02/2026", "2026-01-13", "13.01.2026"]) == set()


@pytest.mark.parametrize(
    ("text", "mark", "number"),
    [
        ("1234.50", "", "1234.50"),
        ("1,234.50", "", "1234.50"),
        ("1.234,50", "", "1234.50"),
        ("12 500,00", "", "12500.00"),
        ("1'234.50", "", "1234.50"),
        ("€ 1.234,50", "", "1234.50"),
        ("1,234.50 USD", "", "1234.50"),
        ("kr 99", "", "99"),
        ("1.234.567", "", "1234567"),
        ("12,5", "", "12.5"),
        ("1,234", "", "1234"),
        ("1.234", ",", "1234"),
        ("1,234", ",", "1.234"),
        ("0.250", "", "0.250"),
        ("(120.00)", "", "-120.00"),
        ("120,00-", "", "-120.00"),
        ("-5", "", "-5"),
    ],
)
def test_amounts_are_read_however_they_are_written(text, mark, number):
    assert read_number(text, mark) == Decimal(number)


def test_thousands_and_decimals_are_told_apart_by_the_other_rows():
    assert proved_mark(["1.234", "12,50"]) == ","
    assert proved_mark(["1.234", "12.50"]) == "."
    assert proved_mark(["1.234", "5.678"]) == ""
    assert proved_mark(["1,5", "1.5"]) == ""
    with pytest.raises(TwoWaysError):
        read_number("1.234")


@pytest.mark.parametrize(
    "text", ["abc", "1.2.3", "--5", "1,2,3.4,5", "9" * 50, "1e9", "nan", "EUR", "12 items", "１２"]
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        read_number(text)


@given(st.decimals(-(10**9), 10**9, places=2), st.sampled_from(["point", "comma"]))
def test_an_amount_that_was_written_with_thousands_is_read_back(amount, mark):
    text = f"{amount:,.2f}"
    if mark == "comma":
        text = text.translate({ord(","): ".", ord("."): ","})
    assert read_number(text) == amount
