"""Our requests: which sentences of ours ask the client for something, and what kind of answer each wants (P1.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from clientguard.domain.communication.proposals.days import day_in, names_deadline
from clientguard.domain.communication.proposals.reading import Reading
from clientguard.domain.communication.proposals.sentences import Sentence
from clientguard.domain.communication.proposals.topics import topics

Wants = Literal["word", "thing", "day"]
Owed = Literal["", "payment", "material"]

_COUNTS = re.compile(
    r"\bhow (?:much|many|big|long|old|tall|far)\b|\b(?:price|prices|cost|costs|number|size|amount|quantity|fee)\b"
    r"|\b(?:hoeveel|prijs|prijzen|kosten|aantal|hoefolle|berapa|harga|kos)\b|เท่าไหร่|เท่าไร|ราคา|กี่"
)
_WANTED = re.compile(
    r"\b(?:need|lack|miss|missing|waiting for|send me|require|nodig|mis|wacht op|after|looking for)\b:? "
)
_BETWEEN = re.compile(r",\s+(?:and\s+|en\s+|dan\s+)?|\s+(?:and|en|dan|plus)\s+")
_OWN_ANSWER = re.compile(  # "Do people read them? They do, if they are short."
    r"(?:yes|no|well|they|it|he|she)\b,? ?(?:they |it |he |she )?(?:do|does|is|are|did|can|will)\b,"
)
_COMPOUND = re.compile(r"(?:,\s+|\s+)and\s+(?=(?:who|what|when|where|which|how)\b)", re.IGNORECASE)
_QUESTION = re.compile(r"(?:who|what|when|where|which|how|is|are|do|does|did|can|could|will|would|should|shall|may)\b")
_ITEMS = range(3, 7)  # so many things in a row are asked for one by one
_ITEM_WORDS = range(2, 8)
_NO_ITEM = re.compile(r"(?:as|to|for|with|in|on|at|by|from|of|that|which|so|because|since|if|when)\b", re.IGNORECASE)
_ASKS_FOR_THING = re.compile(
    r"^(?!(?:and |so )?who\b).*\b(?:can|could|would|will|may|kun\w*|kan|wil\w*|zou\w*|boleh\w*|kinst|wolst)\b.*\?$"
    r"|^(?!.*\?$)|ขอ|ช่วย|รบกวน"
)


@dataclass(slots=True)
class Asked:
    """A request and what it waits for: a word, a thing or a day. `number` is its own in a numbered list, or 0.

    `before` are requests of the same conversation that it asks again. `owed` says that it is about money, or about
    something that the client is to give: a day named for it is a promise. `counts`: a number answers it. `question`:
    it ends with a question mark. `heard` are the senders who answered it.
    """

    message: int
    conversation: int
    on: date
    passage: str
    wants: Wants
    topics: frozenset[str]
    place: float
    number: int = 0
    date: date | None = None
    before: list[Asked] = field(default_factory=list["Asked"])
    owed: Owed = ""
    counts: bool = False
    question: bool = True
    heard: set[str] = field(default_factory=set[str])


def asked_in(reading: Reading) -> Iterator[Asked]:
    """Yield the requests of one message of ours. Below "I still need:" each item of the list is one."""
    listed = False
    for at, sentence in enumerate(reading.sentences):
        if _heads(reading, at):
            listed = is_request(reading, sentence)
            continue
        listed = listed and sentence.is_item
        if not (listed and not reading.says("plain", sentence)) and not _asks(reading, at):
            continue
        below = reading.sentences[at + 1] if at + 1 < len(reading.sentences) else None
        on = reading.message.on
        passages = _items(sentence) or _questions(sentence) or [sentence.text]
        wants = _wants(reading, sentence)
        day = day_in(sentence.plain, on) if wants == "thing" or names_deadline(sentence.plain) else None
        if not day and below and not below.asks and (wants == "thing" or names_deadline(below.plain)):
            day = day_in(below.plain, on)
        for passage in passages:
            yield Asked(
                message=reading.message.id,
                conversation=reading.message.conversation,
                on=on,
                passage=passage,
                wants=wants,
                topics=topics(passage.lower()),
                place=sentence.place,
                number=sentence.number,
                date=day,
                owed=_owed(reading, sentence),
                question=sentence.asks,
                counts=bool(_COUNTS.search(passage.lower())),
            )


def _heads(reading: Reading, at: int) -> bool:
    """Whether a sentence only announces the list or the questions below it."""
    below = reading.sentences[at + 1] if at + 1 < len(reading.sentences) else None
    return bool(below and reading.sentences[at].text.endswith(":") and (below.is_item or below.asks))


def _asks(reading: Reading, at: int) -> bool:
    """Whether a sentence asks the client for something, and does not answer itself in the next."""
    below = reading.sentences[at + 1] if at + 1 < len(reading.sentences) else None
    answers_itself = below and reading.sentences[at].asks and _OWN_ANSWER.match(below.plain)
    return not answers_itself and is_request(reading, reading.sentences[at])


def _items(sentence: Sentence) -> list[str]:
    """Return the things that a sentence asks for in a row, such as "the list, the prices and a photo"; else none."""
    if sentence.asks or not (wanted := _WANTED.search(sentence.text)):
        return []
    items = _BETWEEN.split(sentence.text[wanted.end() :].rstrip(" ."))
    fits = len(items) in _ITEMS and all(len(each.split()) in _ITEM_WORDS and not _NO_ITEM.match(each) for each in items)
    return items if fits and all(topics(each.lower()) for each in items) else []


def _questions(sentence: Sentence) -> list[str]:
    """Return the questions that a sentence asks at once, such as "how many are there, and who has them?"; else none."""
    questions = _COMPOUND.split(sentence.text) if sentence.asks and _QUESTION.match(sentence.plain) else []
    return questions if len(questions) > 1 else []


def is_request(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence of ours asks the client for something, rather than being polite or offering."""
    says = reading.says
    if sentence.asks:
        return not says("idle", sentence)
    return says("asks", sentence) and not says("idle", sentence) and not says("plain", sentence)


def asks_again(reading: Reading, sentence_plain: str) -> bool:
    """Whether a request reminds of an earlier one."""
    return reading.matches("again", sentence_plain)


def _owed(reading: Reading, sentence: Sentence) -> Owed:
    if reading.says("meets", sentence):
        return ""
    if reading.says("pays", sentence):
        return "payment"
    return "material" if reading.says("thing", sentence) else ""


def _wants(reading: Reading, sentence: Sentence) -> Wants:
    if reading.says("when", sentence):
        return "day"
    if reading.says("thing", sentence) and _ASKS_FOR_THING.search(sentence.plain):
        return "thing"
    return "word"
