"""Checking the tone of a text to a client for insults, mockery, shaming, exaggeration and threats (P4.6).

A factual reason is not blame: “the invoice was not paid by 1 May” passes, and so does what the client said, in
quotation marks. The phrases of each language stand in `resources/letters/<language>/tone.json`, written as
`domain/leaving/telling/phrases.py` says: `groups` of them, each with why it is flagged and a calmer way to put it, and
`fair` ones, in which nothing is flagged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from clientguard.domain.leaving.telling.phrases import pattern_of
from clientguard.domain.wording import N_, Said, said

SHOUTED = 5  # letters: a single word in capitals shouts from this length; shorter ones are mostly abbreviations

_WHY = {
    "insult": N_("“{word}” judges the person. Say what happened instead."),
    "motive": N_("“{word}” claims to know why they did it. Say what they did or did not do."),
    "absolute": N_("“{word}” is seldom exact. Give the number or the dates instead."),
    "sarcasm": N_("“{word}” can be read as mockery. Say plainly what happened and what you need."),
    "shaming": N_("“{word}” shames the person. Say what was agreed and what happened."),
    "threat": N_("“{word}” reads as a threat. Say what you will do, and when."),
}
_CAPITALS = N_("Capitals read as shouting.")
_EXCLAMATION = N_("An exclamation mark raises the voice. A full stop is calmer.")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Of sentences: marks, or the end of the line; Thai has no such marks, and leaves a blank between clauses.
_ENDS = re.compile(r"[.!?…]+[”\"’)]*(?=\s|$)|(?=\n)|(?<=[\u0e00-\u0e7f])(?= +[\u0e00-\u0e7f])")
_QUOTED = re.compile(r"\"[^\"\n]{2,200}\"|“[^”\n]{2,200}”|«[^»\n]{2,200}»|(?<!\w)‘[^’\n]{2,200}’(?!\w)")


@dataclass(frozen=True, slots=True)
class ToneNote:
    """A passage that could do harm: the characters from `start` up to `end`, why, and a calmer way to put it."""

    start: int
    end: int
    word: str
    why: Said
    calmer: str = ""  # in the language of the text; “{…}” stands for a fact to be filled in


Whole = Callable[[str, int, int], bool]  # a text, and where a passage of it starts and ends


def anywhere(_text: str, _start: int, _end: int) -> bool:
    """Say of every passage that it begins and ends between words."""
    return True


class Manner:
    """What one language calls harsh: its phrases, ready to be looked for."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        """Read what a `tone.json` holds; each part may be missing. KeyError or re.error if a phrase is wrong."""
        sets: Mapping[str, Sequence[str]] = words.get("sets", {})
        self.groups = [
            (_WHY[group["why"]], str(group["calmer"]), _any_of(group["phrases"], sets))
            for group in words.get("groups", ())
        ]
        self.fair = _any_of(words.get("fair", ()), sets)
        self.capitals = frozenset[str](words.get("capitals", ()))
        self.shouted = frozenset[str](words.get("shouted", ()))


def check_tone(text: str, manner: Manner, is_whole: Whole = anywhere) -> tuple[ToneNote, ...]:
    """Return the passages of `text` that could do harm, in the order of the text; none if its tone is fine (P4.6).

    Where a script has no spaces between words, `is_whole` says whether a passage begins and ends between words.
    """
    spared = [found.span() for pattern in (_QUOTED, manner.fair) for found in pattern.finditer(text)]
    found = [
        _note(text, match, why, calmer)
        for why, calmer, pattern in manner.groups
        for match in pattern.finditer(text)
        if not any(start <= match.start() < end or start < match.end() <= end for start, end in spared)
        and is_whole(text, match.start(), match.end())
    ]
    found += _shouted(text, manner.capitals, manner.shouted)
    found += [_note(text, match, _EXCLAMATION) for match in re.finditer("[!！]+", text)]
    return _without_overlaps(found)


def sentence_around(text: str, note: ToneNote) -> tuple[int, int]:
    """Return the sentence of a passage, from and up to which character: a calmer wording takes its place whole."""
    start = max((found.end() for found in _ENDS.finditer(text, 0, note.start)), default=0)
    end = _ENDS.search(text, max(note.start, note.end - 1))
    return start + len(text[start:]) - len(text[start:].lstrip()), end.end() if end else len(text)


def _any_of(phrases: Iterable[str], sets: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """Return the pattern of any of the phrases; without one, a pattern that nothing matches."""
    return re.compile("|".join(pattern_of(each, sets) for each in phrases) or r"(?!)", re.IGNORECASE)


def _note(text: str, match: re.Match[str], why: str, calmer: str = "") -> ToneNote:
    word = text[match.start() : match.end()]
    return ToneNote(match.start(), match.end(), word, said(why, word=word), calmer)


def _shouted(text: str, names: frozenset[str], short: frozenset[str]) -> Iterator[ToneNote]:
    """Yield each run of words in capitals that shouts: a long word, a listed short one, or any three words."""
    for loud, run in groupby(_WORD.finditer(text), key=lambda match: _is_loud(match[0]) and match[0] not in names):
        for part in _unbroken(text, list(run)) if loud else ():
            if len(part) > 2 or any(len(each[0]) >= SHOUTED or each[0] in short for each in part):
                start, end = part[0].start(), part[-1].end()
                yield ToneNote(start, end, text[start:end], said(_CAPITALS))


def _is_loud(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _unbroken(text: str, members: Sequence[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    part = [members[0]]
    for before, after in pairwise(members):
        if text[before.end() : after.start()].isspace():
            part.append(after)
        else:
            yield part
            part = [after]
    yield part


def _without_overlaps(notes: Iterable[ToneNote]) -> tuple[ToneNote, ...]:
    kept: list[ToneNote] = []
    for note in sorted(notes, key=lambda note: (note.start, -note.end)):
        if not kept or note.start >= kept[-1].end:
            kept.append(note)
    return tuple(kept)
