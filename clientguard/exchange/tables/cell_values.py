"""Cells as dates and numbers. What one cell leaves open, the others of its file may decide."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from clientguard.domain.money.currencies import CODES, signs
from clientguard.domain.records.parse import FIRST_YEAR, LAST_YEAR, FieldError, parse_date

DMY, MDY = "dmy", "mdy"
ORDERS = (DMY, MDY)
POINT, COMMA = "point", "comma"
MARKS = {POINT: ".", COMMA: ","}
_IN_FIGURES = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})([/.-])(\d{1,2})\2(\d{1,2})", re.ASCII)
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}.*$")
_WRITTEN = re.compile(r"[a-z]{3,9},? .*\d{4}|\d{1,2}\.?[ -][a-z]{3,9}\.?,?[ -]\d{4}|[a-z]{3,9} \d{1,2},? \d{4}")
_NUMBER = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:([.,])\d{2,3})(?:\1\d{2,3})*)?(?:[.,]\d+)?")
_LONGEST = 40  # characters of a number
_LONGEST_CELL = 400  # characters of a cell in which a number is looked for
_SIGNS = sorted({sign for code in CODES for sign in signs(code)}, key=len, reverse=True)
_NAMED = re.compile("|".join(map(re.escape, _SIGNS)), re.IGNORECASE)


class TwoWaysError(ValueError):
    """A cell that can be read in two ways, and nothing in the file says which is meant."""


def _without_time(text: str) -> str:
    return _TIME.sub("", text.strip())


def proved_orders(cells: Iterable[str]) -> set[str]:
    """Return which orders of day and month the dates in these cells prove: a figure above 12 is a day."""
    found: set[str] = set()
    for cell in cells:
        match = _IN_FIGURES.fullmatch(_without_time(cell))
        if match and match[2] != ".":
            first, second = int(match[1]), int(match[3])
            if first > 12 >= second:
                found.add(DMY)
            elif second > 12 >= first:
                found.add(MDY)
    return found


def is_two_ways(text: str) -> bool:
    """Return whether a date can be read with the day first and with the month first, as two different days."""
    match = _IN_FIGURES.fullmatch(_without_time(text))
    if not match or match[2] == ".":
        return False
    return int(match[1]) != int(match[3]) and max(int(match[1]), int(match[3])) <= 12


def read_date(text: str, order: str = "") -> date | None:
    """Return the date in a cell, without its time of day; None if it is empty.

    With points the day stands first. With `/` or `-` it is `order` that decides, where both readings are possible:
    TwoWaysError without one. ValueError if the text is not a date, or can only be a typing error.
    """
    words = _without_time(text)
    if not words:
        return None
    if match := _YEAR_FIRST.fullmatch(words):
        return _within(date(int(match[1]), int(match[3]), int(match[4])))
    if match := _IN_FIGURES.fullmatch(words):
        first, second = int(match[1]), int(match[3])
        year = int(match[4]) + (2000 if len(match[4]) == 2 else 0)
        if is_two_ways(words) and order not in ORDERS:
            raise TwoWaysError(text)
        day_first = match[2] == "." or order == DMY if max(first, second) <= 12 or match[2] == "." else first > 12
        return _within(date(year, second, first) if day_first else date(year, first, second))
    if not _WRITTEN.fullmatch(words.lower()):
        raise ValueError(text)
    try:
        return parse_date(words.replace("-", " "), date(2000, 1, 1))
    except FieldError as error:
        raise ValueError(text) from error


def _within(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(day)
    return day


def proved_mark(cells: Iterable[str]) -> str:
    """Return the decimal mark that all numbers in these cells agree on, as far as they tell; "" if they do not."""
    found: set[str] = set()
    for cell in cells:
        figure = _bare(cell)
        if not _NUMBER.fullmatch(figure):
            continue
        last = max(figure.rfind("."), figure.rfind(","))
        if last < 0:
            continue
        mark, other = figure[last], "," if figure[last] == "." else "."
        if other in figure:
            found.add(mark)
        elif figure.count(mark) > 1:
            found.add(other)
        elif len(figure) - last - 1 != 3 or figure.lstrip("+-").startswith(("0", mark)):
            found.add(mark)
    return found.pop() if len(found) == 1 else ""


def read_number(text: str, mark: str = "") -> Decimal | None:
    """Return the number in a cell, beside which a currency may stand; None if it is empty.

    `mark` is the decimal mark of the column, if it is known. TwoWaysError if the only mark is a point before three
    digits and `mark` is not known: a comma then separates thousands. ValueError if the text is not a number.
    """
    figure = _bare(text)
    if not figure:
        if text.strip():
            raise ValueError(text)
        return None
    if len(figure) > _LONGEST or not figure.isascii() or not _NUMBER.fullmatch(figure):
        raise ValueError(text)
    decimal = _mark_of(figure, mark)
    other = "," if decimal == "." else "."
    if decimal and figure.count(decimal) > 1:
        raise ValueError(text)
    whole, _, fraction = figure.partition(decimal) if decimal else (figure, "", "")
    if other in fraction or not (whole.strip("+-") or fraction):
        raise ValueError(text)
    return Decimal(f"{whole.replace('.', '').replace(',', '') or '0'}.{fraction or '0'}".replace("+.", "0."))


def _mark_of(figure: str, known: str) -> str:
    """Return the decimal mark of one number."""
    last = max(figure.rfind("."), figure.rfind(","))
    if last < 0:
        return known or "."
    mark, other = figure[last], "," if figure[last] == "." else "."
    if other in figure:
        return mark
    if figure.count(mark) > 1:
        return other
    if len(figure) - last - 1 != 3 or figure.lstrip("+-").startswith(("0", mark)):
        return mark
    if known:
        return known
    if mark == ".":
        raise TwoWaysError(figure)
    return "."


def _bare(text: str) -> str:
    """Return a number without blanks and currency; what is in brackets, or has its minus at the end, is below zero."""
    text = " ".join(text.split())
    if len(text) > _LONGEST_CELL:  # to look for currencies in a cell of a million characters would take seconds
        return text
    figure = _NAMED.sub("", text) if not text.strip().replace(".", "").isdecimal() else text
    figure = "".join(figure.split()).replace("'", "").replace("\u2019", "").replace("\N{MINUS SIGN}", "-")
    if len(figure) > 2 and figure[0] == "(" and figure[-1] == ")":
        return f"-{figure[1:-1]}"
    if figure.endswith("-") and not figure.startswith("-"):
        return f"-{figure[:-1]}"
    return figure
