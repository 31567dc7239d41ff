"""Business days: due dates moved to one, as QuantLib moves them."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard.domain.dates import add_months
from clientguard.domain.money.terms import monday_to_friday, parse_terms
from clientguard.domain.money.terms.business_days import Convention, adjusted, business_days_from

NAMES: dict[str, Convention | None] = {
    "Following": "next",
    "Preceding": "previous",
    "ModifiedFollowing": "modified next",
    "ModifiedPreceding": "modified previous",
    "HalfMonthModifiedFollowing": "half-month modified next",
    "Nearest": "nearest",
    "Unadjusted": None,
}
UNITS = {"D": "business days", "W": "weeks", "M": "months"}


def phrase(case: dict[str, str]) -> str:
    """Return a case as the terms language writes it; days are business days there."""
    convention = NAMES[case["convention"]]
    if case["end_of_month"]:  # from one month's last business day to another's
        return "end of next month, modified next business day"
    rule = f"net {case['period'][:-1]} {UNITS[case['period'][-1]]}"
    return f"{rule}, {convention} business day" if convention else rule


def test_days_are_moved_as_banks_move_them(corpus: Path):
    material = json.loads((corpus / "terms" / "business_day_conventions.json").read_text())
    free = {date.fromisoformat(each) for each in material["holidays_2015_used"]}

    def is_business_day(day: date) -> bool:
        return day.weekday() < 5 and day not in free

    assert len(material["cases"]) > 20
    for case in material["cases"]:
        start = date.fromisoformat(case["start"])
        if case["period"].startswith("-"):  # no terms count backwards
            convention, count = NAMES[case["convention"]], int(case["period"][:-1])
            assert convention is not None
            moved = (
                business_days_from(start, count, is_business_day)
                if case["period"].endswith("D")
                else adjusted(add_months(start, count), convention, is_business_day)
            )
        else:
            moved = parse_terms(phrase(case)).due(start, is_business_day=is_business_day)
        assert moved == date.fromisoformat(case["expected"]), case


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from(get_args(Convention)))
def test_a_moved_day_is_a_business_day_and_a_business_day_is_not_moved(day: date, convention: Convention):
    moved = adjusted(day, convention, monday_to_friday)
    assert monday_to_friday(moved)
    assert moved == day or not monday_to_friday(day)
    if convention == "next":
        assert moved >= day
    if convention == "previous":
        assert moved <= day


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 60))
def test_counting_forth_and_back_ends_where_it_began(day: date, count: int):
    start = adjusted(day, "next", monday_to_friday)
    there = business_days_from(start, count, monday_to_friday)
    assert business_days_from(there, -count, monday_to_friday) == start
    assert (there - start) >= timedelta(days=count)


@pytest.mark.parametrize("convention", get_args(Convention))
def test_a_calendar_without_business_days_moves_nothing(convention: Convention):
    assert adjusted(date(2026, 11, 22), convention, lambda _day: False) == date(2026, 11, 22)
