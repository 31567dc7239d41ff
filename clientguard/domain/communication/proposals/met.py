"""Meetings that one side missed, cancelled or moved, as the mail says it (P6.10)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from clientguard.domain.communication.proposals.days import day_in, names_time
from clientguard.domain.communication.proposals.found import Found, How, Side
from clientguard.domain.communication.proposals.reading import Reading
from clientguard.domain.communication.proposals.sentences import Sentence

_ORDER: tuple[How, ...] = ("missed", "cancelled", "moved")
_FEW = 4  # words
_OTHER_SIDE = re.compile(
    r"\b(?:you|nobody|no one|no-one|waited|waiting|no[- ]?show|where|je|jij|u|jullie|niemand|waar|sta hier|afgesproken"
    r"|jo|awak|puan|encik|tuan|tunggu)\b|รอ|ไม่(?:เห็น|มา)"
)
_OWN_FAULT = re.compile(
    r"\b(?:i|we) (?:\w+ )?(?:missed|forgot|overslept|mixed|had)\b|\b(?:sorry|apologies|vergeten|ik had|spijt|lupa)\b"
    r"|ลืม|ขอโทษ"
)
_NEW_DAY = re.compile(r"\b(?:to|until|till|for|naar|ke|nei|instead)\b|เป็น")


def meetings(reading: Reading, *, again: bool) -> Iterator[Found]:
    """Yield the meeting that a message calls off; at most one.

    `again`: the conversation called one off before. Then a day with a question mark moves it once more.
    """
    subject = reading.message.subject.lower()
    named = reading.matches("meets", subject) or names_time(subject)
    for sentence in reading.sentences:
        how = _how(reading, sentence) if named or _names_meeting(reading, sentence) else ""
        if not how and again and not reading.message.ours and _asks_for_day(sentence, reading.message.on):
            how = "moved"
        if how:
            by = _by(how, sentence, ours=reading.message.ours)
            yield Found("meeting", reading.message.id, sentence.text, date=_day(reading, sentence), how=how, by=by)
            return


def _asks_for_day(sentence: Sentence, on: date) -> bool:
    return sentence.asks and len(sentence.plain.split()) <= _FEW and bool(day_in(sentence.plain, on))


def _by(how: How, sentence: Sentence, *, ours: bool) -> Side:
    """Return which side it was: the other one where the writer waited for it."""
    other = how == "missed" and bool(_OTHER_SIDE.search(sentence.plain)) and not _OWN_FAULT.search(sentence.plain)
    return "us" if ours != other else "client"


def _how(reading: Reading, sentence: Sentence) -> How:
    """Return what became of a meeting, by one sentence; "" where it speaks of none."""
    for how in _ORDER:
        if reading.says(how, sentence):
            if sentence.asks and how == "cancelled":
                continue
            return "" if reading.says("otherwise", sentence) else how
    return ""


def _names_meeting(reading: Reading, sentence: Sentence) -> bool:
    return reading.says("meets", sentence) or names_time(sentence.plain)


def _day(reading: Reading, sentence: Sentence) -> date | None:
    """Return the day that the meeting was to be on: of two that a sentence names, the first."""
    on = reading.message.on
    first = _NEW_DAY.split(sentence.plain, maxsplit=1)[0]
    day = day_in(first, on) or day_in(reading.message.subject.lower(), on)
    return day or day_in(sentence.plain, on) or on
