"""How each language writes dates, moments, numbers and money: Babel's way, corrected where people write otherwise.

Thai counts years from the Buddha (2569 is 2026), West Frisian writes months and weekdays small, and each writes the
currency of its own country beside the amount. Babel is imported late: it is not needed before the first window.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

_NO_BREAK = "\N{NO-BREAK SPACE}"
_MINUS = "\N{MINUS SIGN}"  # Babel has a hyphen: that is narrower, and a line may break after it

# By length; another pattern where a language has one. `short` has no year, `numeric` no name.
_DATES = {
    "short": "d MMM",
    "medium": "d MMM y",
    "long": "d MMMM y",
    "full": "EEEE d MMMM y",
    "month": "LLLL y",
    "month name": "LLL",
    "day": "EEE d MMM y",
    "numeric": "dd/MM/y",
}
_DATES_OF = {
    "th": {"full": "EEEE'ที่' d MMMM y", "numeric": "d/M/y"},
    "ms": {"full": "EEEE, d MMMM y", "day": "EEE, d MMM y", "numeric": "d/M/y"},
    "fy": {"numeric": "d-M-y"},
}
_CLOCK_OF = {"th": " {:%H:%M} น."}
# Beside the amount without a space; `ms` writes the codes of all others, the rest their signs.
_OWN_SIGNS = {("th", "THB"): "฿", ("ms", "MYR"): "RM"}
_BY_CODE = {"ms"}
_SMALL = {"fy"}  # Babel has months with a capital
_OGO = re.compile(r"\bOgo\b")  # Babel's cut of Ogos, which is not cut


@lru_cache(maxsize=4096)
def date_in(language: str, day: date, length: str) -> str:
    """Return a date in a language: long lists and papers have the same days again and again."""
    from babel.dates import format_date

    pattern = _DATES_OF.get(language, {}).get(length, _DATES[length])
    if language == "th":
        pattern = pattern.replace("y", f"'{_thai_year(day.year, in_figures=length == 'numeric')}'")
    text = format_date(day, pattern, locale=language)
    if language in _SMALL:
        return text.lower()
    return _OGO.sub("Ogos", text) if language == "ms" else text


def _thai_year(year: int, *, in_figures: bool) -> str:
    """Return a Buddhist year; before 1941, when it began in April, that of the common era, which is named."""
    from clientguard.domain.records.times import BUDDHIST, SINCE_JANUARY  # late: with them come all kinds

    if year + BUDDHIST >= SINCE_JANUARY:
        return str(year + BUDDHIST)
    return str(year) if in_figures else f"ค.ศ. {year}"


def moment_in(language: str, when: datetime) -> str:
    """Return a day and a time of day, as in a timeline: `Fri 20 Nov 2026, 16:12`."""
    return date_in(language, when.date(), "day") + _CLOCK_OF.get(language, ", {:%H:%M}").format(when)


def number_in(language: str, number: int | float | Decimal, places: int | None = None) -> str:
    """Return a number with the separators of a language, and with so many decimals; None: as many as it has."""
    if places is None:
        from babel.numbers import format_decimal

        text = format_decimal(number, locale=language)
    else:  # as Babel does it, which takes ten times as long: a long statement has thousands of amounts
        from decimal import Decimal

        exact = number if isinstance(number, Decimal) else Decimal(str(number))
        text = f"{exact:,.{places}f}".translate(_marks(language))
    return _MINUS + text[1:] if text.startswith("-") else text


@lru_cache
def _marks(language: str) -> dict[int, str]:
    """Return what stands between thousands and before decimals in a language, in place of `,` and `.`."""
    from babel.numbers import get_decimal_symbol, get_group_symbol

    return {ord(","): get_group_symbol(language), ord("."): get_decimal_symbol(language)}


def money_in(language: str, amount: Decimal, currency: str, places: int) -> str:
    """Return an amount with its currency's sign or code before it, and a minus before both: `−€ 12.00`."""
    from babel.numbers import get_currency_symbol

    minus, number = _MINUS if amount < 0 else "", number_in(language, abs(amount), places)
    if own := _OWN_SIGNS.get((language, currency)):
        return f"{minus}{own}{number}"
    # English signs: Babel's others, such as JP¥, are read nowhere.
    sign = currency if language in _BY_CODE else get_currency_symbol(currency, "en")
    return f"{minus}{sign}{' ' if language == 'en' else _NO_BREAK}{number}"
