"""The text of a message in passages: what its sender wrote, what is only quoted in it, and the dates in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from clientguard.domain.communication.proposals.day_names import MONTHS, any_of
from clientguard.domain.records.parse import FieldError, parse_date
from clientguard.domain.tongues import latin_digits

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[\"“(]?[A-Z0-9])")
_QUOTE = re.compile(r"\s{0,3}(?:>|\|\s?>)+\s?")
# The line that a mail program puts above what it quotes. Without marks before its lines, all below it is quoted.
# The words of English, Dutch, Frisian, Malay and Thai mail programs.
_ON = ("on ", "op ", "pada ", "เมื่อ", "ใน")
_BEGINS = re.compile(
    rf"\s*(?:(?:{'|'.join(_ON)}).{{6,200}}(?:wrote|schreef|skreau|menulis|เขียน(?:ว่า)?)[^:\n]{{0,80}}:"
    r"|-{2,}\s*(?:original message|forwarded message|oorspronkelijk bericht|doorgestuurd bericht|oarspronklik berjocht"
    r"|trochstjoerd berjocht|mesej asal|mesej dimajukan|ข้อความต้นฉบับ|ข้อความที่ส่งต่อ)\s*-{2,}|_{10,})\s*",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"\s*\*?(?:from|sent|to|date|subject|cc|van|verzonden|aan|datum|onderwerp|fan|ferstjoerd|oan|underwerp|daripada"
    r"|dihantar|kepada|tarikh|subjek|จาก|ส่ง|ถึง|วันที่|เรื่อง):\*?\s+\S.*",
    re.IGNORECASE,
)
_LATIN_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_MONTH = rf"(?:{any_of(MONTHS)}|{_LATIN_MONTH})"
_DATE = re.compile(
    rf"(?:(?<!\w)\d{{4}}-\d\d-\d\d|(?<!\w)\d{{1,2}}\.\d{{1,2}}\.\d{{4}}"
    rf"|(?<![\d.,])\d{{1,2}}(?:st|nd|rd|th|e|hb)?\.? ?{_MONTH}\.?,?(?: ?(?:พ\.ศ\. ?)?\d{{4}})?"
    rf"|(?<!\w){_LATIN_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?)(?!\d|[a-z])",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|hb|e)\b", re.IGNORECASE)
_LANGUAGES = ("en", "th", "ms", "fy")  # Dutch months are English, Malay or Frisian ones
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

    Quoted are lines that begin with “>”, and all below “On … wrote:”, in one of five languages, or the head of a
    forwarded message, unless the program marks its quotations with “>”: then answers can stand between them.
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
        return rows[number].lstrip().lower().startswith(_ON)
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
    for match in _DATE.finditer(latin_digits(text)):
        words = _ORDINAL.sub("", match.group()).replace(",", "").lower()
        if day := next((each for language in _LANGUAGES if (each := _day(words, near, language))), None):
            found.append(day)
    return tuple(found)


def _day(words: str, near: date, language: str) -> date | None:
    with suppress(FieldError):
        return parse_date(words, near, language=language)
    return None
