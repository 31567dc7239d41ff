"""The client's promises to us: payment, material or an answer, with the day they are for (P3.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from clientguard.domain.communication.proposals.asked import Asked
from clientguard.domain.communication.proposals.days import day_in
from clientguard.domain.communication.proposals.found import Found, What
from clientguard.domain.communication.proposals.reading import Reading
from clientguard.domain.communication.proposals.sentences import Sentence, clauses
from clientguard.domain.communication.proposals.topics import topics

_FRAGMENT = re.compile(  # "prices first thing", "the rest by Thursday": who does it goes without saying
    r"(?!you\b)(?:and |en |dan |but )?"
    r"(?:[^\s,]+ ){0,5}(?:by|on|before|until|till|first thing|tomorrow|tonight|today|next|end of"
    r"|this|over|morgen|vanavond|voor|uiterlijk|eind|esok|sebelum|pada|hari|hujung|moarn|foar)\b[\w' :/-]{0,25}[.!]*"
)
_AMOUNT = re.compile(r"\b\d{2,}\b(?!:)|\b(?:half|rest|balance|remainder|all|it|helft|de rest|baki|separuh)\b")
_MOST_FRAGMENT = 9  # words


def promises(reading: Reading, requests: Sequence[Asked] = ()) -> Iterator[Found]:
    """Yield the promises of one message of the client: one for each clause that has its own.

    `requests` are the open ones that it may answer: a thing that they ask for, with a day, is promised without a verb.
    """
    after: date | None = None
    for sentence in reading.sentences:
        if sentence.asks:
            continue
        for text in _promised(reading, sentence, requests):
            plain = text.lower()
            own = day_in(plain, reading.message.on, after)
            day = own or (None if after else day_in(sentence.plain, reading.message.on))
            after = day or after
            yield Found("promise", reading.message.id, text, date=day, what=_what(reading, plain, requests))


def _promised(reading: Reading, sentence: Sentence, requests: Sequence[Asked]) -> list[str]:
    """Return the clauses that promise something each; the whole sentence where its clauses do so only together."""
    parts = clauses(sentence)
    on = reading.message.on
    if _promises(reading, sentence.plain):
        first = parts[0]
        own = [
            each
            for each in parts
            if _promises(reading, each.lower()) or (each is not first and day_in(each.lower(), on, on))
        ]
        return own if len(own) > 1 else [sentence.text]
    return [each for each in parts if _is_due(reading, each.lower(), requests)]


def _promises(reading: Reading, plain: str) -> bool:
    promised = reading.matches("promises", plain) or _is_fragment(reading, plain)
    return promised and not reading.matches("denies", plain)


def _is_fragment(reading: Reading, plain: str) -> bool:
    """Whether a text names a thing and a day, and nothing else: no meeting, no demand and no story."""
    if len(plain.split()) > _MOST_FRAGMENT or not _FRAGMENT.fullmatch(plain.strip()):
        return False
    return bool(day_in(plain, reading.message.on)) and not _is_other(reading, plain)


def _is_due(reading: Reading, plain: str, requests: Sequence[Asked]) -> bool:
    """Whether a clause names a day for what an open request is about: money that is owed, or a thing by its name."""
    if not day_in(plain, reading.message.on) or _is_other(reading, plain) or reading.matches("denies", plain):
        return False
    about = topics(plain)
    owed = [each for each in requests if each.owed]
    money = any(each.owed == "payment" for each in owed) and len(plain.split()) <= _MOST_FRAGMENT
    return any(about & each.topics and each.wants != "word" for each in owed) or (money and bool(_AMOUNT.search(plain)))


def _is_other(reading: Reading, plain: str) -> bool:
    others = ("demands", "meets", "missed", "cancelled", "moved", "thanks", "yes", "broken", "refuses", "here")
    return any(reading.matches(each, plain) for each in others)


def _what(reading: Reading, plain: str, requests: Sequence[Asked]) -> What:
    if reading.matches("tells", plain):
        return "answer"
    owed = reading.matches("pays", plain) or any(each.owed == "payment" for each in requests)
    return "payment" if owed else "material"
