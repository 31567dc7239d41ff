"""How each language writes dates, moments, numbers and money, by the examples of what people there write."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from babel import Locale
from babel.numbers import format_decimal, get_currency_symbol, get_decimal_symbol, get_group_symbol, list_currencies
from hypothesis import given
from hypothesis import strategies as st

from clientguard.domain.money.amount import Money
from clientguard.domain.records.times import parse_instant
from clientguard.formats import number_in
from clientguard.names import NAMES, SIGNS
from clientguard.texts import LANGUAGES, words

DAY = date(2026, 11, 28)  # a Saturday
DATES = {
    "en": ("28 Nov", "28 Nov 2026", "28 November 2026", "Saturday 28 November 2026", "November 2026", "28/11/2026"),
    "th": ("28 พ.ย.", "28 พ.ย. 2569", "28 พฤศจิกายน 2569", "วันเสาร์ที่ 28 พฤศจิกายน 2569", "พฤศจิกายน 2569", "28/11/2569"),
    "ms": ("28 Nov", "28 Nov 2026", "28 November 2026", "Sabtu, 28 November 2026", "November 2026", "28/11/2026"),
    "fy": ("28 nov", "28 nov 2026", "28 novimber 2026", "sneon 28 novimber 2026", "novimber 2026", "28-11-2026"),
}
LENGTHS = ("short", "medium", "long", "full", "month", "numeric")


def test_every_language_has_its_examples():
    assert DATES.keys() == LANGUAGES.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_are_written_as_people_write_them(language):
    assert tuple(words(language).date(DAY, length) for length in LENGTHS) == DATES[language]


@pytest.mark.parametrize(
    ("language", "months"),
    [
        ("th", "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค."),
        ("ms", "Jan Feb Mac Apr Mei Jun Jul Ogos Sep Okt Nov Dis"),
        ("fy", "jan feb mrt apr mai jun jul aug sep okt nov des"),
    ],
)
def test_months_have_their_short_names(language, months):
    spoken = words(language)
    assert [spoken.month(date(2026, month, 1)) for month in range(1, 13)] == months.split()
    assert spoken.date(date(2026, 8, 3)).split()[1] == months.split()[7]


@pytest.mark.parametrize(
    ("language", "months"),
    [
        ("ms", "Januari Februari Mac April Mei Jun Julai Ogos September Oktober November Disember"),
        ("fy", "jannewaris febrewaris maart april maaie juny july augustus septimber oktober novimber desimber"),
    ],
)
def test_months_have_their_long_names(language, months):
    assert [words(language).date(date(2026, month, 2), "long").split()[1] for month in range(1, 13)] == months.split()


@pytest.mark.parametrize(
    ("year", "shown"), [(2026, "2569"), (2000, "2543"), (1941, "2484"), (1940, "ค.ศ. 1940"), (9998, "10541")]
)
def test_thai_years_are_buddhist_since_both_begin_in_january(year, shown):
    assert words("th").date(date(year, 2, 28)) == f"28 ก.พ. {shown}"


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "Sat 28 Nov 2026, 14:05"),
        ("th", "ส. 28 พ.ย. 2569 14:05 น."),
        ("ms", "Sab, 28 Nov 2026, 2.05 petang"),
        ("fy", "so 28 nov 2026, 14.05 oere"),
    ],
)
def test_a_sentence_says_the_time_as_people_say_it(language, shown):
    assert words(language)("{moment}", moment=datetime(2026, 11, 28, 14, 5)) == shown


@pytest.mark.parametrize("language", ["en", "th", "ms", "fy"])
@pytest.mark.parametrize("hour", range(24))
def test_the_time_in_a_sentence_is_read_back(language, hour):
    said = words(language)("{moment}", moment=datetime(2026, 11, 28, hour, 5))
    clock = said.partition("2569 ")[2] if language == "th" else said.partition("2026, ")[2]
    read = parse_instant(f"2026-11-28 {clock}", date(2026, 11, 28), language=language)
    assert datetime.fromtimestamp(read.ms / 1000, UTC) == datetime(2026, 11, 28, hour, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "Sat 28 Nov 2026, 14:05"),
        ("th", "ส. 28 พ.ย. 2569 14:05 น."),
        ("ms", "Sab, 28 Nov 2026, 14:05"),
        ("fy", "so 28 nov 2026, 14:05"),
    ],
)
def test_a_moment_has_the_day_and_the_time(language, shown):
    assert words(language).moment(datetime(2026, 11, 28, 14, 5)) == shown


@pytest.mark.parametrize(
    ("language", "number", "shown"),
    [
        ("th", Decimal("1234.5"), "1,234.5"),
        ("ms", -1234, "−1,234"),
        ("fy", Decimal("1234.5"), "1.234,5"),
        ("fy", Decimal("-0.25"), "−0,25"),
    ],
)
def test_numbers_have_the_separators_of_the_language(language, number, shown):
    assert words(language).number(number) == shown


@pytest.mark.parametrize(
    ("language", "money", "shown", "bare"),
    [
        ("th", Money(123450, "THB"), "฿1,234.50", "1,234.50"),
        ("th", Money(-123450, "THB"), "−฿1,234.50", "−1,234.50"),
        ("th", Money(123450, "EUR"), "€\N{NO-BREAK SPACE}1,234.50", "1,234.50"),
        ("ms", Money(123450, "MYR"), "RM1,234.50", "1,234.50"),
        ("ms", Money(-123450, "EUR"), "−EUR\N{NO-BREAK SPACE}1,234.50", "−1,234.50"),
        ("fy", Money(123450, "EUR"), "€\N{NO-BREAK SPACE}1.234,50", "1.234,50"),
        ("fy", Money(-123450, "EUR"), "−€\N{NO-BREAK SPACE}1.234,50", "−1.234,50"),
        ("fy", Money(1500, "JPY"), "¥\N{NO-BREAK SPACE}1.500", "1.500"),
        ("en", Money(-123450, "EUR"), "−€ 1,234.50", "−1,234.50"),
    ],
)
def test_money_has_the_sign_of_its_currency_and_a_minus_before_it(language, money, shown, bare):
    assert words(language).money(money) == shown
    assert words(language).money(money, code=False) == bare


def test_countries_have_their_names():
    assert [words(each).country("NL") for each in ("en", "th", "ms", "fy")] == [
        "Netherlands",
        "เนเธอร์แลนด์",
        "Belanda",
        "Nederlân",
    ]


@given(st.decimals(-(10**15), 10**15, allow_nan=False, places=5), st.integers(0, 4), st.sampled_from(list(LANGUAGES)))
def test_amounts_are_written_as_babel_writes_them_but_for_the_minus_sign(number, places, language):
    pattern = "#,##0" + ("." + "0" * places if places else "")
    wanted = format_decimal(number, pattern, locale=language)
    assert number_in(language, number, places) == (f"−{wanted[1:]}" if wanted.startswith("-") else wanted)


@pytest.mark.parametrize("number", [10**20 + 1, 1.005, 2, -3])
def test_numbers_of_other_types_are_exact(number):
    assert number_in("en", number, 3) == format_decimal(number, "#,##0.000", locale="en").replace("-", "−")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_names_and_marks_are_those_of_the_cldr_but_for_what_is_put_right(language):
    locale, names = Locale.parse(language), NAMES[language]
    small = str.lower if language == "fy" else str  # which writes months small; the CLDR does not
    for form in ("format", "stand-alone"):  # beside a day, and alone: the same in these languages
        for width, months in (("wide", names.months), ("abbreviated", names.short_months)):
            told = [small(locale.months[form][width][number]) for number in range(1, 13)]
            assert [{"Ogo": "Ogos"}.get(each, each) for each in told] == list(months)
        for width, days in (("wide", names.weekdays), ("abbreviated", names.short_weekdays)):
            assert [locale.days[form][width][number] for number in range(7)] == list(days)
    assert (names.thousands, names.decimal) == (get_group_symbol(language), get_decimal_symbol(language))


def test_the_signs_of_currencies_are_those_of_the_cldr_in_english():
    told = {each: get_currency_symbol(each, "en") for each in list_currencies("en")}
    assert {each: sign for each, sign in told.items() if sign != each} == SIGNS


@pytest.mark.parametrize("language", LANGUAGES)
@given(st.integers(-(10**15), 10**15))
def test_whole_numbers_are_written_as_in_the_cldr(language, number):
    assert number_in(language, number) == format_decimal(number, locale=language).replace("-", "\N{MINUS SIGN}")
