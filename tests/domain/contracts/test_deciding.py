"""By when a contract is to be decided on, what each answer comes to, and what its fields come to in words."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from clientguard import texts
from clientguard.domain.contracts.agreed import Agreed
from clientguard.domain.contracts.deciding import decision, ends_if_ended, goes_on_until, renewed_until
from clientguard.domain.records import Contract
from tests.domain.contracts.test_agreed import agreed, on

SAY = texts.words("en").say
LONG = agreed("180 days", starts="2024-01-01", ends="2027-12-31")
YEARLY = agreed("3 months", "term", starts="2026-01-01", ends="2026-12-31", renews=12)
MONTHLY = agreed("3 months", "term", starts="2026-01-01", ends="2026-01-31", renews=1)


def state(contract: Agreed, day: str) -> tuple[str, str, str] | None:
    due = decision(contract, on(day))
    return (due.by.isoformat(), due.ends.isoformat(), due.state) if due else None


@pytest.mark.parametrize(
    ("contract", "day", "expected"),
    [
        (LONG, "2027-05-04", None),
        (LONG, "2027-05-05", ("2027-07-04", "2027-12-31", "ahead")),
        (LONG, "2027-07-04", ("2027-07-04", "2027-12-31", "ahead")),
        (LONG, "2027-07-05", ("2027-07-04", "2027-12-31", "missed")),
        (LONG, "2027-12-31", ("2027-07-04", "2027-12-31", "missed")),
        (LONG, "2028-01-01", ("2027-07-04", "2027-12-31", "ran out")),
        (LONG, "2031-01-01", ("2027-07-04", "2027-12-31", "ran out")),
        (agreed(ends="2027-12-31"), "2027-10-31", None),
        (agreed(ends="2027-12-31"), "2027-11-01", ("2027-12-31", "2027-12-31", "ahead")),
        (YEARLY, "2026-07-31", None),
        (YEARLY, "2026-08-01", ("2026-09-30", "2026-12-31", "ahead")),
        (YEARLY, "2026-10-01", ("2026-09-30", "2026-12-31", "missed")),
        (YEARLY, "2027-01-01", None),  # it renewed
        (YEARLY, "2029-09-30", ("2029-09-30", "2029-12-31", "ahead")),
        (dataclasses.replace(YEARLY, ended_on=on("2026-12-31")), "2026-10-01", None),
        (dataclasses.replace(YEARLY, decided_until=on("2027-12-31")), "2026-10-01", None),
        (
            dataclasses.replace(YEARLY, decided_until=on("2027-12-31")),
            "2027-08-02",
            ("2027-09-30", "2027-12-31", "ahead"),
        ),
        (dataclasses.replace(LONG, decided_until=on("2028-06-30")), "2028-06-30", None),
        (MONTHLY, "2026-11-22", ("2026-08-31", "2026-11-30", "missed")),
        (agreed("3 months", "quarter", starts="2026-01-01"), "2026-11-22", None),
    ],
)
def test_a_decision_is_asked_for_from_sixty_days_before_the_last_day_for_notice_until_it_is_made(
    contract: Agreed, day: str, expected: tuple[str, str, str] | None
):
    assert state(contract, day) == expected


@pytest.mark.parametrize(
    ("contract", "day", "until"),
    [
        (YEARLY, "2026-09-01", "2027-12-31"),
        (YEARLY, "2026-11-01", "2027-12-31"),
        (dataclasses.replace(YEARLY, decided_until=on("2027-12-31")), "2027-08-02", "2028-12-31"),
        (MONTHLY, "2026-11-22", "2027-04-30"),
    ],
)
def test_a_contract_that_goes_on_is_asked_about_again_only_when_its_next_decision_is_due(
    contract: Agreed, day: str, until: str
):
    assert goes_on_until(contract, on(day)) == on(until)
    assert decision(dataclasses.replace(contract, decided_until=on(until)), on(day)) is None


@pytest.mark.parametrize(
    ("contract", "day", "last"),
    [
        (LONG, "2027-06-01", "2027-12-31"),
        (LONG, "2028-03-01", "2027-12-31"),
        (LONG, "2025-03-01", "2027-12-31"),
        (YEARLY, "2026-09-01", "2026-12-31"),
        (YEARLY, "2026-10-05", "2027-12-31"),  # too late for this term
        (agreed("3 months", "quarter"), "2027-07-01", "2027-12-31"),
        (agreed(), "2027-07-01", "2027-07-01"),
    ],
)
def test_a_contract_that_was_ended_ends_where_notice_still_leads(contract: Agreed, day: str, last: str):
    assert ends_if_ended(contract, on(day)) == on(last)


@pytest.mark.parametrize(
    ("starts", "ends", "until"),
    [
        ("2026-01-01", "2026-12-31", "2027-12-31"),
        ("2026-09-01", "2027-02-28", "2027-08-31"),
        ("2026-01-15", "2026-04-14", "2026-07-14"),
        ("2026-01-01", "2026-01-10", "2026-01-20"),
        (None, "2026-12-31", "2027-12-31"),
    ],
)
def test_a_renewed_term_is_as_long_as_the_one_before(starts: str | None, ends: str, until: str):
    contract = Agreed(starts=on(starts) if starts else None, ends=on(ends))
    assert renewed_until(contract) == on(until)


def words(day: str = "2027-05-01", **fields: object) -> list[tuple[str, str]]:
    found = Contract(client=7, title="Care", **fields).in_words(on(day))
    return [(each.field, SAY(each.message)) for each in found]


JANUARY, DECEMBER = date(2027, 1, 1), date(2027, 12, 31)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        (
            {"notice_count": 3, "notice_unit": "months", "notice_to": "quarter"},
            [
                ("renews_months", "It runs until one side ends it."),
                (
                    "notice_to",
                    "3 months to the end of a quarter: notice by 30 Jun 2027 ends it on 30 Sep 2027.",
                ),
            ],
        ),
        (
            {"notice_days": 30, "starts": JANUARY},
            [
                ("renews_months", "It runs until one side ends it."),
                ("notice_to", "30 days: notice given today ends it on 31 May 2027."),
            ],
        ),
        (
            {"notice_days": 30, "notice_count": 2, "notice_unit": "weeks", "ends": DECEMBER},
            [
                ("renews_months", "Its term ends on 31 Dec 2027."),
                ("notice_to", "2 weeks: notice by 17 Dec 2027 ends it on 31 Dec 2027."),
            ],
        ),
        (
            {"notice_count": 1, "notice_unit": "months", "ends": date(2027, 4, 30), "renews_months": 6},
            [
                (
                    "renews_months",
                    "Its term ends on 31 Oct 2027, and it then renews for 6 months unless one side ends it.",
                ),
                ("notice_to", "1 month to the end of the term: notice by 30 Sep 2027 ends it on 31 Oct 2027."),
            ],
        ),
        (
            {"notice_days": 300, "ends": DECEMBER},
            [
                ("renews_months", "Its term ends on 31 Dec 2027."),
                ("notice_to", "300 days: the last day for notice was 6 Mar 2027."),
            ],
        ),
        ({"notice_days": 30, "ended_on": DECEMBER}, [("renews_months", "It ends on 31 Dec 2027.")]),
        ({"notice_days": 30, "ended_on": JANUARY}, [("renews_months", "It ended on 1 Jan 2027.")]),
        ({"notice_days": 30, "ends": JANUARY}, [("renews_months", "Its term ended on 1 Jan 2027.")]),
    ],
)
def test_what_the_fields_come_to_is_said_in_words(fields: dict[str, object], expected: list[tuple[str, str]]):
    assert words(**fields) == expected
