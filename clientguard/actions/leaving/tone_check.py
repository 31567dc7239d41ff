"""What in a text to a client could do harm, by the phrases of its language (P4.6)."""

from __future__ import annotations

from clientguard.domain.leaving.telling.tone import ToneNote, check_tone
from clientguard.letters.tone import manner
from clientguard.reports.paper.scripts.thai_words import is_whole


def harsh_passages(text: str, language: str = "en") -> tuple[ToneNote, ...]:
    """Return the passages of a text that could do harm, in its order.

    Of a language without phrases of its own, only capitals and exclamation marks are noticed. The first call takes
    about a second: on a screen, call it off the screen's thread.
    """
    return check_tone(text, manner(language), is_whole)
