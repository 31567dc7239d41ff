"""Where words of Thai, which has no spaces between them, begin and end: at the words of a dictionary.

Lines are broken there, and what is looked for as a word is found there alone.
"""

from __future__ import annotations

import lzma
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

from clientguard import paths

THAI = re.compile("[\u0e01-\u0e4e]")
_RUN = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e]+|[^\u0e01-\u0e3a\u0e40-\u0e4e]+")
# A letter with what belongs to it: nothing inside is broken.
_CLUSTER = re.compile("[\u0e40-\u0e44]*.[\u0e2f-\u0e3a\u0e45-\u0e4e]*")
_OPENING, _CLOSING = "([{<“‘«„‚/.-", ")]}>”’»‹›,.:;!?%/…-"  # nothing is broken behind the first, or before the second
_AFTER = "\u0e2f\u0e46"  # signs of what is repeated or left out, behind any word
_ALONE = re.compile("[\u0e01-\u0e2e]\u0e4c?")  # a letter that is no word: it begins or ends one that is not known
LONGEST = 2_000  # letters in one run: a longer one is no text, and is broken between its letters


def pieces(word: str) -> list[str]:
    """Return a word without spaces in the parts between which it may be broken; one part unless it has Thai letters."""
    if not THAI.search(word):
        return [word]
    found: list[str] = []
    for run in _RUN.findall(word):
        for piece in _split(run) if THAI.match(run) and len(run) <= LONGEST else (run,):
            if found and (found[-1][-1] in _OPENING or piece[0] in _CLOSING):
                found[-1] += piece
            else:
                found.append(piece)
    return found


def is_whole(text: str, start: int, end: int) -> bool:
    """Return whether what stands from `start` up to `end` begins and ends between words, as far as Thai shows it.

    It does if the letters around it can be read in words as well when they are parted there as when they are not:
    `เลว` is no word in `ทะเลวิว`, which leaves `ทะ`.
    """
    for found in _RUN.finditer(text):
        run, at = found[0], found.start()
        cuts = [each - at for each in (start, end) if at < each < found.end()]
        if not cuts or not THAI.match(run) or len(run) > LONGEST:
            continue
        parts = [run[one:other] for one, other in pairwise((0, *cuts, len(run)))]
        if not set(cuts) <= set(_ends(run)) or sum(map(_lost, parts)) > _lost(run):
            return False
    return True


def _ends(run: str) -> list[int]:
    """Return the places between which a run is parted at most: letters with what belongs to them stay together."""
    return [0, *(each.end() for each in _CLUSTER.finditer(run))]


@lru_cache(4096)
def _lost(run: str) -> int:
    """Return how many letters of a run are in no word."""
    known, _most = _words()
    return sum(len(each) for each in _split(run) if each.rstrip(_AFTER) not in known)


@lru_cache(4096)
def _split(run: str) -> tuple[str, ...]:
    """Return a run of Thai letters in words: first the fewest letters that are in none, then the fewest words."""
    known, most = _words()
    ends = _ends(run)
    best: dict[int, tuple[int, int, int]] = {
        0: (0, 0, 0)
    }  # at a place: letters in no word, words, where the last began
    for number, start in enumerate(ends[:-1]):
        lost, count, _from = best[start]
        for end in ends[number + 1 :]:
            if end - start > most:
                break
            inside = run[start:end].rstrip(_AFTER) in known
            if not inside and end != ends[number + 1]:
                continue
            score = (lost + (0 if inside else end - start), count + 1, start)
            if end not in best or score[:2] < best[end][:2]:
                best[end] = score
    at, places = len(run), [len(run)]
    while at:
        at = best[at][2]
        places.append(at)
    return tuple(_joined([run[start:end] for start, end in pairwise(reversed(places))], known))


def _joined(words: list[str], known: frozenset[str]) -> Iterator[str]:
    """Yield words; letters in no word stay together, as those of a name do, and one alone stays with its neighbours."""
    held, is_unknown, goes_on = "", False, False
    for word in words:
        alone = word not in known and _ALONE.fullmatch(word)
        if held and (alone or goes_on or (is_unknown and word not in known)):
            held += word
        else:
            if held:
                yield held
            held = word
        is_unknown, goes_on = word not in known, bool(alone) and len(word) == 1
    if held:
        yield held


@cache
def _words() -> tuple[frozenset[str], int]:
    """Return the dictionary with the words that it lacks, read once, and the length of the longest."""
    folder = paths.resources() / "thai"
    with lzma.open(folder / "words.txt.xz", "rt", encoding="utf-8") as file:
        words = frozenset((*file.read().split("\n"), *(folder / "more_words.txt").read_text("utf-8").split()))
    return words, max(map(len, words))
