"""How hard a passphrase is to guess, roughly: by its length, its variety, and what repeats in it."""

from __future__ import annotations

from enum import StrEnum
from math import log2

from clientguard.domain.wording import N_, Said, said

WORDS_BITS = 2.5  # for each letter of words: they follow one another as in a language
WEAK, FAIR = 45, 60  # bits under which it is weak, or fair
_POOLS = ((str.islower, 26), (str.isupper, 26), (str.isdigit, 10))


class Strength(StrEnum):
    """How hard it is to guess."""

    WEAK = "weak"
    FAIR = "fair"
    STRONG = "strong"


def bits(text: str) -> float:
    """Return an estimate of the choices in a passphrase, as bits; what repeats or counts on is worth nothing."""
    fresh = sum(not _expected(text, at) for at in range(len(text)))
    if all(each.isalpha() or each.isspace() for each in text):
        return fresh * WORDS_BITS
    pool = sum(size for test, size in _POOLS if any(test(each) for each in text))
    pool += 33 if any(not each.isalnum() for each in text) else 0
    return fresh * log2(max(pool, 2)) * 0.75


def _expected(text: str, at: int) -> bool:
    """Return whether a letter repeats or counts on from the two before, or ends a piece that stood before."""
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
    """Return that as a sentence for whoever types it."""
    match strength(text):
        case Strength.WEAK:
            return said(N_("Easy to guess. Add a word or two that nobody would expect there."))
        case Strength.FAIR:
            return said(N_("Fair. Another word makes it hard to guess."))
        case Strength.STRONG:
            return said(N_("Hard to guess."))
