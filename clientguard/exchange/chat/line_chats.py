"""Exports of LINE: a line for each day, and below it the messages, each with its time.

Phones write `16:12<tab>Ann Ash<tab>Hello` below a heading. LINE on a computer leaves the heading out, and often writes
`16:12 Ann Ash Hello`, which does not show where the name ends: what all messages that begin with the same word have in
common is taken for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import time

from clientguard.exchange.chat.moments import DATE, TIME, Spoken, numbers_of, spoken, time_of
from clientguard.exchange.files import clean
from clientguard.exchange.mail import watchdog

MOST_MESSAGES = 200_000
LONGEST_TEXT = 100_000  # characters of one message
LONGEST_NAME = 120
UNMARKED = str.maketrans(
    dict.fromkeys("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff", "")
    | {"\u202f": " ", "\xa0": " "}
)

_DAY = re.compile(rf"(?:\w{{1,12}}\.?,?\s+)?{DATE}\s*(?:\(?[^\s\d()]{{1,12}}\)?)?\s*\Z")
_ROW = re.compile(rf"{TIME}(?P<gap>[\t ])(?P<rest>.*)", re.DOTALL)
_WORDS_OF_A_NAME = 5  # at most
# What the program notes about someone, where only spaces part it from the name.
_NOTED = re.compile(
    r"(?:unsent a message|joined the (?:group|chat)|left the (?:group|chat)|invited \S.* to the (?:group|chat)"
    r"|removed \S.* from the (?:group|chat)|(?:changed|created) the (?:group|album|note)\b.*"
    r"|ได้?ยกเลิก(?:การส่ง)?ข้อความ.*|ยกเลิก(?:การส่ง)?ข้อความ.*|(?:ได้)?เข้าร่วมกลุ่ม.*|(?:ได้)?ออกจากกลุ่ม.*|ได้?เชิญ.*เข้ากลุ่ม.*"
    r"|(?:ได้)?เปลี่ยน(?:ชื่อ|รูป)กลุ่ม.*)[.!]?\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A message as it is written."""

    day: Spoken
    at: time
    sender: str
    text: str


@dataclass(frozen=True, slots=True)
class _Row:
    """A message whose sender and text are not parted yet."""

    day: Spoken
    at: time
    rest: str


def begins_with_a_day(rows: Sequence[str]) -> bool:
    """Return whether rows are LINE's, without a heading: a day with its name, then the time of a message."""
    said = [row for each in rows if (row := each.translate(UNMARKED).strip())][:2]
    if len(said) < 2 or not _DAY.match(said[0][:60]) or not re.search(r"[^\W\d_]{2}", said[0]):
        return False
    row = _ROW.match(said[1])
    return row is not None and bool(row["rest"].strip()) and time_of(row, 2) is not None


def messages_of_line(rows: Sequence[str], title: str) -> list[Line]:
    """Return the messages in the rows of an export; `title` is the name of the chat, often that of the other person."""
    tabs = any(match["gap"] == "\t" for row in rows if (match := _ROW.match(row.translate(UNMARKED)[:60])))
    found = _rows(rows, "\t" if tabs else " ")
    parted = _by_tabs(found) if tabs else _by_names(found, title)
    return [replace(each, text=_unquoted(each.text.strip())) for each in parted]


def _rows(rows: Sequence[str], gap: str) -> list[_Row]:
    found: list[_Row] = []
    more: list[str] = []
    length = 0
    day: Spoken | None = None

    def end() -> None:
        if more and found:
            found[-1] = replace(found[-1], rest="\n".join([found[-1].rest, *more])[:LONGEST_TEXT])
        more.clear()

    for number, row in enumerate(rows):
        if number % 256 == 0:
            watchdog.look()
        plain = row.translate(UNMARKED)
        match = _ROW.match(plain[:LONGEST_TEXT])
        if match and match["gap"] == gap and day and (at := time_of(match, 2)):
            end()
            if len(found) >= MOST_MESSAGES:
                break
            found.append(_Row(day, at, match["rest"]))
            length = 0
        elif header := _DAY.match(plain[:60].strip()):
            end()
            day = spoken(numbers_of(header, 1))
        elif found and length < LONGEST_TEXT:
            more.append(plain)
            length += len(plain) + 1
    end()
    return found


def _by_tabs(rows: Iterable[_Row]) -> Iterator[Line]:
    """Yield the messages; what has no name before a tab is a note of the program."""
    for row in rows:
        sender, tab, text = row.rest.partition("\t")
        if tab and clean(sender) and text.strip():
            yield Line(row.day, row.at, clean(sender)[:LONGEST_NAME], text)


def _by_names(rows: Sequence[_Row], title: str) -> Iterator[Line]:
    """Yield the messages whose names end at a space, but what the program noted."""
    known = title.split()
    parted = [(row, *row.rest.partition("\n")) for row in rows]
    said: dict[str, list[list[str]]] = {}
    for _row, head, _line, _below in parted:
        words = head.split()
        if words and not _noted(words) and not _begins(words, known):
            said.setdefault(words[0], []).append(words)
    names = {first: _shared(each) for first, each in said.items()}
    for row, head, line, below in parted:
        words = head.split()
        if not words or _noted(words):
            continue
        name = known if _begins(words, known) else names[words[0]]
        text = re.sub(r"\s*".join(map(re.escape, name)), "", head.lstrip(), count=1).lstrip() + line + below
        if text.strip():
            yield Line(row.day, row.at, clean(" ".join(name))[:LONGEST_NAME], text)


def _noted(words: Sequence[str]) -> bool:
    return any(_NOTED.match(" ".join(words[at:])) for at in range(1, min(len(words), _WORDS_OF_A_NAME + 1)))


def _begins(words: Sequence[str], name: Sequence[str]) -> bool:
    return bool(name) and words[: len(name)] == name


def _shared(said: Sequence[list[str]]) -> list[str]:
    """Return the name that begins these rows: the words that all of them share, but for the last of the shortest."""
    shortest = min(map(len, said))
    if len(said) < 2 or shortest < 2:
        return said[0][:1]
    common = next((at for at in range(1, shortest) if len({each[at] for each in said}) > 1), shortest - 1)
    return said[0][: min(common, _WORDS_OF_A_NAME)]


def _unquoted(text: str) -> str:
    """Return a text of several lines without the quotation marks that LINE puts around it."""
    if "\n" in text and len(text) > 1 and text[0] == text[-1] == '"':
        return text[1:-1].replace('""', '"')
    return text
