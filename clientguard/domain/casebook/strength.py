"""How hard a passphrase is to guess, roughly: from its length, its variety, and its repetitions."""

from __future__ import annotations

from enum import StrEnum
from math import log2

from clientguard.domain.wording import N_, Said, said

WORDS_BITS = 2.5  # for each letter in words, where letters follow one another as in a language
WEAK, FAIR = 45, 60  # bits: weak below the first, fair below the second
_POOLS = ((str.islower, 26), (str.isupper, 26), (str.isdigit, 10))


class Strength(StrEnum):
    """How hard a passphrase is to guess."""

    WEAK = "weak"
    FAIR = "fair"
    STRONG = "strong"


def bits(text: str) -> float:
    """Return an estimate of a passphrase's entropy in bits; repetitions and sequences count for nothing."""
    fresh = sum(not _expected(text, at) for at in range(len(text)))
    if all(each.isalpha() or each.isspace() for each in text):
        return fresh * WORDS_BITS
    pool = sum(size for test, size in _POOLS if any(test(each) for each in text))
    pool += 33 if any(not each.isalnum() for each in text) else 0  # the marks of ASCII, and the space
    return fresh * log2(max(pool, 2)) * 0.75  # people do not choose at random


def _expected(text: str, at: int) -> bool:
    """Return whether a letter repeats or continues the two before it, or ends a piece that occurred before."""
    if at >= 2:
        step = ord(text[at]) - ord(text[at - 1])
        if step in (-1, 0, 1) and step == ord(text[at - 1]) - ord(text[at - 2]):
            return True
    return at >= 3 and text[at - 3 : at + 1] in text[:at]


def strength(text: str) -> Strength:
    """Return how hard a passphrase is to guess."""
    found = bits(text)
    return Strength.WEAK if found < WEAK else Strength.FAIR if found < FAIR else Strength.STRONG


def in_words(text: str) -> Said:
    """Return the strength as a sentence for the person who types the passphrase."""
    match strength(text):
        case Strength.WEAK:
            return said(N_("Easy to guess. Add a word or two that nobody would expect."))
        case Strength.FAIR:
            return said(N_("Fair. Another word makes it hard to guess."))
        case Strength.STRONG:
            return said(N_("Hard to guess."))
