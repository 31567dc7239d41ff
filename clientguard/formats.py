"""How each language writes dates, moments, numbers and money.

Thai counts years from the Buddha (2569 is 2026), West Frisian writes months and weekdays small, and each writes the
currency of its own country beside the amount.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from clientguard.names import NAMES, SIGNS

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

_NO_BREAK = "\N{NO-BREAK SPACE}"
_MINUS = "\N{MINUS SIGN}"  # a hyphen is narrower, and a line may break after it

# By length, in the letters of the Unicode CLDR; another pattern where a language has one. `short` has no year,
# `numeric` no name.
_DATES = {
    "short": "d MMM",
    "medium": "d MMM y",
    "long": "d MMMM y",
    "full": "EEEE d MMMM y",
    "month": "MMMM y",
    "month name": "MMM",
    "year": "y",
    "day": "EEE d MMM y",
    "numeric": "dd/MM/y",
}
_DATES_OF = {
    "th": {"full": "EEEEที่ d MMMM y", "numeric": "d/M/y"},
    "ms": {"full": "EEEE, d MMMM y", "day": "EEE, d MMM y", "numeric": "d/M/y"},
    "fy": {"numeric": "d-M-y"},
}
_PART = re.compile(r"E+|M+|d+|y")
_CLOCK_OF = {"th": " {:%H:%M} น."}
_MALAY_PARTS = ("malam", *["pagi"] * 11, *["tengah hari"] * 2, *["petang"] * 5, *["malam"] * 5)  # by the hour
# Beside the amount without a space; `ms` writes the codes of all others, the rest their signs.
_OWN_SIGNS = {("th", "THB"): "฿", ("ms", "MYR"): "RM"}
_BY_CODE = {"ms"}


@lru_cache(maxsize=4096)
def date_in(language: str, day: date, length: str) -> str:
    """Return a date in a language: long lists and papers have the same days again and again."""
    pattern = _DATES_OF.get(language, {}).get(length, _DATES[length])
    year = _thai_year(day.year, in_figures=length == "numeric") if language == "th" else str(day.year)
    names = NAMES[language]
    parts = {
        "EEEE": names.weekdays[day.weekday()],
        "EEE": names.short_weekdays[day.weekday()],
        "MMMM": names.months[day.month - 1],
        "MMM": names.short_months[day.month - 1],
        "MM": f"{day.month:02}",
        "M": str(day.month),
        "dd": f"{day.day:02}",
        "d": str(day.day),
        "y": year,
    }
    return _PART.sub(lambda part: parts[part[0]], pattern)


def _thai_year(year: int, *, in_figures: bool) -> str:
    """Return a Buddhist year; before 1941, when it began in April, that of the common era, which is named."""
    from clientguard.domain.records.times import BUDDHIST, SINCE_JANUARY  # late: with them come all kinds

    if year + BUDDHIST >= SINCE_JANUARY:
        return str(year + BUDDHIST)
    return str(year) if in_figures else f"ค.ศ. {year}"


def moment_in(language: str, when: datetime, *, in_sentence: bool = False) -> str:
    """Return a day and a time of day, as in a timeline: `Fri 20 Nov 2026, 16:12`.

    In a sentence, Malay and West Frisian say the time in words of their own: `2.05 petang`, `14.05 oere`.
    """
    day = date_in(language, when.date(), "day")
    if in_sentence and language == "ms":
        return f"{day}, {when.hour % 12 or 12}.{when:%M} {_MALAY_PARTS[when.hour]}"
    if in_sentence and language == "fy":
        return f"{day}, {when:%H.%M} oere"
    return day + _CLOCK_OF.get(language, ", {:%H:%M}").format(when)


def number_in(language: str, number: int | float | Decimal, places: int | None = None) -> str:
    """Return a number with the separators of a language, and with so many decimals; None: as many as it has."""
    if isinstance(number, int) and places is None:
        text = f"{number:,}".translate(_marks(language))
    elif places is None:
        from babel.numbers import format_decimal  # late: it is long in loading, and few numbers are like this

        text = format_decimal(number, locale=language)
    else:  # as Babel does it, which takes ten times as long: a long statement has thousands of amounts
        from decimal import Decimal

        exact = number if isinstance(number, Decimal) else Decimal(str(number))
        text = f"{exact:,.{places}f}".translate(_marks(language))
    return _MINUS + text[1:] if text.startswith("-") else text


@lru_cache
def _marks(language: str) -> dict[int, str]:
    """Return what stands between thousands and before decimals in a language, in place of `,` and `.`."""
    names = NAMES[language]
    return {ord(","): names.thousands, ord("."): names.decimal}


def own_sign(language: str) -> str:
    """Return the sign that a language writes next to an amount without a space, or ""."""
    return next((sign for (spoken, _currency), sign in _OWN_SIGNS.items() if spoken == language), "")


def money_in(language: str, amount: Decimal, currency: str, places: int) -> str:
    """Return an amount with its currency's sign or code before it, and a minus before both: `−€ 12.00`."""
    minus, number = _MINUS if amount < 0 else "", number_in(language, abs(amount), places)
    if own := _OWN_SIGNS.get((language, currency)):
        return f"{minus}{own}{number}"
    # English signs in every language: CLDR's others, such as JP¥, are read nowhere.
    sign = currency if language in _BY_CODE else SIGNS.get(currency, currency)
    return f"{minus}{sign}{' ' if language == 'en' else _NO_BREAK}{number}"
