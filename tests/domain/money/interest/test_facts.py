"""Looking up the rate of a day: the user's own come first, and nothing is guessed."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard.domain.money.interest.facts import RateMissingError, RatePeriod, Rates

NEW_YEAR, SUMMER = date(2025, 1, 1), date(2025, 7, 1)


def period(starts: date, ends: date | None, rate: str) -> RatePeriod:
    return RatePeriod("th", starts, ends, Decimal(rate), "A page", "", NEW_YEAR)


SHIPPED = [period(NEW_YEAR, date(2025, 6, 30), "3"), period(SUMMER, date(2025, 12, 31), "4")]


def test_an_own_rate_comes_before_one_that_ships_and_only_in_its_time():
    rates = Rates(SHIPPED, [period(date(2025, 3, 1), date(2025, 3, 31), "9")])
    assert [rates.on("th", date(2025, month, 15)).rate for month in (2, 3, 4, 8)] == [3, 9, 3, 4]
    assert rates.on("th", date(2025, 2, 15)).ends == date(2025, 2, 28), "the next line begins with the own rate"


def test_a_rate_without_an_end_gives_way_to_the_next_that_begins():
    rates = Rates(SHIPPED, [period(NEW_YEAR, None, "9"), period(date(2026, 1, 1), None, "8")])
    assert rates.on("th", date(2025, 6, 30)).rate == 9
    assert rates.on("th", SUMMER).rate == 4
    assert rates.on("th", date(2040, 1, 1)).rate == 8


@pytest.mark.parametrize(
    ("day", "starts", "ends"),
    [
        (date(2024, 12, 31), date(2024, 7, 1), date(2024, 12, 31)),
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 6, 30)),
        (date(2026, 8, 1), date(2026, 7, 1), date(2026, 12, 31)),
    ],
)
def test_what_is_missing_is_named_by_its_half_year(day, starts, ends):
    with pytest.raises(RateMissingError) as missing:
        Rates(SHIPPED).on("th", day)
    assert (missing.value.starts, missing.value.ends) == (starts, ends)


def test_a_gap_within_a_half_year_is_named_as_far_as_it_goes():
    rates = Rates([period(NEW_YEAR, date(2025, 2, 28), "3"), period(date(2025, 6, 1), None, "4")])
    with pytest.raises(RateMissingError) as missing:
        rates.on("th", date(2025, 4, 1))
    assert (missing.value.starts, missing.value.ends) == (date(2025, 3, 1), date(2025, 5, 31))


@given(st.lists(st.tuples(st.dates(), st.none() | st.dates(), st.booleans()), max_size=6), st.dates())
def test_a_rate_is_found_where_a_period_covers_the_day_and_holds_on_all_its_days(rows, day):
    made = [(period(min(a, b or a), b and max(a, b), str(n)), own) for n, (a, b, own) in enumerate(rows)]
    rates = Rates([each for each, own in made if not own], [each for each, own in made if own])
    covered = [each for each, _own in made if each.starts <= day and (each.ends is None or day <= each.ends)]
    later = [each.starts for each, _own in made]
    if not any(each.ends or all(not each.starts < one <= day for one in later) for each in covered):
        with pytest.raises(RateMissingError):
            rates.on("th", day)
        return
    found = rates.on("th", day)
    assert found.starts <= day <= (found.ends or date.max)
    if found.ends and found.ends < date.max:
        assert rates.on("th", found.ends).rate == found.rate
