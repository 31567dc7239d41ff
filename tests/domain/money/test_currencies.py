"""The table of currencies is that of ISO 4217, as Babel knows it, and has the signs that the program prints."""

from __future__ import annotations

from babel.core import get_global
from babel.numbers import get_territory_currencies, list_currencies

from clientguard.domain.money.currencies import CODES, is_currency


def test_every_currency_that_a_country_pays_in_is_one_and_no_code_is_made_up():
    paid = {code for country in get_global("territory_currencies") for code in get_territory_currencies(country)}
    assert paid - CODES == set()
    assert CODES - set(list_currencies()) == set()


def test_what_only_looks_like_a_code_is_none():
    assert not any(map(is_currency, ("BAH", "eur", "EU", "EURO", "XXX", "XTS", "DEM", "", "€")))
