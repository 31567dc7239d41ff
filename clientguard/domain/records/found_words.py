"""Where the words of a query stand in a text, and the passage around the first of them, to be shown with a hit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from clientguard.domain.records.names import folded, has_thai
from clientguard.domain.records.query import Term

LOOKED_THROUGH = 200_000  # characters of a text in which a passage is looked for
_BEFORE = 40  # characters of a passage before the first word that was found
# Letters, digits and the marks on them. Thai has no spaces, so a run of it is one word here.
_WORD = re.compile("(?:[^\\W_]|[\u0300-\u036f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])+")
_ACCENTS = re.compile("[\u0300-\u036f]+")

Span = tuple[int, int]


def marks(text: str, terms: Sequence[Term]) -> list[Span]:
    """Return where words of these terms stand in a text, from and to, in order; of a longer word, its beginning."""
    return list(_marks(text, terms))


def passage(text: str, terms: Sequence[Term], most: int = 160) -> str:
    """Return the passage around the first found word, on one line; "" if no word stands in the text."""
    flat = " ".join(text[:LOOKED_THROUGH].split())
    first = next(_marks(flat, terms), None)
    if first is None:
        return ""
    start = max(0, first[0] - _BEFORE)
    if start:
        start = next((at + 1 for at in range(start, first[0]) if flat[at] == " "), start)
    end = min(len(flat), start + most)
    return ("… " if start else "") + flat[start:end].strip() + (" …" if end < len(flat) else "")


def _marks(text: str, terms: Sequence[Term]) -> Iterator[Span]:
    wanted = [(word, term.exact) for term in terms for word in map(_bare, _WORD.findall(folded(term.text)))]
    if not wanted:
        return
    for found in _WORD.finditer(text):
        bare = _bare(folded(found[0]))
        spans = [span for word, exact in wanted if (span := _span(bare, word, exact=exact))]
        if spans:
            same = len(bare) == len(found[0])  # else letters do not stand where they stood
            first, last = min(spans)[0], max(end for _, end in spans)
            yield (found.start() + first, found.start() + last) if same else found.span()


def _span(word: str, wanted: str, *, exact: bool) -> Span | None:
    if has_thai(wanted):
        at = word.find(wanted)
        return (at, at + len(wanted)) if at >= 0 else None
    fits = word == wanted if exact else word.startswith(wanted)
    return (0, len(wanted)) if fits else None


def _bare(word: str) -> str:
    """Return a folded word without accents, as the search compares it."""
    if word.isascii() or has_thai(word):
        return word
    return _ACCENTS.sub("", unicodedata.normalize("NFD", word))
