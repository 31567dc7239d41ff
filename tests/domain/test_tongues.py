"""What people type in Thai, Malay and West Frisian: dates, moments, durations, working days."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from clientguard import texts
from clientguard.domain.dates import weekdays_of
from clientguard.domain.records import Instant, Type
from clientguard.domain.records.query import FROM, ON, Filter, parse_query, vocabulary
from clientguard.domain.records.times import date_examples, moment_examples
from clientguard.domain.tongues import ENGLISH, TONGUES, tongue
from tests.domain.typed_fields import LANGUAGES, SUNDAY, read, refusal

SATURDAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("th", "28 พ.ย. 2569"),
        ("th", "28/11/2569"),
        ("th", "28-11-2569"),
        ("th", "28 พฤศจิกายน 2569"),
        ("th", "๒๘ พฤศจิกายน ๒๕๖๙"),
        ("th", "๒๘/๑๑/๒๕๖๙"),
        ("th", "28พ.ย.2569"),
        ("th", "28 พ.ย. 2026"),
        ("th", "28/11/2026"),
        ("th", "2569-11-28"),
        ("th", "2026-11-28"),
        ("th", "28 พย 2569"),
        ("th", "28 พฤศจิกา 2569"),
        ("th", "28 พฤศจิกายน พ.ศ. 2569"),
        ("th", "28 พฤศจิกายน ค.ศ. 2026"),
        ("th", "วันที่ 28 พฤศจิกายน พ.ศ. 2569"),
        ("th", "วันเสาร์ที่ 28 พฤศจิกายน 2569"),
        ("th", "วันเสาร์ 28 พฤศจิกายน 2026"),
        ("th", "ส. 28 พ.ย. 2569"),
        ("th", "28 พ.ย."),
        ("th", "28 Nov 2026"),
        ("ms", "28 November 2026"),
        ("ms", "28/11/2026"),
        ("ms", "Sabtu, 28 November 2026"),
        ("ms", "Sab 28 Nov 2026"),
        ("ms", "28-11-2026"),
        ("fy", "28 novimber 2026"),
        ("fy", "28-11-2026"),
        ("fy", "28.11.2026"),
        ("fy", "sneon 28 novimber 2026"),
        ("fy", "Sneon 28 Novimber 2026"),
        ("fy", "so 28 nov. 2026"),
        ("fy", "28 nov"),
        ("fy", "28 november 2026"),
        ("en", "28-11-2026"),
    ],
)
def test_a_day_is_read_as_it_is_written_in_the_language(language: str, text: str):
    assert read(Type.DATE, text, language) == SATURDAY


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("ms", "28 Ogos 2026", date(2026, 8, 28)),
        ("ms", "3 Mac 2027", date(2027, 3, 3)),
        ("ms", "1 Julai 2026", date(2026, 7, 1)),
        ("ms", "31 Disember 2026", date(2026, 12, 31)),
        ("fy", "1 jannewaarje 2027", date(2027, 1, 1)),
        ("fy", "1 jannewaris 2027", date(2027, 1, 1)),
        ("fy", "2 febrewaarje 2027", date(2027, 2, 2)),
        ("fy", "2 febrewaris 2027", date(2027, 2, 2)),
        ("fy", "5 maaie 2027", date(2027, 5, 5)),
        ("fy", "5 mrt 2027", date(2027, 3, 5)),
        ("fy", "12 okt 2026", date(2026, 10, 12)),
        ("th", "29 ก.พ. 2567", date(2024, 2, 29)),
        ("th", "1 มี.ค. 2570", date(2027, 3, 1)),
        ("th", "1 เม.ย. 2570", date(2027, 4, 1)),
        ("th", "5 มิ.ย. 2570", date(2027, 6, 5)),
        ("th", "5 ธ.ค. 2569", date(2026, 12, 5)),
    ],
)
def test_months_have_their_own_names(language: str, text: str, day: date):
    assert read(Type.DATE, text, language) == day


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("th", "วันนี้", SUNDAY),
        ("th", "พรุ่งนี้", date(2026, 11, 23)),
        ("th", "เมื่อวาน", date(2026, 11, 21)),
        ("th", "มะรืนนี้", date(2026, 11, 24)),
        ("th", "ศุกร์", date(2026, 11, 27)),
        ("th", "วันศุกร์", date(2026, 11, 27)),
        ("th", "ศุกร์ที่แล้ว", date(2026, 11, 20)),
        ("th", "วันอาทิตย์หน้า", date(2026, 11, 29)),
        ("th", "+2 สัปดาห์", date(2026, 12, 6)),
        ("th", "+3 เดือน", date(2027, 2, 22)),
        ("th", "+๒w", date(2026, 12, 6)),
        ("ms", "hari ini", SUNDAY),
        ("ms", "Esok", date(2026, 11, 23)),
        ("ms", "semalam", date(2026, 11, 21)),
        ("ms", "Jumaat", date(2026, 11, 27)),
        ("ms", "jum", date(2026, 11, 27)),
        ("ms", "Jumaat lepas", date(2026, 11, 20)),
        ("ms", "Isnin depan", date(2026, 11, 23)),
        ("ms", "+2 minggu", date(2026, 12, 6)),
        ("ms", "+1 bulan", date(2026, 12, 22)),
        ("ms", "+1b", date(2026, 12, 22)),
        ("fy", "hjoed", SUNDAY),
        ("fy", "moarn", date(2026, 11, 23)),
        ("fy", "juster", date(2026, 11, 21)),
        ("fy", "freed", date(2026, 11, 27)),
        ("fy", "fr", date(2026, 11, 27)),
        ("fy", "foarige freed", date(2026, 11, 20)),
        ("fy", "kommende snein", date(2026, 11, 29)),
        ("fy", "+2 wiken", date(2026, 12, 6)),
        ("fy", "+1j", date(2027, 11, 22)),
    ],
)
def test_days_are_named_by_their_distance(language: str, text: str, day: date):
    assert read(Type.DATE, text, language) == day


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", ["today", "tomorrow", "fri", "last fri", "+2w", "22 Nov 2026", "Mar 3", "22/11/2026"])
def test_what_is_typed_in_english_means_the_same_in_every_language(language: str, text: str):
    assert read(Type.DATE, text, language) == read(Type.DATE, text, "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_means_one_month_or_weekday(language: str):
    own = tongue(language)
    for names, found in ((own.months, own.month), (own.weekdays, lambda word: (own.weekday(word) or 0) + 1)):
        for number, line in enumerate(names, 1):
            assert {found(each) for each in line.split()} == {number}
    for number, name in enumerate(ENGLISH.months, 1):
        assert {own.month(name[:length]) for length in range(3, len(name) + 1)} == {number}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_that_are_shown_are_understood(language: str):
    for text in date_examples(language).values.values():
        assert read(Type.DATE, text, language)
    for text in moment_examples(language).values.values():
        assert read(Type.INSTANT, text, language)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("th", "Enter a date, such as 22/11/2569, 22 พ.ย., ศุกร์, วันนี้ or +2 สัปดาห์."),
        ("ms", "Enter a date, such as 22/11/2026, 22 Nov, Jumaat, hari ini or +2 minggu."),
        ("fy", "Enter a date, such as 22-11-2026, 22 nov, freed, hjoed or +2 wiken."),
    ],
)
@pytest.mark.parametrize("text", ["22 foo 2026", "32/1/2026", "อาทิตย์หน้า", "minggu depan", "maa 3", "31 ก.พ. 2026"])
def test_what_cannot_be_read_is_refused_with_examples_in_the_language(language: str, sentence: str, text: str):
    assert refusal(Type.DATE, text, language) == sentence


@pytest.mark.parametrize("text", ["28/11/69", "28 พ.ย. 69", "28-11-69", "๒๘/๑๑/๖๙"])
def test_a_thai_year_of_two_digits_is_refused_because_two_calendars_have_it(text: str):
    assert refusal(Type.DATE, text, "th") == (
        "“69” could be a year of two calendars. Enter it with four digits, such as 2569 or 2026."
    )


@pytest.mark.parametrize(("language", "text"), [("en", "28/11/26"), ("ms", "28 Nov 26"), ("fy", "28-11-26")])
def test_a_year_of_two_digits_is_asked_for_in_full(language: str, text: str):
    assert refusal(Type.DATE, text, language) == "Enter the year with four digits, such as 2026."


@pytest.mark.parametrize("language", ["en", "ms", "fy"])
@pytest.mark.parametrize("text", ["28/11/2569", "2569-11-28", "28 Nov 2569"])
def test_a_buddhist_year_outside_thai_is_refused_with_the_year_that_it_is(language: str, text: str):
    assert refusal(Type.DATE, text, language) == (
        "2569 is a year of the Buddhist calendar. If that is meant, enter 2026."
    )


def test_a_year_must_fit_the_era_that_is_written_before_it():
    assert "Enter a date" in refusal(Type.DATE, "28 พ.ย. พ.ศ. 2026", "th")
    assert "Enter a date" in refusal(Type.DATE, "28 พ.ย. ค.ศ. 2569", "th")


def test_a_buddhist_year_that_began_in_april_is_refused():
    assert refusal(Type.DATE, "1/2/2480", "th") == (
        "Before 2484, years began in April. Enter the year of the common era, such as 1937."
    )


def test_a_unit_that_means_weeks_in_malay_and_months_in_english_is_asked_about():
    assert refusal(Type.DATE, "+2m", "ms") == "“+2m” could mean weeks or months. Enter +2 minggu or +2 bulan."
    assert read(Type.DATE, "+2m", "fy") == date(2027, 1, 22)


def instant(*parts: int) -> Instant:
    return Instant(round(datetime(*parts, tzinfo=UTC).timestamp() * 1000))  # type: ignore[misc]


@pytest.mark.parametrize(
    ("language", "text", "moment"),
    [
        ("th", "28/11/2569 14:05", instant(2026, 11, 28, 14, 5)),
        ("th", "28 พ.ย. 2569 14:05 น.", instant(2026, 11, 28, 14, 5)),
        ("th", "28 พ.ย. 2569 เวลา 14.05 น.", instant(2026, 11, 28, 14, 5)),
        ("th", "เมื่อวาน ๙:๓๐", instant(2026, 11, 21, 9, 30)),
        ("ms", "28 Nov 2026 2.05 petang", instant(2026, 11, 28, 14, 5)),
        ("ms", "28 Nov 2026 2:05 PTG", instant(2026, 11, 28, 14, 5)),
        ("ms", "semalam pukul 9.30 pagi", instant(2026, 11, 21, 9, 30)),
        ("ms", "28/11/2026 12.15 tengah hari", instant(2026, 11, 28, 12, 15)),
        ("ms", "28/11/2026 8.15 malam", instant(2026, 11, 28, 20, 15)),
        ("fy", "28-11-2026 14.05 oere", instant(2026, 11, 28, 14, 5)),
        ("fy", "juster 9:30", instant(2026, 11, 21, 9, 30)),
    ],
)
def test_a_moment_is_read_with_the_words_for_its_time(language: str, text: str, moment: Instant):
    assert read(Type.INSTANT, text, language) == moment


@pytest.mark.parametrize(("language", "text"), [("ms", "esok 9.30 petang pagi"), ("ms", "esok 9.30 tengah hari")])
def test_a_time_that_its_part_of_the_day_does_not_have_is_refused(language: str, text: str):
    assert "Jumaat" in refusal(Type.INSTANT, text, language)


@pytest.mark.parametrize(
    ("language", "text", "minutes"),
    [
        ("th", "90 นาที", 90),
        ("th", "1.5 ชม.", 90),
        ("th", "๒ ชั่วโมง ๓๐ นาที", 150),
        ("ms", "1.5 jam", 90),
        ("ms", "2 jam 30 minit", 150),
        ("fy", "1,5 oere", 90),
        ("fy", "90 minuten", 90),
        ("fy", "1:30", 90),
    ],
)
def test_a_duration_is_read_with_its_units(language: str, text: str, minutes: int):
    assert read(Type.MINUTES, text, language) == minutes


@pytest.mark.parametrize("language", sorted(texts.LANGUAGES))
@pytest.mark.parametrize("day", [date(2024, 2, 29), *(date(2027, month, 3) for month in range(1, 13))])
def test_the_dates_that_the_program_prints_are_read_back(language: str, day: date):
    words = texts.words(language)
    for style in ("medium", "long", "full"):
        assert read(Type.DATE, words.date(day, style), language) == day
    moment = datetime(day.year, day.month, day.day, 14, 5, tzinfo=UTC)
    assert read(Type.INSTANT, words.moment(moment), language) == Instant(round(moment.timestamp() * 1000))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("จันทร์–ศุกร์", {0, 1, 2, 3, 4}),
        ("วันจันทร์ถึงวันพฤหัสบดี", {0, 1, 2, 3}),
        ("จ. พ. และ ศ.", {0, 2, 4}),
        ("Isnin hingga Khamis", {0, 1, 2, 3}),
        ("Isnin, Rabu dan Jumaat", {0, 2, 4}),
        ("moandei oant freed", {0, 1, 2, 3, 4}),
        ("mo t/m to", {0, 1, 2, 3}),
        ("mo, wo en fr", {0, 2, 4}),
        ("Mon to Fri", {0, 1, 2, 3, 4}),
    ],
)
def test_working_days_are_understood_in_every_language(text: str, days: set[int]):
    assert weekdays_of(text) == days


def test_a_search_takes_days_and_years_of_the_language():
    thai = vocabulary(str, "th")
    (since,) = parse_query("from:2569", SUNDAY, thai).parts
    assert since == Filter(FROM, "2569", date(2026, 1, 1), None)
    (on,) = parse_query("on:28/11/2569", SUNDAY, thai).parts
    assert on == Filter(ON, "28/11/2569", SATURDAY, SATURDAY)
    (month,) = parse_query("on:2026-11", SUNDAY, thai).parts
    assert month == Filter(ON, "2026-11", date(2026, 11, 1), date(2026, 11, 30))
    assert parse_query("from:2569", SUNDAY).filters == ()  # text, where the calendar is another


@pytest.mark.parametrize("own", TONGUES)
def test_every_language_has_all_that_is_typed(own: Any):
    assert (len(own.months), len(own.weekdays), len(own.examples)) == (12, 7, 8)
