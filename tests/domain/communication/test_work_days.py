"""Working days: what is counted, and where a count leads."""

from __future__ import annotations

from datetime import date

import pytest

from clientguard.domain.communication.work_days import next_working_day, work_days, work_days_later
from clientguard.domain.money.terms import monday_to_friday

FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 11, day) for day in (6, 7, 8, 9))


@pytest.mark.parametrize(
    ("after", "until", "days"),
    [
        (FRIDAY, FRIDAY, 0),
        (FRIDAY, SUNDAY, 0),
        (FRIDAY, MONDAY, 1),
        (MONDAY, date(2026, 11, 16), 5),
        (MONDAY, FRIDAY, 0),
    ],
)
def test_the_day_itself_and_the_weekend_do_not_count(after: date, until: date, days: int):
    assert work_days(after, until, monday_to_friday) == days


def test_the_working_days_are_those_of_the_calendar_that_is_given():
    assert work_days(FRIDAY, MONDAY, lambda day: day.weekday() in (5, 6)) == 2


def test_what_is_counted_leads_back_to_the_day_it_was_counted_to():
    assert work_days_later(FRIDAY, 1, monday_to_friday) == MONDAY
    assert work_days_later(FRIDAY, 0, monday_to_friday) == FRIDAY
    assert work_days(FRIDAY, work_days_later(FRIDAY, 12, monday_to_friday), monday_to_friday) == 12


def test_the_next_working_day_may_be_the_day_itself():
    assert next_working_day(FRIDAY, monday_to_friday) == FRIDAY
    assert next_working_day(SATURDAY, monday_to_friday) == MONDAY
    assert next_working_day(SATURDAY, lambda _day: False) == SATURDAY
