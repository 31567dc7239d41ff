"""Checking the tone of a text to a client for insults, shouting, exaggeration and threats (P4.6).

A factual reason is not blame: “the invoice was not paid by 1 May” passes. What counts as an insult is listed for each
language in `resources/letters/<language>/tone.json`; a `*` at the end of a word stands for any ending.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from clientguard.domain.wording import N_, Said, said

SHOUTED = 5  # letters: a single word in capitals shouts from this length; shorter ones are mostly abbreviations

_WHY = {
    "insult": N_("“{word}” judges the person. Say what happened instead."),
    "motive": N_("“{word}” claims to know why they did it. Say what they did or did not do."),
    "absolute": N_("“{word}” is seldom exact. Give the number or the dates instead."),
    "threat": N_("“{word}” reads as a threat. Say what you will do, and when."),
}
_CAPITALS = N_("Capitals read as shouting.")
_EXCLAMATION = N_("An exclamation mark raises the voice. A full stop is calmer.")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class ToneNote:
    """A passage that could do harm: the characters from `start` up to `end`, and why."""

    start: int
    end: int
    word: str
    why: Said


def check_tone(text: str, words: Mapping[str, Sequence[str]]) -> tuple[ToneNote, ...]:
    """Return the passages of `text` that could do harm, in the order of the text; none if its tone is fine (P4.6).

    `words` are the lists for the text's language. `insult`, `motive`, `absolute` and `threat` list words and phrases;
    `capitals` lists names that are written in capitals, and `shouted` short words that count as shouted in capitals.
    Lists may be missing.
    """
    found = [note for key, why in _WHY.items() for note in _listed(text, words.get(key, ()), why)]
    found += _shouted(text, frozenset(words.get("capitals", ())), frozenset(words.get("shouted", ())))
    found += [_note(text, match, _EXCLAMATION) for match in re.finditer("[!！]+", text)]
    return _without_overlaps(found)


def _note(text: str, match: re.Match[str], why: str) -> ToneNote:
    word = text[match.start() : match.end()]
    return ToneNote(match.start(), match.end(), word, said(why, word=word))


def _listed(text: str, phrases: Iterable[str], why: str) -> Iterator[ToneNote]:
    patterns = [_pattern(phrase) for phrase in phrases]
    if patterns:
        pattern = re.compile("|".join(patterns), re.IGNORECASE)
        yield from (_note(text, match, why) for match in pattern.finditer(text))


def _pattern(phrase: str) -> str:
    """Return the regular expression for a phrase: whole words if its script has spaces between words, else anywhere."""
    whole = phrase.removesuffix("*")
    expression = r"\s+".join(re.escape(part).replace("'", "['’]") for part in whole.split())
    if not whole.isascii() and not any(letter.lower() != letter.upper() for letter in whole):
        return expression
    return rf"(?<!\w){expression}" + (r"\w*" if whole != phrase else r"(?!\w)")


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
