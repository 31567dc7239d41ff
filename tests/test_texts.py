"""Words and how values look in them."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from clientguard import texts
from clientguard.domain.money.amount import Money
from clientguard.domain.records import Instant
from clientguard.domain.records.parse import parse_instant
from clientguard.domain.wording import counted, said
from clientguard.texts import PSEUDO, Words, words

EN = words("en")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("as it is", "as it is"),
        (None, ""),
        (True, "True"),
        (4812, "4,812"),
        (Decimal("6.1"), "6.1"),
        (date(2026, 11, 2), "2 Nov 2026"),
        (datetime(2026, 11, 20, 16, 12, tzinfo=timezone(timedelta(hours=7))), "Fri 20 Nov 2026, 16:12"),
        (said("{n} in all", n=1000), "1,000 in all"),
        (["a"], "['a']"),
    ],
)
def test_a_value_is_written_by_its_type(value, shown):
    assert EN("{value}", value=value) == shown


@pytest.mark.parametrize(
    ("money", "with_sign", "bare"),
    [
        (Money(480_000, "EUR"), "€ 4,800.00", "4,800.00"),
        (Money(-5, "EUR"), "−€ 0.05", "−0.05"),
        (Money(1500, "JPY"), "¥ 1,500", "1,500"),
        (Money(1500, "KWD"), "KWD 1.500", "1.500"),
        (Money(1200, "THB"), "THB 12.00", "12.00"),
    ],
)
def test_money_shows_the_places_of_its_currency(money, with_sign, bare):
    assert EN.money(money).replace("\u00a0", " ") == with_sign
    assert EN.money(money, code=False) == bare


@pytest.mark.parametrize(
    ("style", "shown"),
    [("short", "2 Nov"), ("medium", "2 Nov 2026"), ("long", "2 November 2026"), ("full", "Monday 2 November 2026")],
)
def test_dates_have_four_lengths(style, shown):
    assert EN.date(date(2026, 11, 2), style) == shown


@pytest.mark.parametrize(
    ("given", "english", "thai"),
    [("2011-02-16", "16 Feb 2011", "16 ก.พ. 2554"), ("2022-06", "June 2022", "มิถุนายน 2565"), ("2024", "2024", "2567")],
)
def test_a_day_a_month_and_a_year_are_shown_as_far_as_they_are_known(given, english, thai):
    assert (EN.dated(given), words("th").dated(given)) == (english, thai)


def test_a_name_that_ends_in_a_full_stop_ends_the_sentence_with_it():
    said_of = "Sent to {client}. {client}.example is theirs."
    assert EN(said_of, client="Casa S.L.") == "Sent to Casa S.L. Casa S.L..example is theirs."
    assert EN(said_of, client="Casa") == "Sent to Casa. Casa.example is theirs."


def test_a_month_stands_alone():
    assert EN.month(date(2026, 11, 2)) == "Nov"


@pytest.mark.parametrize(("figure", "shown"), [("1240", "1,240"), ("6.10", "6.10"), ("-0.5", "−0.5")])
def test_a_figure_keeps_the_decimals_it_was_entered_with(figure, shown):
    assert EN.figure(Decimal(figure)) == shown


def test_one_and_many():
    assert EN.several("{count} day", "{count} days", 1) == "1 day"
    assert EN.say(counted("{count} day", "{count} days", 1200)) == "1,200 days"
    assert texts._n("{count} day", "{count} days", 2) == "2 days"


def test_braces_in_a_text_without_values_stay():
    assert EN("a {brace}") == "a {brace}"
    assert EN("") == ""


def test_an_unknown_language_falls_back_to_english():
    assert Words("xx")("Client") == "Client"
    assert words("xx") is words("xx")


def test_the_screens_language_is_chosen_once(monkeypatch):
    monkeypatch.setattr(texts, "_current", "en")
    texts.use(PSEUDO)
    assert texts.current().language == PSEUDO
    assert texts.current().date(date(2026, 11, 2)) == "2 Nov 2026"
    texts.use("en")
    assert texts._("Client") == "Client"


@pytest.mark.parametrize(
    ("utc", "zone", "shown"),
    [
        ("2026-11-20 22:59", "Europe/Amsterdam", "2026-11-20 23:59"),
        ("2026-11-20 23:00", "Europe/Amsterdam", "2026-11-21 00:00"),  # the day begins
        ("2026-03-29 00:59", "Europe/Amsterdam", "2026-03-29 01:59"),  # summer time begins
        ("2026-03-29 01:00", "Europe/Amsterdam", "2026-03-29 03:00"),
        ("2026-10-25 00:59", "Europe/Amsterdam", "2026-10-25 02:59"),  # and ends
        ("2026-10-25 01:00", "Europe/Amsterdam", "2026-10-25 02:00"),
        ("2026-11-20 22:59", "Asia/Bangkok", "2026-11-21 05:59"),
        ("2026-11-20 22:59", "", "2026-11-20 22:59"),  # the system's: UTC in these tests
        ("2026-11-20 22:59", "No/Where", "2026-11-20 22:59"),
    ],
)
def test_a_moment_is_shown_by_the_clock_of_the_zone_in_use(utc, zone, shown, monkeypatch):
    at = Instant(int(datetime.fromisoformat(f"{utc}+00:00").timestamp() * 1000), -480)  # whichever clock showed it
    assert f"{texts.local(at, zone):%Y-%m-%d %H:%M}" == shown
    monkeypatch.setattr(texts, "_zone", "Asia/Tokyo")
    assert f"{texts.local(at, zone):%Y-%m-%d %H:%M}" == shown
    texts.use_zone(zone)
    assert f"{texts.local(at):%Y-%m-%d %H:%M}" == shown


@pytest.mark.parametrize(
    ("typed", "offset"),
    [
        ("2026-07-01 09:00", 120),
        ("2026-12-01 09:00", 60),
        ("2026-03-29 01:59", 60),
        ("2026-03-29 03:00", 120),
        ("2026-07-01T09:00+07:00", 420),
        ("2026-07-01T09:00Z", 0),
    ],
)
def test_what_is_typed_has_the_offset_of_its_own_day(typed, offset, monkeypatch):
    """Not today's: in winter, a call of last summer was an hour off."""
    monkeypatch.setattr(texts, "_zone", "Europe/Amsterdam")
    found = texts.by_the_clock(lambda minutes: parse_instant(typed, date(2026, 11, 22), minutes))
    assert found is not None
    assert found.offset == offset
    if offset in (60, 120):
        assert f"{texts.local(found):%Y-%m-%d %H:%M}" == typed


def test_the_systems_zone_is_found_by_its_name(monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Bangkok")
    assert texts.system_zone() == "Asia/Bangkok"
    monkeypatch.setenv("TZ", "../../etc/passwd")
    assert texts.system_zone() == ""


@pytest.mark.parametrize(("ms", "year"), [(-(10**15), 1), (10**15, 9998), (2**62, 9998), (253402300799000, 9998)])
@pytest.mark.parametrize("zone", ["", "Asia/Bangkok"])
def test_a_moment_outside_the_calendar_gives_the_nearest_end_of_it(ms, year, zone):
    assert texts.local(Instant(ms), zone).year in (year, 9999)
