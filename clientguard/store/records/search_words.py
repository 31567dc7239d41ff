"""Words as the index keeps them, and what a query asks it for.

Thai has no spaces, so runs of Thai are indexed as overlapping pieces of three characters. A query in Thai asks for the
same pieces, and the text of each hit is then read to see whether they really occur in a row.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from clientguard.domain.records.names import folded, has_thai
from clientguard.store.file.sqlite import Connection

if TYPE_CHECKING:
    from clientguard.domain.records.query import Term

_SCRIPT = r"\u0e01-\u0e3a\u0e40-\u0e4e\u0e50-\u0e59"
_THAI = re.compile(f"[{_SCRIPT}]+")
_PARTS = re.compile(rf"([{_SCRIPT}]+)|([^\s{_SCRIPT}]+)")
_PIECE = 3
_KEPT = 3  # length of the longest prefix that is indexed (`prefix` in the schema)
_MARKS = re.compile("[\u0300-\u036f]+")  # accents, which the index leaves out
_MOST = 200  # how many words with the same beginning are queried one by one


class Pattern(NamedTuple):
    """What must occur in a text. For what is ASCII (`plain`) only the other letters of the text are folded.

    `run` is a run of Thai: it has no words, so it stands in the folded text as it is.
    """

    plain: re.Pattern[str] | None
    other: re.Pattern[str]
    run: str = ""

    def occurs_in(self, text: str) -> bool:
        """Return whether a text has it."""
        if self.run:
            return self.run in text or self.run in folded(text)
        if self.plain:
            plain = text if text.isascii() else _BEYOND_PLAIN.sub(_folded_run, text)
            return self.plain.search(plain.lower()) is not None
        return not text.isascii() and self.other.search(normal(text)) is not None


class _Letters(dict[int, int]):
    """For `str.translate`: letters, digits, marks and private use stay; anything else becomes a space."""

    def __missing__(self, code: int) -> int:
        category = unicodedata.category(chr(code))
        self[code] = code if category[0] in "LN" or category in ("Co", "Mn", "Mc") else 0x20
        return self[code]


_LETTERS = _Letters()
_PLAIN = bytes(_LETTERS[code] if code < 128 else code for code in range(256))  # the same, of ASCII in UTF-8
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_BEYOND_PLAIN = re.compile(rf"[^\x00-\x7f{_SCRIPT}]+")
_PLAIN_EDGE = rf"[^\x00-/:-@\[-`{{-\x7f{_SCRIPT}]"  # what a word would go on with: a letter, of any script but Thai


def rewrite(text: str) -> str:
    """Return `text` as it is indexed: its words, folded, with runs of Thai as overlapping pieces of three characters.

    If this ever changes, a step of the schema has to index again what then differs, as the fourth does.
    """
    # Most of a text is ASCII, and `bytes.translate` is many times as fast as that of a text.
    plain = folded(text).encode("utf-8", "surrogatepass").translate(_PLAIN).decode("utf-8", "surrogatepass")
    if plain.isascii():
        return plain
    words = _BEYOND_ASCII.sub(lambda run: run.group().translate(_LETTERS), plain)
    return _THAI.sub(lambda run: " " + " ".join(_pieces(run.group())) + " ", words) if has_thai(words) else words


def _pieces(run: str) -> list[str]:
    return [run[at : at + _PIECE] for at in range(len(run))]


def expression(db: Connection, query: str) -> str:
    """Return the FTS5 expression for what a person typed: all words must occur, and a prefix of a word is enough.

    Nothing in the query is treated as an operator. "" if it has no words. A hit must also contain the `stretches` of
    the query.
    """
    terms: list[str] = []
    for run, word in _PARTS.findall(folded(query).translate(_LETTERS)):
        terms += _thai(run) if run else [_beginning(db, word)]
    return " AND ".join(dict.fromkeys(terms))


def any_phrase(phrases: Iterable[str]) -> str:
    """Return the FTS5 expression for records that contain every word of one of these phrases, as whole words.

    "" if they have no words. Which words a phrase has is all that the index knows, not that they follow each other.
    """
    parts = dict.fromkeys(" AND ".join(f'"{word}"' for word in rewrite(each).split()) for each in phrases)
    return " OR ".join(f"({each})" for each in parts if each)


def _beginning(db: Connection, word: str) -> str:
    """Return the expression for words that begin with `word`.

    Short prefixes are indexed. For a longer one, FTS5 would collect and sort the entries of all matching words before
    returning the first hit; given the words one by one, it starts with the newest. Words with characters outside ASCII
    are left to FTS5, because only its tokenizer knows how they are stored.
    """
    if len(word) <= _KEPT or not word.isascii():
        return f'"{word}"*'
    low = word.lower()
    rows = db.execute(
        "SELECT term FROM search_index_words WHERE term >= ? AND term < ? LIMIT ?", (low, f"{low}\U0010ffff", _MOST + 1)
    ).fetchall()
    if len(rows) > _MOST:
        return f'"{word}"*'
    if not rows:
        return f'"{word}"'
    words = " OR ".join(f'"{term}"' for (term,) in rows)
    return f"({words})"


def stretches(query: str) -> list[str]:
    """Return the parts of a query that must occur in a folded text: Thai that is longer than one piece."""
    return [run for run in _THAI.findall(folded(query)) if len(run) > _PIECE]


def _thai(run: str) -> list[str]:
    if len(run) < _PIECE:
        return [f'"{run}"*']
    return [f'"{run[at : at + _PIECE]}"' for at in range(len(run) - _PIECE + 1)]


# --- queries with operators ---


def match(db: Connection, terms: Sequence[Term]) -> str:
    """Return the FTS5 expression for terms that the index can answer; "" if nothing is to be found by it.

    What is to be left out follows only what is to be found. Terms that `needs_text` are asked for by their words.
    """
    wanted = " AND ".join(dict.fromkeys(part for each in terms if not each.excluded for part in _asked(db, each)))
    without = [part for each in terms if each.excluded and not needs_text(each) for part in _asked(db, each)]
    return f"({wanted}) NOT ({' OR '.join(without)})" if wanted and without else wanted


def _asked(db: Connection, term: Term) -> list[str]:
    found: list[str] = []
    for run, word in _PARTS.findall(folded(term.text).translate(_LETTERS)):
        found += _thai(run) if run else [f'"{word}"' if term.exact else _beginning(db, word)]
    return found


def needs_text(term: Term) -> bool:
    """Return whether a text must be read to know if it has this: the index knows words, not what follows what."""
    parts = _PARTS.findall(folded(term.text).translate(_LETTERS))
    if term.exact or term.excluded:
        return len(parts) > 1 or any(run for run, _ in parts)
    return any(len(run) > _PIECE for run, _ in parts)


def has_words(term: Term) -> bool:
    """Return whether a term has words at all: signs alone have none."""
    return bool(normal(term.text).strip())


def patterns(term: Term) -> list[Pattern]:
    """Return what must occur in a text that has this term."""
    text = normal(term.text).strip()
    if term.exact or term.excluded:
        return [_stretch(text, whole=term.exact)] if text else []
    return [_stretch(run or word, whole=False) for run, word in _PARTS.findall(text)]


def _stretch(text: str, *, whole: bool) -> Pattern:
    before = "" if _THAI.match(text[0]) else rf"(?<![^\s{_SCRIPT}])"
    after = rf"(?![^\s{_SCRIPT}])" if whole and not _THAI.match(text[-1]) else ""
    other = re.compile(f"{before}{re.escape(text)}{after}")
    if not text.isascii():
        return Pattern(None, other, text if _THAI.fullmatch(text) else "")
    words = r"[\x00-/:-@\[-`{-\x7f]+".join(map(re.escape, text.split()))
    first = text.split()[0]  # it stands before its own edge, because a pattern that begins with letters is found sooner
    end = f"(?!{_PLAIN_EDGE})" if whole else ""
    return Pattern(re.compile(f"{first}(?<!{_PLAIN_EDGE}{first}){words[len(first) :]}{end}"), other)


def normal(text: str) -> str:
    """Return a text as terms are looked for in it: folded, without accents, one space between its words."""
    plain = folded(text)
    if not plain.isascii():
        plain = _MARKS.sub("", unicodedata.normalize("NFD", plain)) if not has_thai(plain) else _bare(plain)
    return " ".join(plain.translate(_LETTERS).split())


def _bare(text: str) -> str:
    """Return a text with Thai in it without the accents of other scripts."""
    return folded(_MARKS.sub("", unicodedata.normalize("NFD", text)))


def _folded_run(run: re.Match[str]) -> str:
    return _plain_run(run.group())


@lru_cache(maxsize=4096)
def _plain_run(run: str) -> str:
    """Return some letters and signs beyond ASCII as `normal` has them; the same few stand in most texts."""
    return _MARKS.sub("", unicodedata.normalize("NFD", folded(run))).translate(_LETTERS)
