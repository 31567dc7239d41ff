"""The text of a message in passages: what its sender wrote, what is only quoted in it, and the dates in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from clientguard.domain.records.parse import FieldError, parse_date

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[\"“(]?[A-Z0-9])")
_QUOTE = re.compile(r"\s{0,3}(?:>|\|\s?>)+\s?")
# The line that a mail program puts above what it quotes. Without marks before its lines, all below it is quoted.
_BEGINS = re.compile(
    r"\s*(?:on .{6,200} wrote:|-{2,}\s*(?:original message|forwarded message)\s*-{2,}|_{10,})\s*", re.IGNORECASE
)
_HEADER = re.compile(r"\s*\*?(?:from|sent|to|date|subject|cc):\*?\s+\S.*", re.IGNORECASE)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_DATE = re.compile(
    rf"\b(?:\d{{4}}-\d\d-\d\d|\d{{1,2}}\.\d{{1,2}}\.\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\.? {_MONTH}\.?,?(?: \d{{4}})?"
    rf"|{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?)\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b", re.IGNORECASE)
LONGEST = 240  # characters of a passage that are quoted


@dataclass(frozen=True, slots=True)
class MailFacts:
    """What is read of one message: its record, its day, who sent it, whether it was received, and its text."""

    id: int
    on: date
    sender: str
    subject: str
    body: str
    received: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a message, without the marks of a quotation."""

    text: str
    quoted: bool


def lines_of(body: str) -> Iterator[Line]:
    """Yield the lines of a message, each with whether it is quoted from an earlier one.

    Quoted are lines that begin with “>”, and all below “On … wrote:” or the head of a forwarded message, unless the
    program marks its quotations with “>”: then answers can stand between them.
    """
    rows = body.splitlines()
    marked = any(_QUOTE.match(each) for each in rows)
    below = False
    for number, row in enumerate(rows):
        mark = _QUOTE.match(row)
        if mark:
            yield Line(row[mark.end() :].strip(), True)
            continue
        begins = _begins(rows, number)
        below = below or (begins and not marked)
        yield Line(row.strip(), below or begins)


def _begins(rows: list[str], number: int) -> bool:
    """Return whether a line is the head of a quotation: one of its own, or the first of two fields of a header."""
    if _BEGINS.fullmatch(rows[number]):
        return True
    if number + 1 < len(rows) and _BEGINS.fullmatch(f"{rows[number].rstrip()} {rows[number + 1].strip()}"):
        return rows[number].lstrip().lower().startswith("on ")
    return all(_HEADER.fullmatch(each) for each in rows[number : number + 2]) and number + 1 < len(rows)


def passages(text: str) -> Iterator[str]:
    """Yield the sentences of a text, line by line, each at most `LONGEST` characters, with single spaces."""
    for row in text.splitlines():
        mark = _QUOTE.match(row)
        for part in _SENTENCE.split(row[mark.end() :] if mark else row):
            if words := " ".join(part.split()):
                yield words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


def dates_in(text: str, near: date) -> tuple[date, ...]:
    """Return the days that a text names, in its order; one without a year is the nearest to `near`.

    Days written with slashes are left out: 3/4 is a day in March or in April.
    """
    found: list[date] = []
    for match in _DATE.finditer(text):
        words = _ORDINAL.sub("", match.group()).replace(",", "").lower()
        with suppress(FieldError):
            day = parse_date(words, near)
            if day:
                found.append(day)
    return tuple(found)
