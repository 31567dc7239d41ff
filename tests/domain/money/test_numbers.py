"""The number of the next invoice: counted on in the form of the last one."""

from __future__ import annotations

from itertools import islice

import pytest

from clientguard.domain.money.numbers import numbers_after


@pytest.mark.parametrize(
    ("last", "year", "following"),
    [
        ("R-9", 2026, "R-10"),
        ("R-009", 2026, "R-010"),
        ("R-999", 2026, "R-1000"),
        ("41/B", 2026, "42/B"),
        ("2026-014", 2026, "2026-015"),
        ("2026-014", 2027, "2027-001"),
        ("2026014", 2026, "2026015"),
        ("2026014", 2027, "2027001"),
        ("14/2026", 2026, "15/2026"),
        ("14/2026", 2027, "01/2027"),
        ("INV 2026/11/03", 2026, "INV 2026/11/04"),
        ("R-17", 2027, "R-18"),  # no year in it: it counts on
        ("2026", 2026, "2027"),
        ("20261", 2026, "20262"),
    ],
)
def test_the_last_digits_are_counted_on_and_the_year_follows(last: str, year: int, following: str):
    assert next(numbers_after(last, 2026, year)) == following


def test_further_numbers_follow_where_one_is_taken():
    assert list(islice(numbers_after("R-09", 2026, 2026), 3)) == ["R-10", "R-11", "R-12"]


@pytest.mark.parametrize("last", ["", "Deposit", "R-" + "9" * 5000])
def test_where_nothing_can_be_counted_there_is_no_next(last: str):
    assert list(islice(numbers_after(last, 2026, 2026), 1)) == []
