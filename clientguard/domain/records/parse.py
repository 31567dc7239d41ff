"""Parsing what a person types into a field's value, and back to text; used by forms, the command line and CSV."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from clientguard.domain.countries import country_code, is_country
from clientguard.domain.dates import weekdays_of
from clientguard.domain.money.amount import AmbiguousError, Money, parse_amount
from clientguard.domain.money.currencies import digits, is_currency
from clientguard.domain.money.terms import TermsError, shown_terms, stored_terms
from clientguard.domain.records.addresses import is_email
from clientguard.domain.records.describe import Field, Type
from clientguard.domain.records.names import name_key
from clientguard.domain.records.times import FIRST_YEAR as FIRST_YEAR
from clientguard.domain.records.times import LAST_YEAR as LAST_YEAR
from clientguard.domain.records.times import FieldError as FieldError
from clientguard.domain.records.times import parse_date as parse_date
from clientguard.domain.records.times import parse_instant as parse_instant
from clientguard.domain.records.times import parse_minutes as parse_minutes
from clientguard.domain.tongues import ENGLISH, Tongue, latin_digits, tongue, without_percent
from clientguard.domain.wording import N_, said

_FIGURE = re.compile(r"[+-]?\d{1,18}(?:\.\d{1,18})?")
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_GROUPED_BY_POINTS = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+,\d+|[+-]?[1-9]\d{0,2}(?:\.\d{3}){2,}")
_NUMBER = re.compile(r"-?(?:\d{1,15}|[1-9]\d{0,2}(?:,\d{3}){1,4})")
_TWO_WAYS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")
_SWAPPED = str.maketrans(".,", ",.")
_MINUS = "\N{MINUS SIGN}"  # as figures are shown, and so copied
# What is typed in the language of the screen; the texts of all other types mean the same in each.
SPOKEN = frozenset((Type.DATE, Type.INSTANT, Type.MINUTES, Type.MONEY, Type.NUMBER, Type.DECIMAL, Type.TERMS))
NO_EMAIL = said(N_("Enter one email address, such as ada@example.org."))
NO_CURRENCY = said(N_("Enter the three letters of a currency (ISO 4217), such as EUR or THB."))
NO_COUNTRY = said(N_("Enter the two letters of a country (ISO 3166), such as NL or TH."))
NO_WEEKDAYS = said(N_("Enter weekdays, such as Mon–Fri or Mon, Tue and Thu."))


class UnclearError(FieldError):
    """A number that can be read in two ways; `said` has both."""


def parse(field: Field, text: str, *, today: date, currency: str = "", offset: int = 0, language: str = "en") -> Any:  # noqa: ANN401
    """Return the value of `field` that `text` means in a language or in English; FieldError says what is accepted."""
    words = text.strip()
    own = tongue(language)
    match field.type:
        case Type.LONG:
            return text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
        case Type.DATE:
            return parse_date(words, today, past=field.past, language=language)
        case Type.INSTANT:
            return parse_instant(words, today, offset, past=field.past, language=language)
        case Type.MINUTES:
            return parse_minutes(words, language)
        case Type.MONEY:
            return parse_money(words, currency, language)
        case Type.NUMBER | Type.LINK:
            return _number(words, own)
        case Type.FLAG:
            return _flag(words, own)
        case Type.CHOICE:
            return _choice(field, words)
        case Type.CURRENCY:
            return _currency(words)
        case Type.TERMS:
            return _terms(words, language)
        case Type.DECIMAL:
            return parse_decimal(words, language, percent="%" in field.label)
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


def parse_money(words: str, currency: str, language: str = "en") -> int | None:
    """Return the minor units of an amount as it is typed in a language; None if empty. Raises FieldError.

    What can be read in two ways is refused with both readings: `1.234` in West Frisian, where a point stands between
    thousands and is yet often typed before cents.
    """
    if not words:
        return None
    own = tongue(language)
    try:
        return parse_amount(latin_digits(words), currency, own.mark)
    except AmbiguousError as error:
        raise UnclearError(
            said(
                N_("This could mean {thousands} or {decimals}. Enter it as {plain} or as {written}."),
                thousands=error.thousands,
                decimals=error.decimals,
                plain=own.written(f"{error.thousands.decimal:f}"),
                written=own.written(f"{error.decimals:.{digits(currency)}f}"),
            )
        ) from None
    except ValueError:
        example = f"{4800:,.2f}" if own.mark == "." else "4.800,00"
        raise FieldError(said(N_("Enter an amount, such as 4800 or {amount}."), amount=example)) from None


def _number(words: str, own: Tongue) -> int | None:
    if not words:
        return None
    figure = latin_digits(words).replace(_MINUS, "-")
    if own.mark == ",":
        figure = figure.translate(_SWAPPED)
    if not _NUMBER.fullmatch(figure):
        raise FieldError(said(N_("Enter a whole number.")))
    return int(figure.replace(",", ""))


def _flag(words: str, own: Tongue) -> bool:
    for each in (own, ENGLISH):
        if words.lower() in each.yes:
            return True
        if words.lower() in each.no:
            return False
    raise FieldError(said(N_("Enter yes or no.")))


def _choice(field: Field, words: str) -> str:
    for each in field.choices:
        if name_key(words) in (name_key(each.key), name_key(each.label)):
            return each.key
    if not words and not field.required:
        return ""
    raise FieldError(said(N_("Choose one of: {choices}."), choices=", ".join(each.key for each in field.choices)))


def _terms(words: str, language: str) -> str:
    """Return payment terms in English, as they are stored."""
    try:
        return stored_terms(words, language) if words else ""
    except TermsError as error:
        raise FieldError(error.said) from None


def parse_decimal(words: str, language: str = "en", *, percent: bool = False) -> str:
    """Return a number with a decimal point and no thousands separators; "" if empty. Raises FieldError.

    In English, a comma before exactly three digits separates thousands (`1,240`), except after a zero; any other comma
    is the decimal mark. Where the comma is the decimal mark, a lone point before three digits is asked about. With
    `percent`, the sign or word for per cent may stand beside the number.
    """
    own = tongue(language)
    figure = without_percent(words, language) if percent else latin_digits(words)
    figure = "".join(figure.split()).replace(_MINUS, "-")
    if not figure:
        return ""
    if own.mark == "," and _TWO_WAYS.fullmatch(figure):
        raise UnclearError(
            said(
                N_("This could mean {thousands} or {decimals}. Enter it as {plain} or as {written}."),
                thousands=Decimal(figure.replace(".", "")),
                decimals=Decimal(figure),
                plain=figure.replace(".", ""),
                written=own.written(figure),
            )
        )
    if (own.mark == "." and _GROUPED.fullmatch(figure)) or (
        _GROUPED.fullmatch(figure) and (figure.count(",") > 1 or "." in figure)
    ):
        figure = figure.replace(",", "")
    elif _GROUPED_BY_POINTS.fullmatch(figure):
        figure = figure.replace(".", "").replace(",", ".")
    else:
        figure = figure.replace(",", ".")
    if not _FIGURE.fullmatch(figure):
        raise FieldError(said(N_("Enter a number, such as 188 or {number}."), number=own.written("6.1")))
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


def retyped(field: Field, text: str, *, today: date, currency: str, before: str, after: str) -> str:
    """Return text that was typed in the language `before` as it is typed in `after`.

    What cannot be read stays as it is.
    """
    if before == after or field.type not in SPOKEN or not text.strip():
        return text
    try:
        return typed(field, parse(field, text, today=today, currency=currency, language=before), currency, after)
    except FieldError:
        return text


def typed(field: Field, value: Any, currency: str, language: str) -> str:  # noqa: ANN401
    """Return a value as it stands in an input: plain, but as the language writes it; `parse` reads it back."""
    text = plain(field, value, currency)
    if field.type is Type.TERMS:
        return shown_terms(text, language)
    return tongue(language).written(text) if field.type in (Type.MONEY, Type.DECIMAL) else text
