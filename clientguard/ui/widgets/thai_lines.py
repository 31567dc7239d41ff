"""Where lines of Thai end on the screen: between words, as on paper.

Qt finds the words only with a library that Linux may have (libthai). Without it, breaks are put between the words of
what is shown, which is never what is kept, copied or read out.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from PySide6.QtCore import QTextBoundaryFinder

BREAK = "\u200b"
_THAI = re.compile("[\u0e01-\u0e4e]{2}")
_SAMPLE = "ภาษาไทย"  # two words: "language" and "Thai"


def broken_between_words(text: str) -> str:
    """Return a text with a break wherever a line of it may end, unless Qt finds these places itself."""
    if text.isascii() or not _THAI.search(text) or qt_knows_thai():
        return text
    return _broken(text)


def without_breaks(text: str) -> str:
    """Return a text that was shown as it was before."""
    return text.replace(BREAK, "")


@cache
def qt_knows_thai() -> bool:
    """Return whether Qt ends lines of Thai between words on this computer."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Line, _SAMPLE)
    return finder.toNextBoundary() == len("ภาษา")


@lru_cache(512)
def _broken(text: str) -> str:
    from clientguard.reports.paper.scripts.thai_words import pieces

    return re.sub(r"\S+", lambda word: BREAK.join(pieces(word[0])), text)
