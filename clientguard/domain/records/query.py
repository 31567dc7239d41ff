"""What a person types into the search box, as words, phrases and filters; any text is a query.

`wor` finds words that begin so, `"two words"` a phrase, `-word` and `-"a phrase"` leave out what has it, and
`client:harbour`, `kind:invoice`, `after:2026-11-01` or `is:received` narrow what is found. What is no operator is text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from clientguard.domain.dates import add_months
from clientguard.domain.records.describe import KINDS
from clientguard.domain.records.names import name_key
from clientguard.domain.records.parse import FieldError, parse_date
from clientguard.domain.records.times import year_of
from clientguard.domain.tongues import latin_digits
from clientguard.domain.wording import N_

CLIENT, KIND, IS = "client", "kind", "is"
FROM, TO, BEFORE, AFTER, ON = "from", "to", "before", "after", "on"
DATES = (FROM, TO, BEFORE, AFTER, ON)
IN, OUT = "in", "out"  # as the field `direction` has them

# How each filter is typed, in the user's language; English is understood in all of them.
KEYS = (
    (CLIENT, N_("client:")),
    (KIND, N_("kind:")),
    (KIND, N_("type:")),
    (AFTER, N_("after:")),
    (BEFORE, N_("before:")),
    (ON, N_("on:")),
    (FROM, N_("from:")),
    (TO, N_("to:")),
    (IS, N_("is:")),
)
WAYS = ((IN, N_("received")), (OUT, N_("sent")))

_OPEN, _CLOSE = '"“„«', '"”“»'
_KEY = re.compile(r"([^\W\d_][^\s:]*):(?=\S)")  # in Thai a word has marks besides its letters
_BARE = re.compile(r"\S+")
_MONTH = re.compile(r"((?:19|2[0-7])\d\d)(?:-(0[1-9]|1[0-2]))?")


@dataclass(frozen=True, slots=True)
class Term:
    """Text to be found, or left out: words in a row, whole ones if `exact`; `at` is where it stands in the query."""

    text: str
    exact: bool = False
    excluded: bool = False
    quoted: bool = False
    at: tuple[int, int] = field(default=(0, 0), compare=False)

    def __str__(self) -> str:
        """Return it as it is typed."""
        end = "*" if self.excluded and not self.exact else ""
        return "-" * self.excluded + (f'"{self.text}"' if self.quoted else f"{self.text}{end}")


@dataclass(frozen=True, slots=True)
class Filter:
    """What narrows a query: the client's name, a kind, a direction, or the days from `first` to `last`."""

    key: str
    value: str
    first: date | None = None
    last: date | None = None
    excluded: bool = False
    at: tuple[int, int] = field(default=(0, 0), compare=False)

    def __str__(self) -> str:
        """Return it as it is typed, in English."""
        value = dict(WAYS).get(self.value, "") if self.key == IS else self.value
        return f"{'-' * self.excluded}{self.key}:" + (f'"{value}"' if re.search(r"\s", value) else value)


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, in its order."""

    parts: tuple[Term | Filter, ...] = ()

    @property
    def terms(self) -> tuple[Term, ...]:
        """The texts to be found or left out."""
        return tuple(each for each in self.parts if isinstance(each, Term))

    @property
    def wanted(self) -> tuple[Term, ...]:
        """The texts to be found."""
        return tuple(each for each in self.terms if not each.excluded)

    @property
    def filters(self) -> tuple[Filter, ...]:
        """What narrows the query."""
        return tuple(each for each in self.parts if isinstance(each, Filter))

    @property
    def text(self) -> str:
        """The texts to be found, without operators: what commands and names are compared with."""
        return " ".join(each.text for each in self.wanted)

    def also(self, *filters: Filter) -> Query:
        """Return the query narrowed further."""
        return Query((*self.parts, *filters))

    def __str__(self) -> str:
        """Return the query as it is typed."""
        return " ".join(map(str, self.parts))


class Vocabulary(NamedTuple):
    """The words that mean filters, kinds and directions, folded, in the user's language and in English."""

    keys: Mapping[str, str]
    kinds: Mapping[str, str]
    ways: Mapping[str, str]
    language: str = "en"  # in which days are named


def vocabulary(translated: Callable[[str], str] = str, language: str = "en") -> Vocabulary:
    """Return what filters are called; `translated` gives the words of the user's `language` for English ones."""
    keys = [(name_key(word).rstrip(":"), key) for key, each in KEYS for word in (each, translated(each))]
    kinds = [
        (_kind_word(word), kind.name)
        for kind in KINDS.values()
        for each in (kind.name, kind.label, kind.plural)
        for word in (each, translated(each))
    ]
    ways = [(name_key(word), way) for way, each in WAYS for word in (each, translated(each))]
    return Vocabulary(dict(reversed(keys)), dict(reversed(kinds)), dict(reversed(ways)), language)


@cache
def _english() -> Vocabulary:
    return vocabulary()


def _kind_word(word: str) -> str:
    return name_key(word.replace("_", " ").replace("-", " "))


def parse_query(text: str, today: date, words: Vocabulary | None = None) -> Query:
    """Return what was typed as a query: any text is one. `today` is what relative dates count from."""
    known = words or _english()
    return Query(tuple(_parts(text, today, known)))


def _parts(text: str, today: date, known: Vocabulary) -> Iterator[Term | Filter]:
    at = 0
    closed = max(map(text.rfind, _CLOSE))  # asked once: a text of quotes alone is read in one go too
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        found, end = _part(text, at, closed, today, known)
        if found:
            yield found
        at = end


def _part(text: str, start: int, closed: int, today: date, known: Vocabulary) -> tuple[Term | Filter | None, int]:
    """Return the part of a query that begins at `start`, unless it is empty, and where it ends."""
    after = text[start + 1 : start + 2]
    excluded = text[start] == "-" and after not in ("", "-") and not after.isspace()
    begin = start + excluded
    if key := _KEY.match(text, begin):
        value, end, _quoted = _value(text, key.end(), closed)
        name = known.keys.get(name_key(key[1]), "")
        if name and (made := _filter(name, value, today, known, excluded=excluded, at=(start, end))):
            return made, end
    value, end, quoted = _value(text, begin, closed)
    if quoted:
        return (Term(value, True, excluded, True, (start, end)) if value.strip() else None), end
    bare = value.rstrip("*")
    exact = excluded and bare == value
    return (Term(bare, exact, excluded, False, (start, end)) if bare else None), end


def _value(text: str, start: int, closed: int) -> tuple[str, int, bool]:
    """Return the value at `start`: what is between quotes, or as far as the next space; its end; whether quoted.

    `closed` is where the last closing quote stands.
    """
    if text[start] in _OPEN and start < closed:
        close = next(at for at in range(start + 1, closed + 1) if text[at] in _CLOSE)
        return text[start + 1 : close], close + 1, True
    match = _BARE.match(text, start)
    assert match is not None
    return match[0], match.end(), False


def _filter(
    key: str, typed: str, today: date, known: Vocabulary, *, excluded: bool, at: tuple[int, int]
) -> Filter | None:
    """Return the filter that a key and a value mean; None if they mean none: then they are text."""
    value = " ".join(typed.strip(_OPEN + _CLOSE + "*").split())
    if key == CLIENT:
        return Filter(key, value, excluded=excluded, at=at) if any(map(str.isalnum, value)) else None
    if key == KIND:
        name = known.kinds.get(_kind_word(value), "")
        return Filter(key, name, excluded=excluded, at=at) if name else None
    if key == IS:
        way = known.ways.get(name_key(value), "")
        return Filter(key, way, excluded=excluded, at=at) if way else None
    try:
        span = _span(value, today, known.language)
    except (FieldError, ValueError, OverflowError):
        return None
    if span is None:
        return None
    first, last = limits(key, *span)
    return Filter(key, value, first, last, excluded, at)


def _span(value: str, today: date, language: str) -> tuple[date, date] | None:
    """Return the first and the last day of what is named: a year, a month, or a day."""
    if month := _MONTH.fullmatch(latin_digits(value)):
        first = date(year_of(month[1], language), int(month[2] or 1), 1)
        return first, add_months(first, 1 if month[2] else 12) - timedelta(days=1)
    day = parse_date(value, today, past=True, language=language)
    return (day, day) if day else None


def limits(key: str, first: date, last: date) -> tuple[date | None, date | None]:
    """Return from which day, and until which, a filter lets records through."""
    one = timedelta(days=1)
    return {
        FROM: (first, None),
        TO: (None, last),
        AFTER: (last + one, None),
        BEFORE: (None, first - one),
    }.get(key, (first, last))
