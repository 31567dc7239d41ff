"""Days in words, counted from the day on which they were written."""

from __future__ import annotations

from datetime import date

import pytest

from clientguard.domain.communication.proposals.days import day_in, names_time

WEDNESDAY = date(2026, 6, 3)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("by friday", date(2026, 6, 5)),
        ("on wednesday", date(2026, 6, 10)),
        ("tues", date(2026, 6, 9)),
        ("next week friday", date(2026, 6, 12)),
        ("friday next week", date(2026, 6, 12)),
        ("tomorrow noon", date(2026, 6, 4)),
        ("the day after tomorrow", date(2026, 6, 5)),
        ("first thing", date(2026, 6, 4)),
        ("this afternoon", WEDNESDAY),
        ("this week", date(2026, 6, 5)),
        ("end of next week", date(2026, 6, 12)),
        ("at the end of the month", date(2026, 6, 30)),
        ("end of july", date(2026, 7, 31)),
        ("the 14th", date(2026, 6, 14)),
        ("on the 2nd", date(2026, 7, 2)),
        ("14 august", date(2026, 8, 14)),
        ("march 3", date(2027, 3, 3)),
        ("27/06", date(2026, 6, 27)),
        ("2026-07-01", date(2026, 7, 1)),
        ("in two weeks", date(2026, 6, 17)),
        ("within 7 days", date(2026, 6, 10)),
        ("of calendar week 24", date(2026, 6, 12)),
        ("uiterlijk vrijdag", date(2026, 6, 5)),
        ("morgen", date(2026, 6, 4)),
        ("eind van de maand", date(2026, 6, 30)),
        ("hari jumaat", date(2026, 6, 5)),
        ("esok", date(2026, 6, 4)),
        ("ภายในวันศุกร์", date(2026, 6, 5)),
        ("พรุ่งนี้", date(2026, 6, 4)),
        ("freed", date(2026, 6, 5)),
        ("it costs 14 euros", None),
        ("version 3.2 of the plan", None),
        ("last friday", None),
        ("the 31st of february", None),
        ("soon", None),
    ],
)
def test_a_day_in_words(words, day):
    assert day_in(words, WEDNESDAY) == day


def test_a_week_later_counts_from_the_day_before_it():
    assert day_in("the pictures a week later", WEDNESDAY, date(2026, 6, 5)) == date(2026, 6, 12)


def test_an_hour_is_a_time_too():
    assert names_time("at 14:30 then")
    assert not names_time("as soon as we can")
