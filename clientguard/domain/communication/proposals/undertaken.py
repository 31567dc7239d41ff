"""The client's promises to us: payment, material or an answer, with the day they are for (P3.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from clientguard.domain.communication.proposals.days import day_in
from clientguard.domain.communication.proposals.found import Found, What
from clientguard.domain.communication.proposals.reading import Reading
from clientguard.domain.communication.proposals.sentences import Sentence

_CLAUSE = re.compile(r"[,;]\s+|\s+[–-]\s+|\s+(?:and|en|dan|but|maar|tapi)\s+(?=(?:i|we|you|the|ik|we|saya)\b)")


def promises(reading: Reading) -> Iterator[Found]:
    """Yield the promises of one message of the client: one for each clause that has its own."""
    after: date | None = None
    for sentence in reading.sentences:
        if sentence.asks or not _promises(reading, sentence.plain):
            continue
        for text in _clauses(reading, sentence):
            plain = text.lower()
            day = day_in(plain, reading.message.on, after) or (
                None if after else day_in(sentence.plain, reading.message.on)
            )
            after = day or after
            yield Found("promise", reading.message.id, text, date=day, what=_what(reading, plain, sentence))


def _promises(reading: Reading, plain: str) -> bool:
    return reading.matches("promises", plain) and not reading.matches("denies", plain)


def _clauses(reading: Reading, sentence: Sentence) -> list[str]:
    """Return the clauses that promise something each; the whole sentence where its clauses do so only together."""
    parts: list[str] = []
    start = 0
    for cut in _CLAUSE.finditer(sentence.text):
        parts.append(sentence.text[start : cut.start()])
        start = cut.end()
    parts.append(sentence.text[start:])
    on = reading.message.on
    own = [
        each
        for each in parts
        if _promises(reading, each.lower()) or (parts[0] is not each and day_in(each.lower(), on, on))
    ]
    return own if len(own) > 1 else [sentence.text]


def _what(reading: Reading, plain: str, sentence: Sentence) -> What:
    if reading.matches("pays", plain):
        return "payment"
    if reading.matches("tells", plain):
        return "answer"
    return "payment" if reading.says("pays", sentence) and not plain else "material"
