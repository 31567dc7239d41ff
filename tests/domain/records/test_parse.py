from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard import texts
from clientguard.domain.money.amount import Money
from clientguard.domain.money.currencies import CODES
from clientguard.domain.records import KINDS, Choice, Field, Instant, Type
from clientguard.domain.records.parse import (
    FIRST_YEAR,
    LAST_YEAR,
    FieldError,
    parse,
    parse_date,
    parse_instant,
    parse_minutes,
    plain,
)
from clientguard.ui.records.shown import duration

SUNDAY = date(2026, 11, 22)
CHOICES = (Choice("in", "Received"), Choice("out", "Sent"))


def field(type_: Type, **options: Any) -> Field:
    return Field("it", type_, "It", **options)


def refusal(error: FieldError) -> str:
    return texts.words("en").say(error.said)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("", None),
        ("  ", None),
        ("2026-11-22", date(2026, 11, 22)),
        ("22.11.2026", date(2026, 11, 22)),
        ("22/11/2026", date(2026, 11, 22)),
        ("1.2.2027", date(2027, 2, 1)),
        ("22 nov", date(2026, 11, 22)),
        ("22 Nov 2027", date(2027, 11, 22)),
        ("22. November 2027", date(2027, 11, 22)),
        ("nov 22", date(2026, 11, 22)),
        ("Nov 22, 2025", date(2025, 11, 22)),
        ("3 sept", date(2026, 9, 3)),
        ("today", SUNDAY),
        ("Tomorrow", date(2026, 11, 23)),
        ("yesterday", date(2026, 11, 21)),
        ("+2w", date(2026, 12, 6)),
        ("-3d", date(2026, 11, 19)),
        ("+1m", date(2026, 12, 22)),
        ("+1y", date(2027, 11, 22)),
        ("-11m", date(2025, 12, 22)),
        ("fri", date(2026, 11, 27)),
        ("sun", date(2026, 11, 29)),
        ("Sunday", date(2026, 11, 29)),
        ("mon", date(2026, 11, 23)),
        ("thurs", date(2026, 11, 26)),
        ("next Monday", date(2026, 11, 23)),
        ("last friday", date(2026, 11, 20)),
        ("Last  sun", date(2026, 11, 15)),
        ("next sun", date(2026, 11, 29)),
    ],
)
def test_a_date_may_be_written_in_many_ways(text: str, day: date | None):
    assert parse_date(text, SUNDAY) == day


@pytest.mark.parametrize(
    ("text", "past", "due"),
    [
        ("wednesday", date(2026, 11, 18), date(2026, 11, 25)),
        ("sat", date(2026, 11, 21), date(2026, 11, 28)),
        ("mon", date(2026, 11, 16), date(2026, 11, 23)),
        ("Sunday", date(2026, 11, 15), date(2026, 11, 29)),  # today is called today
        ("next wed", date(2026, 11, 25), date(2026, 11, 25)),
        ("last wed", date(2026, 11, 18), date(2026, 11, 18)),
        ("tomorrow", date(2026, 11, 23), date(2026, 11, 23)),
        ("yesterday", date(2026, 11, 21), date(2026, 11, 21)),
    ],
)
def test_a_weekday_is_the_last_one_of_what_has_happened_and_else_the_next(text: str, past: date, due: date):
    assert parse(field(Type.DATE, past=True), text, today=SUNDAY) == past
    assert parse(field(Type.DATE), text, today=SUNDAY) == due
    noon = datetime(past.year, past.month, past.day, 12, tzinfo=UTC)
    assert parse(field(Type.INSTANT, past=True), text, today=SUNDAY) == Instant(round(noon.timestamp() * 1000))


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("payment", "received"),
        ("invoice", "issued"),
        ("result", "measured_on"),
        ("request", "asked_on"),
        ("request", "answered_on"),
        ("message", "at"),
        ("work", "on"),
        ("problem", "on"),
        ("deliverable", "delivered_on"),
        ("account", "removed_on"),
        ("leaving", "notice_given"),
    ],
)
def test_what_has_happened_is_entered_as_past(kind: str, name: str):
    assert KINDS[kind].field(name).past


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("invoice", "due"),
        ("request", "needed_by"),
        ("deliverable", "due"),
        ("account", "renews"),
        ("leaving", "last_day"),
        ("contract", "starts"),
        ("contract", "ends"),
        ("contract", "ended_on"),
    ],
)
def test_what_is_to_come_is_not_past(kind: str, name: str):
    assert not KINDS[kind].field(name).past


@pytest.mark.parametrize(
    ("today", "text", "day"),
    [
        (date(2026, 11, 22), "5 jan", date(2027, 1, 5)),
        (date(2026, 11, 22), "5 jul", date(2026, 7, 5)),
        (date(2027, 1, 4), "30 dec", date(2026, 12, 30)),
        (date(2027, 12, 1), "29 feb", date(2028, 2, 29)),
    ],
)
def test_a_day_without_a_year_is_the_nearest_one(today: date, text: str, day: date):
    assert parse_date(text, today) == day
    assert abs(day - today) <= timedelta(days=183)


def test_a_month_from_its_last_day_is_the_last_day_of_a_shorter_one():
    assert parse_date("+1m", date(2027, 1, 31)) == date(2027, 2, 28)
    assert parse_date("+1y", date(2028, 2, 29)) == date(2029, 2, 28)


@pytest.mark.parametrize(
    "text",
    [
        "soon",
        "32.1.2026",
        "2026-02-30",
        "29 feb",
        "22 foo",
        "fr",
        "+9999y",
        "-9999y",
        "22.11",
        "11-22",
        "0 jan 2026",
        "+ 1 y",
    ],
)
def test_what_is_no_date_is_refused_with_what_would_be(text: str):
    with pytest.raises(FieldError) as refused:
        parse_date(text, SUNDAY)
    assert refusal(refused.value) == "Enter a date, such as 2026-11-22, 22 Nov, fri, today or +2w."


@pytest.mark.parametrize("text", ["0026-11-22", "1.1.1899", "2200-01-01", "+999y"])
def test_a_year_that_is_a_slip_is_refused(text: str):
    with pytest.raises(FieldError) as refused:
        parse_date(text, SUNDAY)
    assert refusal(refused.value) == "The year must be between 1900 and 2199."


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("", None),
        ("90", 90),
        ("0", 0),
        ("45m", 45),
        ("45 min", 45),
        ("1:30", 90),
        ("1h30", 90),
        ("1h30m", 90),
        ("1 h 5", 65),
        ("2h", 120),
        ("1.5h", 90),
        ("1,25 h", 75),
        ("100000", 100000),
    ],
)
def test_a_duration_may_be_written_in_many_ways(text: str, minutes: int | None):
    assert parse_minutes(text) == minutes


@pytest.mark.parametrize("text", ["long", "1:75", "-5", "1.5", "h", "1:30:00"])
def test_what_is_no_duration_is_refused(text: str):
    with pytest.raises(FieldError) as refused:
        parse_minutes(text)
    assert refusal(refused.value) == "Enter a duration, such as 90, 1:30 or 1h30."


def instant(*parts: int, offset: int = 0) -> Instant:
    zone = timezone(timedelta(minutes=offset))
    return Instant(round(datetime(*parts, tzinfo=zone).timestamp() * 1000), offset)  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("", None),
        ("2026-11-22 16:12", instant(2026, 11, 22, 16, 12, offset=60)),
        ("2026-11-22T16:12:05", instant(2026, 11, 22, 16, 12, 5, offset=60)),
        ("2026-11-22 16:12 +07:00", instant(2026, 11, 22, 16, 12, offset=420)),
        ("2026-11-22 16:12-0330", instant(2026, 11, 22, 16, 12, offset=-210)),
        ("2026-11-22T16:12:00.250Z", Instant(instant(2026, 11, 22, 16, 12).ms + 250, 0)),
        ("fri 9:00", instant(2026, 11, 27, 9, 0, offset=60)),
        ("yesterday, 9:05", instant(2026, 11, 21, 9, 5, offset=60)),
        ("22 nov", instant(2026, 11, 22, 12, 0, offset=60)),
        ("8:15", instant(2026, 11, 22, 8, 15, offset=60)),
    ],
)
def test_a_moment_is_a_date_with_or_without_time_and_offset(text: str, moment: Instant | None):
    assert parse_instant(text, SUNDAY, 60) == moment


@pytest.mark.parametrize("text", ["25:00", "2026-11-22 16:61", "16:12 sharp", "at noon", "16:12 +99:00"])
def test_what_is_no_moment_is_refused(text: str):
    with pytest.raises(FieldError):
        parse_instant(text, SUNDAY)


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        (field(Type.TEXT), "  Harbour & Finch  ", "Harbour & Finch"),
        (field(Type.TEXT), "one\nline", "one line"),
        (field(Type.LONG), "\nfirst\r\nsecond\rthird\n\n", "first\nsecond\nthird"),
        (field(Type.CHOICE, choices=CHOICES), "OUT", "out"),
        (field(Type.CHOICE, choices=CHOICES), "received", "in"),
        (field(Type.CHOICE, choices=CHOICES), "", ""),
        (field(Type.DATE), "22.11.2026", SUNDAY),
        (field(Type.INSTANT), "2026-11-22 12:00", instant(2026, 11, 22, 12, 0)),
        (field(Type.MONEY), "4.800,50", 480050),
        (field(Type.MONEY), "", None),
        (field(Type.NUMBER), "30", 30),
        (field(Type.NUMBER), "-1", -1),
        (field(Type.LINK), "17", 17),
        (field(Type.LINK), "", None),
        (field(Type.MINUTES), "1:30", 90),
        (field(Type.FLAG), "Yes", True),
        (field(Type.FLAG), "0", False),
        (field(Type.FLAG), "", False),
        (field(Type.CURRENCY), "eur", "EUR"),
        (field(Type.LANGUAGE), " th ", "th"),
        (field(Type.TERMS), "net 30", "net 30"),
        (field(Type.TERMS), "", ""),
        (field(Type.DECIMAL), "", ""),
        (field(Type.DECIMAL), "188", "188"),
        (field(Type.DECIMAL), "6.10", "6.10"),
        (field(Type.DECIMAL), "6,1", "6.1"),
        (field(Type.DECIMAL), "0,125", "0.125"),
        (field(Type.DECIMAL), "-2.5", "-2.5"),
        (field(Type.DECIMAL), "−2.5", "-2.5"),
        (field(Type.NUMBER), "−1,200", -1200),
        (field(Type.DECIMAL), "1,240", "1240"),
        (field(Type.DECIMAL), "1,240.5", "1240.5"),
        (field(Type.DECIMAL), "1.240,5", "1240.5"),
        (field(Type.DECIMAL), "1.240.000", "1240000"),
        (field(Type.DECIMAL), "1 240", "1240"),
    ],
)
def test_a_field_takes_what_people_write(field: Field, text: str, value: object):
    assert parse(field, text, today=SUNDAY, currency="EUR") == value


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        (field(Type.MONEY), "much", "Enter an amount, such as 4800 or 4,800.00."),
        (field(Type.MONEY), "12.345,678", "Enter an amount, such as 4800 or 4,800.00."),
        (field(Type.NUMBER), "1.5", "Enter a whole number."),
        (field(Type.LINK), "the first", "Enter a whole number."),
        (field(Type.FLAG), "perhaps", "Enter yes or no."),
        (field(Type.CHOICE, choices=CHOICES), "sideways", "Choose one of: in, out."),
        (field(Type.CHOICE, choices=CHOICES, required=True), "", "Choose one of: in, out."),
        (
            field(Type.TERMS),
            "whenever",
            "Reading stopped at “whenever”. Enter payment terms such as on receipt, net 30 or end of month.",
        ),
        (field(Type.DECIMAL), "a lot", "Enter a number, such as 188 or 6.1."),
        (field(Type.DECIMAL), "1e999999", "Enter a number, such as 188 or 6.1."),
        (field(Type.DECIMAL), "1.2.3", "Enter a number, such as 188 or 6.1."),
    ],
)
def test_a_field_refuses_the_rest_and_says_what_it_takes(field: Field, text: str, sentence: str):
    with pytest.raises(FieldError) as refused:
        parse(field, text, today=SUNDAY, currency="EUR")
    assert refusal(refused.value) == sentence


DAYS = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
LINES = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")))
VALUES: dict[Type, st.SearchStrategy[object]] = {
    Type.TEXT: LINES.map(str.strip),
    Type.LONG: st.lists(LINES).map("\n".join).map(lambda text: text.strip("\n")),
    Type.CHOICE: st.sampled_from(["in", "out", ""]),
    Type.DATE: st.none() | DAYS,
    Type.INSTANT: st.builds(
        lambda day, ms, offset: Instant(instant(day.year, day.month, day.day).ms + ms - offset * 60_000, offset),
        DAYS,
        st.integers(0, 86_399_999),
        st.integers(-14 * 60, 14 * 60),
    ),
    Type.MONEY: st.none() | st.integers(-(10**15), 10**15),
    Type.CURRENCY: st.sampled_from(sorted(CODES)),
    Type.LANGUAGE: st.sampled_from(["", "en", "th", "fy", "ms"]),
    Type.NUMBER: st.none() | st.integers(-(10**15) + 1, 10**15 - 1),
    Type.MINUTES: st.none() | st.integers(0, 10**7 - 1),
    Type.DECIMAL: st.just("") | st.decimals(-(10**12), 10**12, places=3).map(lambda number: f"{number:f}"),
    Type.FLAG: st.booleans(),
    Type.LINK: st.none() | st.integers(1, 10**12),
    Type.TERMS: st.sampled_from(["", "net 30", "end of month + 10"]),
    Type.DIGEST: st.just("ab" * 32),
}


PRINTED = (Type.DATE, Type.INSTANT, Type.NUMBER, Type.MINUTES, Type.MONEY, Type.DECIMAL)
TODAY_S = {"today": date(2026, 11, 22), "currency": "EUR"}


@pytest.mark.parametrize("type_", PRINTED)
@pytest.mark.parametrize("language", [*texts.LANGUAGES, texts.PSEUDO])
@given(data=st.data())
def test_what_the_program_prints_is_read_back(type_: Type, language: str, data: st.DataObject):
    words, spec = texts.words(language), field(type_)
    value = data.draw(VALUES[type_].filter(lambda value: value is not None and value != ""))
    match type_:
        case Type.DATE:
            shown = {words.date(value, "medium"), words.date(value, "long"), words.date(value, "full")}
        case Type.INSTANT:
            value = Instant(value.ms // 60_000 * 60_000)
            shown = {words.moment(texts.local(value, "UTC"))}
        case Type.MINUTES:
            shown = {duration(value)}
        case Type.MONEY:
            shown = {words.money(Money(value, "EUR")), words.money(Money(value, "EUR"), code=False)}
        case Type.DECIMAL:
            shown = {words.figure(Decimal(value))}
        case _:
            shown = {words.number(value)}
    for text in shown:
        assert parse(spec, text, **TODAY_S, language=language) == value, text


@pytest.mark.parametrize("type_", list(Type))
@given(data=st.data(), currency=st.sampled_from(["EUR", "JPY", "KWD", ""]), today=DAYS, offset=st.integers(-720, 720))
def test_plain_text_is_read_back_as_the_same_value(
    type_: Type, data: st.DataObject, currency: str, today: date, offset: int
):
    spec = field(type_, choices=CHOICES if type_ is Type.CHOICE else ())
    value = data.draw(VALUES[type_])
    assert parse(spec, plain(spec, value, currency), today=today, currency=currency, offset=offset) == value


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        (field(Type.DATE), SUNDAY, "2026-11-22"),
        (field(Type.DATE), None, ""),
        (field(Type.MONEY), 480000, "4800.00"),
        (field(Type.MINUTES), 90, "90"),
        (field(Type.FLAG), True, "yes"),
        (field(Type.INSTANT), instant(2026, 11, 22, 16, 12, offset=420), "2026-11-22T16:12:00.000+07:00"),
        (field(Type.CHOICE, choices=CHOICES), "in", "in"),
    ],
)
def test_plain_text_has_one_form(field: Field, value: object, text: str):
    assert plain(field, value, "EUR") == text


@given(st.sampled_from([each for kind in KINDS.values() for each in kind.fields]), st.text())
def test_no_text_breaks_a_field(field: Field, text: str):
    with contextlib.suppress(FieldError):
        parse(field, text, today=SUNDAY, currency="EUR")
