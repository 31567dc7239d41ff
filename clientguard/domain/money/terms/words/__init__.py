"""The words of payment terms in each language of the screens: how they are typed, and how they are written."""

from __future__ import annotations

from clientguard.domain.money.terms.words.english import ENGLISH
from clientguard.domain.money.terms.words.frisian import FRISIAN
from clientguard.domain.money.terms.words.malay import MALAY
from clientguard.domain.money.terms.words.table import Forms as Forms
from clientguard.domain.money.terms.words.table import Words as Words
from clientguard.domain.money.terms.words.thai import THAI

_WORDS = {"en": ENGLISH, "th": THAI, "ms": MALAY, "fy": FRISIAN}


def words_of(language: str) -> Words:
    """Return the words of payment terms in a language; the English ones for one that is not known."""
    return _WORDS.get(language, ENGLISH)
