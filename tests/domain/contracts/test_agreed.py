"""When contracts end: cases worked out on a calendar, and a reference that goes from day to day."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from clientguard.domain.contracts.agreed import (
    Agreed,
    end_by_notice,
    last_day_for_notice,
    runs_on,
    runs_until,
    term_end,
)

DAY = timedelta(days=1)


def on(text: str) -> date:
    return date.fromisoformat(text)


def agreed(notice: str = "", to: str = "", ends: str = "", renews: int | None = None, **more: str) -> Agreed:
    """Return what is agreed: `notice` is `3 months`, `ends` the end of the first term."""
    count, _, unit = notice.partition(" ")
    return Agreed(
        ends=on(ends) if ends else None,
        renews_months=renews,
        count=int(count) if count else None,
        unit=unit or "days",
        to=to,
        **{name: on(text) for name, text in more.items()},
    )


YEARLY = {"ends": "2026-12-31", "renews": 12}
FEBRUARY = {"ends": "2027-02-28", "renews": 12}
QUARTERLY = {"ends": "2026-11-30", "renews": 3}
FIXED = {"ends": "2027-12-31"}


@pytest.mark.parametrize(
    ("contract", "given", "ends"),
    [
        # no term, any day: days, weeks, months
        (agreed("30 days"), "2027-01-15", "2027-02-14"),
        (agreed("30 days"), "2027-02-10", "2027-03-12"),
        (agreed("30 days"), "2028-02-10", "2028-03-11"),  # February has 29 days
        (agreed("4 weeks"), "2027-03-01", "2027-03-29"),
        (agreed("6 weeks"), "2027-12-01", "2028-01-12"),
        (agreed("2 weeks"), "2028-02-20", "2028-03-05"),
        (agreed("1 months"), "2027-01-31", "2027-02-28"),
        (agreed("1 months"), "2028-01-31", "2028-02-29"),
        (agreed("1 months"), "2027-02-28", "2027-03-28"),  # the same day number, not the end of March
        (agreed("3 months"), "2026-11-30", "2027-02-28"),
        (agreed("3 months"), "2027-11-30", "2028-02-29"),
        (agreed("6 months"), "2027-08-31", "2028-02-29"),
        (agreed("12 months"), "2028-02-29", "2029-02-28"),
        (agreed(), "2027-05-05", "2027-05-05"),
        (agreed("1 months", "term"), "2027-05-05", "2027-06-05"),  # there is no term to wait for
        # to the end of a month
        (agreed("1 months", "month"), "2027-01-15", "2027-02-28"),
        (agreed("1 months", "month"), "2027-01-31", "2027-02-28"),
        (agreed("4 weeks", "month"), "2027-02-01", "2027-03-31"),
        (agreed("4 weeks", "month"), "2028-02-01", "2028-02-29"),
        (agreed("30 days", "month"), "2027-05-31", "2027-06-30"),
        (agreed("30 days", "month"), "2027-06-01", "2027-07-31"),
        (agreed("14 days", "month"), "2027-12-20", "2028-01-31"),
        # of a quarter
        (agreed("3 months", "quarter"), "2027-06-30", "2027-09-30"),
        (agreed("3 months", "quarter"), "2027-07-01", "2027-12-31"),
        (agreed("6 weeks", "quarter"), "2027-02-17", "2027-03-31"),
        (agreed("6 weeks", "quarter"), "2027-02-18", "2027-06-30"),
        (agreed("6 weeks", "quarter"), "2028-02-18", "2028-03-31"),
        (agreed("1 months", "quarter"), "2027-11-30", "2027-12-31"),
        (agreed("1 months", "quarter"), "2027-12-01", "2028-03-31"),
        # of a year
        (agreed("3 months", "year"), "2027-09-30", "2027-12-31"),
        (agreed("3 months", "year"), "2027-10-01", "2028-12-31"),
        (agreed("1 months", "year"), "2027-11-30", "2027-12-31"),
        # of a term that renews
        (agreed("3 months", "term", **YEARLY), "2026-09-30", "2026-12-31"),
        (agreed("3 months", "term", **YEARLY), "2026-10-01", "2027-12-31"),
        (agreed("3 months", "term", **YEARLY), "2029-09-30", "2029-12-31"),
        (agreed("1 months", "term", **FEBRUARY), "2028-01-29", "2028-02-29"),
        (agreed("1 months", "term", **FEBRUARY), "2028-01-30", "2028-02-29"),
        (agreed("1 months", "term", **FEBRUARY), "2028-02-01", "2029-02-28"),
        (agreed("6 weeks", "term", **QUARTERLY), "2027-01-17", "2027-02-28"),
        (agreed("6 weeks", "term", **QUARTERLY), "2027-01-18", "2027-05-31"),
        (agreed("1 months", "term", ends="2026-08-30", renews=6), "2027-01-28", "2027-02-28"),
        (agreed("1 months", "term", ends="2026-08-30", renews=6), "2027-02-10", "2027-08-30"),
        (agreed("3 months", "term", ends="2026-10-31", renews=1), "2026-11-15", "2027-02-28"),
        # nothing said about where it takes effect: a contract that renews ends with its term, any other on any day
        (agreed("30 days", **YEARLY), "2026-12-01", "2026-12-31"),
        (agreed("30 days", **YEARLY), "2026-12-02", "2027-12-31"),
        (agreed("30 days", "day", **YEARLY), "2026-12-02", "2027-01-01"),
        # a term that just ends: at the latest then
        (agreed("180 days", **FIXED), "2027-03-01", "2027-08-28"),
        (agreed("180 days", **FIXED), "2027-07-04", "2027-12-31"),
        (agreed("180 days", **FIXED), "2027-09-01", "2027-12-31"),
        (agreed("1 months", "term", **FIXED), "2027-03-01", "2027-12-31"),
        (agreed("1 months", "quarter", ends="2027-11-15"), "2027-09-10", "2027-11-15"),
        # ended by the other side before
        (agreed("3 months", ended_on="2027-05-31"), "2027-04-01", "2027-05-31"),
    ],
)
def test_notice_given_on_a_day_ends_the_contract_at_the_first_allowed_end(contract: Agreed, given: str, ends: str):
    assert end_by_notice(contract, on(given)) == on(ends)


@pytest.mark.parametrize(
    ("contract", "ends", "last"),
    [
        (agreed("180 days", **FIXED), "2027-12-31", "2027-07-04"),
        (agreed(**FIXED), "2027-12-31", "2027-12-31"),
        (agreed("3 months", "term", **FEBRUARY), "2027-02-28", "2026-11-30"),
        (agreed("1 months", "term", **FEBRUARY), "2028-02-29", "2028-01-31"),
        (agreed("12 months", "term", **FEBRUARY), "2028-02-29", "2027-02-28"),
        (agreed("1 months", "term", **YEARLY), "2027-12-31", "2027-11-30"),
        (agreed("1 months", ends="2027-03-30"), "2027-03-30", "2027-02-28"),
        (agreed("6 weeks", "term", ends="2027-03-31", renews=3), "2027-03-31", "2027-02-17"),
        (agreed("2 weeks", ends="2028-03-05"), "2028-03-05", "2028-02-20"),
        (agreed("3 months", "quarter", ends="2026-09-30", renews=12), "2027-09-30", "2027-06-30"),
        # a term that ends within a quarter or a year: at the end before, or it would renew
        (agreed("3 months", "quarter", ends="2026-11-15", renews=12), "2027-11-15", "2027-06-30"),
        (agreed("3 months", "year", ends="2026-06-30", renews=12), "2027-06-30", "2026-09-30"),
        # one that just ends does so on any day
        (agreed("3 months", "quarter", ends="2027-11-15"), "2027-11-15", "2027-08-15"),
    ],
)
def test_the_last_day_for_notice_still_ends_the_contract_with_its_term(contract: Agreed, ends: str, last: str):
    assert last_day_for_notice(contract, on(ends)) == on(last)


@pytest.mark.parametrize(
    ("ends", "renews", "day", "expected"),
    [
        ("2026-12-31", 12, "2020-01-01", "2026-12-31"),
        ("2026-12-31", 12, "2026-12-31", "2026-12-31"),
        ("2026-12-31", 12, "2027-01-01", "2027-12-31"),
        ("2021-02-28", 12, "2023-06-01", "2024-02-29"),
        ("2024-02-29", 12, "2027-01-01", "2027-02-28"),
        ("2026-01-31", 1, "2026-04-15", "2026-04-30"),
        ("2026-01-30", 1, "2026-02-15", "2026-02-28"),
        ("2026-01-30", 1, "2026-03-15", "2026-03-30"),
        ("2026-06-30", 6, "2026-07-01", "2026-12-31"),
        ("2026-12-31", None, "2027-06-01", "2026-12-31"),
        ("2026-12-31", 0, "2027-06-01", "2026-12-31"),
        ("2026-12-31", 10**15, "2027-06-01", "9999-12-31"),
    ],
)
def test_a_term_renews_again_and_again_and_keeps_to_the_end_of_the_month(ends, renews, day, expected):
    assert term_end(agreed(ends=ends, renews=renews), on(day)) == on(expected)


def test_what_was_ended_runs_until_that_day_and_what_has_no_term_runs_on():
    ended = agreed(**YEARLY, starts="2026-01-01", ended_on="2028-03-31")
    assert runs_until(ended, on("2026-05-01")) == on("2028-03-31")
    assert [runs_on(ended, on(each)) for each in ("2025-12-31", "2026-01-01", "2028-03-31", "2028-04-01")] == [
        False,
        True,
        True,
        False,
    ]
    assert runs_until(agreed("3 months"), on("2026-05-01")) is None
    assert runs_on(agreed("3 months"), on("2090-05-01"))
    assert runs_on(agreed(**YEARLY), on("2090-05-01"))
    assert not runs_on(agreed(**FIXED), on("2028-01-01"))


@pytest.mark.parametrize("unit", ["days", "weeks", "months"])
def test_a_period_of_no_sense_is_neither_an_error_nor_a_loop(unit):
    contract = agreed(f"{10**15} {unit}", "quarter", **YEARLY)
    assert end_by_notice(contract, on("2026-11-22")) == date.max
    assert last_day_for_notice(contract, on("2026-12-31")) == date.min


# --- the reference: no arithmetic but "the day after" and "does this date exist" ---


def months_later(day: date, months: int) -> date:
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    for number in range(day.day, 0, -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    raise AssertionError


def is_last_of_month(day: date) -> bool:
    return (day + DAY).day == 1


def terms_ends(contract: Agreed) -> set[date]:
    found: set[date] = set()
    for times in range(120):
        end = months_later(contract.ends, times * contract.renews_months)
        while is_last_of_month(contract.ends) and not is_last_of_month(end):
            end += DAY
        found.add(end)
    return found


def is_allowed(contract: Agreed, day: date, ends: set[date]) -> bool:
    match contract.to or ("term" if ends else "day"):
        case "day":
            return True
        case "term":
            return day in ends or not ends
        case to:
            months = {"month": range(1, 13), "quarter": (3, 6, 9, 12), "year": (12,)}[to]
            return is_last_of_month(day) and day.month in months


def notice_ends(contract: Agreed, given: date) -> date:
    if contract.unit == "months":
        return months_later(given, contract.count)
    for _ in range(contract.count * (7 if contract.unit == "weeks" else 1)):
        given += DAY
    return given


def some_contracts() -> list[tuple[Agreed, date]]:
    chance = random.Random(20261122)
    found: list[tuple[Agreed, date]] = []
    for _ in range(250):
        unit = chance.choice(["days", "weeks", "months"])
        renews = chance.choice([None, 1, 2, 3, 6, 12, 24])
        day = date(2023, 12, 1) + DAY * chance.randrange(400)
        ends = months_later(day, 1).replace(day=1) - DAY if chance.random() < 0.5 else day
        to = chance.choice(["", "day", "month", "quarter", "year", "term"])
        count = chance.randrange({"days": 100, "weeks": 14, "months": 8}[unit])
        contract = Agreed(ends=ends if renews else None, renews_months=renews, count=count, unit=unit, to=to)
        found.append((contract, date(2024, 1, 1) + DAY * chance.randrange(1100)))
    return found


def test_a_search_from_day_to_day_finds_the_same_ends():
    for contract, given in some_contracts():
        ends = terms_ends(contract) if contract.renews else set()
        day = notice_ends(contract, given)
        while not is_allowed(contract, day, ends):
            day += DAY
        assert end_by_notice(contract, given) == day, (contract, given)


def test_a_search_from_day_to_day_finds_the_same_last_days_for_notice():
    for contract, given in some_contracts():
        if not contract.renews:
            continue
        ends = terms_ends(contract)
        end = min(each for each in ends if each >= given)
        allowed = end
        while not is_allowed(contract, allowed, ends):
            allowed -= DAY
        day = end
        while notice_ends(contract, day) > allowed:
            day -= DAY
        assert last_day_for_notice(contract, end) == day, (contract, end)
