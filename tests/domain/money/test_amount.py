from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard.domain.money.amount import AmbiguousError, Money, digits, parse_amount
from clientguard.domain.money.currencies import CODES
from clientguard.texts import LANGUAGES, PSEUDO, words

CURRENCIES = st.sampled_from(["EUR", "THB", "JPY", "KWD"])


@pytest.mark.parametrize(("currency", "places"), [("EUR", 2), ("THB", 2), ("JPY", 0), ("KWD", 3), ("", 2)])
def test_a_currency_has_its_number_of_decimals(currency: str, places: int):
    assert digits(currency) == places


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("4800", "EUR", 480000),
        ("4,800.00", "EUR", 480000),
        ("4.800,00", "EUR", 480000),
        ("4 800", "EUR", 480000),
        ("4\u00a0800,5", "EUR", 480050),
        ("4'800.50", "CHF", 480050),
        ("4,800", "EUR", 480000),
        ("4.800", "JPY", 4800),
        ("€ 4,800.00", "EUR", 480000),
        ("-€ 12.00", "EUR", -1200),
        ("− 12 €", "EUR", -1200),
        ("4.800,00 eur", "EUR", 480000),
        ("RM 5", "MYR", 500),
        ("12,345 kr.", "DKK", 1234500),
        ("1.234.567", "EUR", 123456700),
        ("4800 EUR", "EUR", 480000),
        ("EUR 4800", "EUR", 480000),
        ("1,00,000.50", "INR", 10000050),
        ("-3,5", "EUR", -350),
        ("+3.50", "EUR", 350),
        (".5", "EUR", 50),
        ("-.05", "EUR", -5),
        ("0", "EUR", 0),
        ("1.234", "JPY", 1234),
        ("1.234", "KWD", 1234),
        ("1,234.500", "KWD", 1234500),
    ],
)
def test_an_amount_may_be_written_in_many_ways(text: str, currency: str, minor: int):
    assert parse_amount(text, currency) == minor


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("", "EUR"),
        ("-", "EUR"),
        ("much", "EUR"),
        ("4800.005", "EUR"),
        ("0.125", "EUR"),
        ("12.34.56", "EUR"),
        ("1,2,3", "EUR"),
        ("1.234,567.89", "EUR"),
        ("1.5", "JPY"),
        ("1e5", "EUR"),
        ("NaN", "EUR"),
        ("Infinity", "EUR"),
        ("USD 5", "EUR"),
        ("$ 5", "EUR"),
        ("€ 5 €", "EUR"),
        ("€", "EUR"),
        ("--5", "EUR"),
        ("4.ab", "EUR"),
        ("5.1e", "EUR"),
    ],
)
def test_what_is_no_amount_is_refused(text: str, currency: str):
    with pytest.raises(ValueError, match=r".*"):
        parse_amount(text, currency)


@pytest.mark.parametrize(
    ("text", "currency", "thousands", "decimals"),
    [
        ("1.234", "EUR", Money(123400, "EUR"), Decimal("1.234")),
        ("-12.345", "THB", Money(-1234500, "THB"), Decimal("-12.345")),
        ("€ 1.234", "EUR", Money(123400, "EUR"), Decimal("1.234")),
        ("1,234", "KWD", Money(1234000, "KWD"), Decimal("1.234")),
    ],
)
def test_an_amount_that_can_be_read_in_two_ways_is_refused_with_both(
    text: str, currency: str, thousands: Money, decimals: Decimal
):
    with pytest.raises(AmbiguousError) as raised:
        parse_amount(text, currency)
    assert (raised.value.thousands, raised.value.decimals) == (thousands, decimals)


@given(st.integers(-(10**15), 10**15), st.sampled_from(sorted(CODES)), st.sampled_from([*LANGUAGES, PSEUDO]))
def test_what_the_program_prints_it_reads(minor: int, currency: str, language: str):
    printed = Money(minor, currency)
    for code in (True, False):
        mark = "," if language == "fy" else "."
        assert parse_amount(words(language).money(printed, code=code), currency, mark) == minor


@given(st.integers(-(10**15), 10**15), CURRENCIES)
def test_an_amount_written_plainly_is_read_back(minor: int, currency: str):
    assert parse_amount(Money(minor, currency).plain(), currency) == minor


@given(st.integers(0, 10**12), CURRENCIES)
def test_an_amount_with_groups_is_read_back(minor: int, currency: str):
    assert parse_amount(f"{Money(minor, currency).decimal:,f}", currency) == minor


def test_amounts_of_one_currency_add_up():
    assert Money(100, "EUR") + Money(250, "EUR") == Money(350, "EUR")
    assert Money(100, "EUR") - Money(250, "EUR") == Money(-150, "EUR")


def test_amounts_of_two_currencies_do_not():
    with pytest.raises(ValueError, match="cannot add"):
        Money(100, "EUR") + Money(100, "THB")


def test_an_amount_is_a_decimal_of_the_main_unit():
    assert Money(480050, "EUR").decimal == Decimal("4800.50")
    assert Money(4800, "JPY").plain() == "4800"
    assert Money(-5, "EUR").plain() == "-0.05"
