"""The calendars of business days, by country and region."""

from __future__ import annotations

from datetime import date

import pytest

from clientguard.actions.money.calendar import business_days_of, calendar_of, known_calendar
from clientguard.domain.money.terms import monday_to_friday, parse_terms
from clientguard.domain.records import Business, Client
from clientguard.errors import KnownError

CHRISTMAS = date(2026, 12, 25)  # a Friday
ST_ANDREW = date(2026, 11, 30)  # a Monday, and a holiday in Scotland alone


def test_a_holiday_is_no_business_day():
    assert not calendar_of("gb")(CHRISTMAS)
    assert monday_to_friday(CHRISTMAS)
    assert parse_terms("net 10 business days").due(date(2026, 12, 20), is_business_day=calendar_of("GB")) == date(
        2027, 1, 6
    )


def test_a_region_has_holidays_of_its_own():
    assert calendar_of("GB")(ST_ANDREW)
    assert not calendar_of("GB", "SCT")(ST_ANDREW)
    assert not calendar_of("GB", "gb-sct")(ST_ANDREW)


def test_the_weekend_is_that_of_the_country():
    friday, sunday = date(2026, 11, 20), date(2026, 11, 22)
    assert not calendar_of("SA")(friday)
    assert calendar_of("SA")(sunday)


def test_what_is_not_known_gives_the_next_larger_calendar():
    assert calendar_of("") is calendar_of("XX", "Y") is monday_to_friday
    assert not calendar_of("GB", "nowhere")(CHRISTMAS)


@pytest.mark.parametrize(("country", "region"), [("XX", ""), ("", ""), ("GB", "nowhere")])
def test_who_names_a_place_is_told_that_it_is_not_known(country: str, region: str):
    with pytest.raises(KnownError, match="not known"):
        known_calendar(country, region)


def test_the_clients_country_counts_else_that_of_the_business_with_its_working_days():
    firm = Business(country="GB", region="SCT", working_days="Mon–Thu")
    here = business_days_of(firm, Client())
    assert [here(ST_ANDREW), here(date(2026, 12, 1)), here(date(2026, 12, 4))] == [False, True, False]
    assert business_days_of(firm, Client(country="gb"))(date(2026, 12, 4)) is False
    there = business_days_of(firm, Client(country="NL"))
    assert [there(ST_ANDREW), there(date(2026, 12, 4)), there(CHRISTMAS)] == [True, True, False]
