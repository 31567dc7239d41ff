"""Meetings that one side missed, cancelled or moved, as the mail says it (P6.10)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from clientguard.domain.communication.proposals.days import day_in, names_time
from clientguard.domain.communication.proposals.found import Found, How
from clientguard.domain.communication.proposals.reading import Reading
from clientguard.domain.communication.proposals.sentences import Sentence

_ORDER: tuple[How, ...] = ("missed", "cancelled", "moved")
_NEW_DAY = re.compile(r"\b(?:to|until|till|for|naar|ke|nei|instead)\b|เป็น")


def meetings(reading: Reading, *, spoken_of: date | None) -> Iterator[Found]:
    """Yield the meeting that a message calls off; at most one. `spoken_of` is the day of the one that is known."""
    for sentence in reading.sentences:
        if how := _how(reading, sentence):
            by = "us" if reading.message.ours else "client"
            yield Found(
                "meeting", reading.message.id, sentence.text, date=_day(reading, sentence, spoken_of), how=how, by=by
            )
            return


def _how(reading: Reading, sentence: Sentence) -> How:
    """Return what became of a meeting, by one sentence; "" where it speaks of none."""
    if reading.says("otherwise", sentence):
        return ""
    for how in _ORDER:
        if reading.says(how, sentence) and _about_meeting(reading, sentence):
            if sentence.asks and how != "moved":
                continue
            return how
    return ""


def _about_meeting(reading: Reading, sentence: Sentence) -> bool:
    """Whether a meeting or a time is named in the sentence, the subject, or anywhere near."""
    if reading.says("meets", sentence) or names_time(sentence.plain):
        return True
    return reading.matches("meets", reading.message.subject.lower()) or names_time(reading.message.subject.lower())


def _day(reading: Reading, sentence: Sentence, spoken_of: date | None) -> date | None:
    """Return the day that the meeting was to be on: of two that a sentence names, the first."""
    on = reading.message.on
    first = _NEW_DAY.split(sentence.plain, maxsplit=1)[0]
    day = day_in(first, on) or day_in(reading.message.subject.lower(), on)
    return day or spoken_of or day_in(sentence.plain, on) or on
