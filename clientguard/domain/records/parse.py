"""Parsing what a person types into a field's value, and back to text; used by forms, the command line and CSV."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any

from clientguard.domain.countries import country_code, is_country
from clientguard.domain.dates import WEEKDAYS, add_months, weekday_after, weekday_before, weekdays_of
from clientguard.domain.money.amount import AmbiguousError, Money, parse_amount
from clientguard.domain.money.currencies import digits, is_currency
from clientguard.domain.money.terms import TermsError, parse_terms
from clientguard.domain.records.addresses import is_email
from clientguard.domain.records.describe import Field, Instant, Type
from clientguard.domain.records.names import name_key
from clientguard.domain.wording import N_, Said, said

MONTHS = tuple(name.lower() for name in calendar.month_name)[1:]
_NAMED = {"today": 0, "tomorrow": 1, "yesterday": -1}
_STEP = re.compile(r"([+-]\d{1,4})\s*([dwmy])")
_EUROPEAN = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_DAY_MONTH = re.compile(r"(\d{1,2})\.?\s+([a-z]{3,9})\.?(?:\s+(\d{4}))?|([a-z]{3,9})\.?\s+(\d{1,2})(?:,?\s+(\d{4}))?")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?")
_OFFSET = re.compile(r"(?:([+-])(\d{2}):?(\d{2})|Z)$")
_FIGURE = re.compile(r"[+-]?\d{1,18}(?:\.\d{1,18})?")
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_GROUPED_BY_POINTS = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+,\d+|[+-]?[1-9]\d{0,2}(?:\.\d{3}){2,}")
_NUMBER = re.compile(r"-?(?:\d{1,15}|[1-9]\d{0,2}(?:,\d{3}){1,4})")
_MINUS = "\N{MINUS SIGN}"  # as figures are shown, and so copied
NO_EMAIL = said(N_("Enter one email address, such as ada@example.org."))
NO_CURRENCY = said(N_("Enter the three letters of a currency (ISO 4217), such as EUR or THB."))
NO_COUNTRY = said(N_("Enter the two letters of a country (ISO 3166), such as NL or TH."))
NO_WEEKDAYS = said(N_("Enter weekdays, such as Mon–Fri or Mon, Tue and Thu."))
FIRST_YEAR, LAST_YEAR = 1900, 2199  # any other year is taken for a typing error
YES, NO = {"yes", "true", "1", "y"}, {"no", "false", "0", "n", ""}


class FieldError(ValueError):
    """The text is not a valid value for its field; `said` says what is."""

    def __init__(self, message: Said) -> None:
        super().__init__(message.text)
        self.said = message


def _date_error() -> FieldError:
    return FieldError(said(N_("Enter a date, such as 2026-11-22, 22 Nov, fri, today or +2w.")))


def parse_date(text: str, today: date, *, past: bool = False) -> date | None:
    """Return the date that `text` means, or None if it is empty.

    Accepts `2026-11-22`, `22.11.2026`, `22/11/2026`, `22 nov [2026]`, `fri 20 nov 2026`, `nov 22`, `today`, `+2w`,
    `-3d`, `+1m`, `last fri`, `next fri`, and `fri`: the last one before today for what is `past`, otherwise the next
    one after today. A day and month without a year mean the date nearest to today, at most half a year away. Raises
    FieldError.
    """
    words = text.strip().lower()
    if not words:
        return None
    if words in _NAMED:
        return today + timedelta(days=_NAMED[words])
    try:
        day = _step(words, today) or _weekday(words, today, past=past) or _written(words, today)
    except (ValueError, OverflowError):
        raise _date_error() from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise FieldError(
            said(N_("The year must be between {first} and {last}."), first=str(FIRST_YEAR), last=str(LAST_YEAR))
        )
    return day


def _step(words: str, today: date) -> date | None:
    match = _STEP.fullmatch(words)
    if not match:
        return None
    count, unit = int(match[1]), match[2]
    if unit in "dw":
        return today + timedelta(days=count * (7 if unit == "w" else 1))
    return add_months(today, count * (12 if unit == "y" else 1))


def _weekday(words: str, today: date, *, past: bool) -> date | None:
    which, _, name = words.rpartition(" ")
    if len(name) < 3 or which.strip() not in ("", "last", "next"):
        return None
    for number, full in enumerate(WEEKDAYS):
        if full.startswith(name):
            before = which.strip() == "last" or (past and not which)
            return weekday_before(today, number) if before else weekday_after(today, number)
    return None


def _written(words: str, today: date) -> date:
    name, _, rest = words.partition(" ")
    number = next(
        (each for each, full in enumerate(WEEKDAYS) if len(name) > 2 and full.startswith(name.rstrip(","))), None
    )
    if number is None:
        return _calendar_day(words, today)
    day = _calendar_day(rest.strip(), today)
    if day.weekday() != number:
        raise ValueError(words)
    return day


def _calendar_day(words: str, today: date) -> date:
    if match := _EUROPEAN.fullmatch(words):
        return date(int(match[3]), int(match[2]), int(match[1]))
    match = _DAY_MONTH.fullmatch(words)
    if not match:
        return date.fromisoformat(words)
    day, name, year = (match[1], match[2], match[3]) if match[1] else (match[5], match[4], match[6])
    month = next((number for number, full in enumerate(MONTHS, 1) if full.startswith(name)), 0)
    if year:
        return date(int(year), month, int(day))
    if (month, int(day)) == (2, 29):
        near = [date(each, 2, 29) for each in range(today.year - 1, today.year + 2) if calendar.isleap(each)]
    else:
        near = [date(each, month, int(day)) for each in (today.year - 1, today.year, today.year + 1)]
    return min(near, key=lambda each: abs(each - today))  # ValueError if there is no such day


def parse_minutes(text: str) -> int | None:
    """Return the minutes in `90`, `45m`, `1:30`, `1h30`, `1h` or `1.5h`; None if empty. Raises FieldError."""
    words = text.strip().lower().replace(",", ".").replace(" ", "")
    if not words:
        return None
    if match := re.fullmatch(r"(\d{1,7})(?:m|min)?", words):
        return int(match[1])
    if match := re.fullmatch(r"(\d{1,6})[:h](\d{1,2})(?:m|min|(?<=:\d\d)h)?", words):
        if int(match[2]) < 60:
            return int(match[1]) * 60 + int(match[2])
    elif match := re.fullmatch(r"(\d{1,3}(?:\.\d{1,2})?)h", words):
        return round(Decimal(match[1]) * 60)
    raise FieldError(said(N_("Enter a duration, such as 90, 1:30 or 1h30.")))


def parse_instant(text: str, today: date, offset: int = 0, *, past: bool = False) -> Instant | None:
    """Return the moment of a date and a time, such as `2026-11-22 16:12`, `fri 9:00` or `2026-11-22T16:12+07:00`.

    A weekday is read as in `parse_date`. The time defaults to noon, and the offset from UTC to `offset`
    minutes. Raises FieldError.
    """
    words = text.strip()
    if not words:
        return None
    if re.match(r"\d{4}-\d\d-\d\dT", words):
        words = words.replace("T", " ", 1)
    clock = _CLOCK.search(words)
    rest = words[clock.end() :].strip() if clock else ""
    if zone := _OFFSET.fullmatch(rest):
        offset = 0
        if zone[1]:
            offset = (int(zone[2]) * 60 + int(zone[3])) * (1 if zone[1] == "+" else -1)
    elif rest:
        raise _date_error()
    day = parse_date(words[: clock.start()].rstrip(" ,") if clock else words, today, past=past)
    try:
        at = _clock(clock) if clock else time(12)
        moment = datetime.combine(day or today, at, timezone(timedelta(minutes=offset)))
    except ValueError:
        raise _date_error() from None
    return Instant(round(moment.timestamp() * 1000), offset)


def _clock(match: re.Match[str]) -> time:
    return time(int(match[1]), int(match[2]), int(match[3] or 0), int((match[4] or "0").ljust(3, "0")) * 1000)


def parse(field: Field, text: str, *, today: date, currency: str = "", offset: int = 0) -> Any:  # noqa: ANN401
    """Return the value of `field` that `text` means; raises FieldError, which says what is accepted."""
    words = text.strip()
    match field.type:
        case Type.LONG:
            return text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
        case Type.DATE:
            return parse_date(words, today, past=field.past)
        case Type.INSTANT:
            return parse_instant(words, today, offset, past=field.past)
        case Type.MINUTES:
            return parse_minutes(words)
        case Type.MONEY:
            return _money(words, currency)
        case Type.NUMBER | Type.LINK:
            return _number(words)
        case Type.FLAG:
            return _flag(words)
        case Type.CHOICE:
            return _choice(field, words)
        case Type.CURRENCY:
            return _currency(words)
        case Type.TERMS:
            return _terms(words)
        case Type.DECIMAL:
            return _decimal(words)
        case _:
            return _line(field, words)


def _line(field: Field, words: str) -> str:
    line = " ".join(words.splitlines())
    if line and field.email is True and not is_email(line):
        raise FieldError(NO_EMAIL)
    if line and field.country:
        return _country(line)
    if line and field.weekdays and weekdays_of(line) is None:
        raise FieldError(NO_WEEKDAYS)
    return line


def _country(words: str) -> str:
    """Return a country's code in capitals."""
    code = country_code(words)
    if not is_country(code):
        raise FieldError(NO_COUNTRY)
    return code


def _currency(words: str) -> str:
    """Return a currency's code in capitals."""
    code = words.upper()
    if code and not is_currency(code):
        raise FieldError(NO_CURRENCY)
    return code


def _money(words: str, currency: str) -> int | None:
    if not words:
        return None
    try:
        return parse_amount(words, currency)
    except AmbiguousError as error:
        raise FieldError(
            said(
                N_("This could mean {thousands} or {decimals}. Enter it as {plain} or as {written}."),
                thousands=error.thousands,
                decimals=error.decimals,
                plain=f"{error.thousands.decimal:f}",
                written=f"{error.decimals:.{digits(currency)}f}",
            )
        ) from None
    except ValueError:
        raise FieldError(said(N_("Enter an amount, such as 4800 or 4,800.00."))) from None


def _number(words: str) -> int | None:
    if not words:
        return None
    figure = words.replace(_MINUS, "-")
    if not _NUMBER.fullmatch(figure):
        raise FieldError(said(N_("Enter a whole number.")))
    return int(figure.replace(",", ""))


def _flag(words: str) -> bool:
    if words.lower() in YES:
        return True
    if words.lower() in NO:
        return False
    raise FieldError(said(N_("Enter yes or no.")))


def _choice(field: Field, words: str) -> str:
    for each in field.choices:
        if name_key(words) in (name_key(each.key), name_key(each.label)):
            return each.key
    if not words and not field.required:
        return ""
    raise FieldError(said(N_("Choose one of: {choices}."), choices=", ".join(each.key for each in field.choices)))


def _terms(words: str) -> str:
    if words:
        try:
            parse_terms(words)
        except TermsError as error:
            raise FieldError(error.said) from None
    return words


def _decimal(words: str) -> str:
    """Return a number with a decimal point and no thousands separators.

    A comma before exactly three digits separates thousands (`1,240`), except after a zero; any other comma is the
    decimal mark.
    """
    if not words:
        return ""
    figure = words.replace(" ", "").replace("\u00a0", "").replace("\u202f", "").replace(_MINUS, "-")
    if _GROUPED.fullmatch(figure):
        figure = figure.replace(",", "")
    elif _GROUPED_BY_POINTS.fullmatch(figure):
        figure = figure.replace(".", "").replace(",", ".")
    else:
        figure = figure.replace(",", ".")
    if not _FIGURE.fullmatch(figure):
        raise FieldError(said(N_("Enter a number, such as 188 or 6.1.")))
    return f"{Decimal(figure):f}"


def plain(field: Field, value: Any, currency: str = "") -> str:  # noqa: ANN401
    """Return a value as text that does not depend on the language, for exports; `parse` reads it back."""
    if value is None:
        return ""
    match field.type:
        case Type.DATE:
            return value.isoformat()
        case Type.INSTANT:
            zone = timezone(timedelta(minutes=value.offset))
            moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=value.ms)
            return moment.astimezone(zone).isoformat(timespec="milliseconds")
        case Type.MONEY:
            return Money(value, currency).plain()
        case Type.FLAG:
            return "yes" if value else "no"
        case _:
            return str(value)
