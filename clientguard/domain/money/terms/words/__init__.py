"""The words of payment terms in each language of the screens: how they are typed, and how they are written."""

from __future__ import annotations

from clientguard.domain.money.terms.words.english import ENGLISH
from clientguard.domain.money.terms.words.table import Forms as Forms
from clientguard.domain.money.terms.words.table import Words as Words


def words_of(language: str) -> Words:
    """Return the words of payment terms in a language; the English ones for one that is not known."""
    match language:  # imported when asked for: a start needs none of the others
        case "th":
            from clientguard.domain.money.terms.words.thai import THAI

            return THAI
        case "ms":
            from clientguard.domain.money.terms.words.malay import MALAY

            return MALAY
        case "fy":
            from clientguard.domain.money.terms.words.frisian import FRISIAN

            return FRISIAN
        case _:
            return ENGLISH
