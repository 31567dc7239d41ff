"""Countries and working days: read as people write them, and refused in words where they are none."""

from __future__ import annotations

from datetime import date

import pytest

from clientguard.domain.dates import weekdays_of
from clientguard.domain.records import Business
from clientguard.domain.records.check import check_record
from clientguard.domain.records.parse import FieldError, parse

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "code"), [("nl", "NL"), (" TH ", "TH"), ("uk", "GB"), ("EL", "GR"), ("", ""), ("XK", "XK")]
)
def test_a_country_is_its_two_letters(text, code):
    assert parse(Business.kind.field("country"), text, today=SUNDAY) == code


@pytest.mark.parametrize("text", ["XX", "N", "NLD", "12", "nowhere"])
def test_what_is_no_country_is_refused_in_words(text):
    with pytest.raises(FieldError, match="Enter the two letters of a country"):
        parse(Business.kind.field("country"), text, today=SUNDAY)


def test_working_days_are_kept_as_they_were_typed_and_anything_else_is_refused():
    field = Business.kind.field("working_days")
    assert parse(field, "Mon–Thu and Sat", today=SUNDAY) == "Mon–Thu and Sat"
    with pytest.raises(FieldError, match="Enter weekdays"):
        parse(field, "most days", today=SUNDAY)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Mon–Fri", {0, 1, 2, 3, 4}),
        ("sun-thu", {6, 0, 1, 2, 3}),
        ("Monday to Friday", {0, 1, 2, 3, 4}),
        ("Mon, Tue and Thursday", {0, 1, 3}),
        ("Mo Wed. Fri", {0, 2, 4}),
        ("Mon – Wed, Sat", {0, 1, 2, 5}),
        ("Fri–Mon", {4, 5, 6, 0}),
        ("Mon  –  Wed", {0, 1, 2}),
        ("Mo—We + Sat/Sun", {0, 1, 2, 5, 6}),
    ],
)
def test_weekdays_are_read_as_people_write_them(text, days):
    assert weekdays_of(text) == days


@pytest.mark.parametrize("text", ["", "most days", "Mon-Tue-Wed", "M", "Mon,", "–", "Mon–"])
def test_what_names_no_weekdays_is_none(text):
    assert weekdays_of(text) is None


def test_what_stood_there_before_may_stay():
    """A country was free text once."""
    before = Business(name="Studio", currency="EUR", country="England", working_days="most days")
    assert check_record(before, before) == ()
    assert {each.field for each in check_record(before)} == {"country", "working_days"}
