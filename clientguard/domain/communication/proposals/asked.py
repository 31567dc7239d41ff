"""Our requests: which sentences of ours ask the client for something, and what kind of answer each wants (P1.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from clientguard.domain.communication.proposals.days import day_in
from clientguard.domain.communication.proposals.reading import Reading
from clientguard.domain.communication.proposals.sentences import Sentence
from clientguard.domain.communication.proposals.topics import topics

Wants = Literal["word", "thing", "day"]

_NUMBER = re.compile(r"^\(?(\d{1,2})[.)]")
_ASKS_FOR_THING = re.compile(
    r"\b(?:can|could|would|will|may|kun\w*|kan|wil\w*|zou\w*|boleh\w*|kinst|wolst)\b.*\?$|^(?!.*\?$)|ขอ|ช่วย|รบกวน"
)


@dataclass(slots=True)
class Asked:
    """A request and what it waits for: a word, a thing or a day. `number` is its own in a numbered list, or 0.

    `before` are requests of the same conversation that it asks again.
    """

    message: int
    conversation: int
    on: date
    passage: str
    wants: Wants
    topics: frozenset[str]
    place: int
    number: int = 0
    date: date | None = None
    before: list[Asked] = field(default_factory=list["Asked"])
    settled: bool = False


def asked_in(reading: Reading) -> Iterator[Asked]:
    """Yield the requests of one message of ours."""
    for at, sentence in enumerate(reading.sentences):
        if not is_request(reading, sentence):
            continue
        below = reading.sentences[at + 1] if at + 1 < len(reading.sentences) else None
        on = reading.message.on
        day = day_in(sentence.plain, on) or (day_in(below.plain, on) if below and not below.asks else None)
        number = _NUMBER.match(sentence.plain)
        yield Asked(
            message=reading.message.id,
            conversation=reading.message.conversation,
            on=on,
            passage=sentence.text,
            wants=_wants(reading, sentence),
            topics=topics(sentence.plain),
            place=sentence.place,
            number=int(number[1]) if number else 0,
            date=day,
        )


def is_request(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence of ours asks the client for something, rather than being polite or offering."""
    says = reading.says
    if says("idle", sentence):
        return False
    if sentence.asks:
        return True
    return says("asks", sentence) and not says("plain", sentence)


def asks_again(reading: Reading, sentence_plain: str) -> bool:
    """Whether a request reminds of an earlier one."""
    return reading.matches("again", sentence_plain)


def _wants(reading: Reading, sentence: Sentence) -> Wants:
    if reading.says("when", sentence):
        return "day"
    if reading.says("thing", sentence) and _ASKS_FOR_THING.search(sentence.plain):
        return "thing"
    return "word"
