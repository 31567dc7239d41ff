"""The client's answers: which sentence of a message answers which of our open requests, and how far (P1.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from clientguard.domain.communication.proposals.asked import Asked
from clientguard.domain.communication.proposals.days import names_time
from clientguard.domain.communication.proposals.found import Extent, Found
from clientguard.domain.communication.proposals.reading import Reading
from clientguard.domain.communication.proposals.sentences import Sentence, single
from clientguard.domain.communication.proposals.topics import topics

_ALL = re.compile(r"\b(?:all|both|everything|alle|allebei|beide|alles|semua|dua-dua)\b|ทั้งหมด|ทั้งสอง")
_NUMBER = re.compile(r"^\(?(\d{1,2})[.):]")
_DATA = re.compile(r"\d|@|https?://|:")


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence that may answer, and what it is good for."""

    sentence: Sentence
    topics: frozenset[str]
    gives: bool
    replies: bool
    refuses: bool
    timed: bool
    number: int


def answers(reading: Reading, requests: Sequence[Asked], subject: str = "") -> list[Found]:
    """Return the answers in one message of the client to open requests, newest first, that it may belong to.

    `subject` is given where the message changed it: then it can be the whole answer.
    """
    said = [each for sentence in reading.sentences if (each := _said(reading, sentence))]
    if not said and reading.message.files:
        return _by_file(reading, requests)
    if not reading.sentences:
        return _by_subject(reading, requests, subject)
    chosen: dict[int, tuple[_Said, list[Asked]]] = {}
    for request in requests:
        if best := _best(reading, said, request, requests):
            chosen.setdefault(best.sentence.place, (best, []))[1].append(request)
    found = [_found(reading, each, asked) for each, asked in chosen.values()]
    if not found and reading.message.files:
        return _by_file(reading, requests)
    return sorted(found, key=lambda each: each.passage)


def _said(reading: Reading, sentence: Sentence) -> _Said | None:
    """Return what a sentence is good for as an answer; None where it answers nothing."""
    says = reading.says
    gives, replies = says("here", sentence), says("yes", sentence)
    if sentence.asks and not (gives or replies):
        return None
    if says("thanks", sentence) and not gives and not (replies and len(sentence.plain) > 25):
        return None
    timed = names_time(sentence.plain)
    if says("unsure", sentence) and not (gives or replies):
        return None
    if says("promises", sentence) and not gives and not timed:
        return None
    number = _NUMBER.match(sentence.plain)
    return _Said(
        sentence,
        topics(sentence.plain),
        gives,
        replies,
        says("refuses", sentence),
        timed,
        int(number[1]) if number else 0,
    )


def _best(reading: Reading, said: Sequence[_Said], request: Asked, requests: Sequence[Asked]) -> _Said | None:
    scored = [(_score(reading, each, request, requests), -each.sentence.place, each) for each in said]
    scored = [each for each in scored if each[0] > 0]
    return max(scored, key=lambda each: each[:2])[2] if scored else None


def _score(reading: Reading, said: _Said, request: Asked, requests: Sequence[Asked]) -> float:
    """Return how well a sentence answers a request; 0 or less where it does not."""
    if said.number and request.number:
        return 10.0 if said.number == request.number else -1.0
    shared = len(said.topics & request.topics)
    promised = reading.says("promises", said.sentence) and not reading.says("denies", said.sentence)
    if request.wants == "day":
        fits = 3.0 if said.timed else 2.0 if said.replies or said.refuses else 0.5 if not promised else 0.0
    elif request.wants == "thing":
        if promised and not said.gives:
            return 0.0
        fits = (
            3.0 if said.gives else 2.0 if said.refuses or said.replies else 0.6 if _gives_data(reading, said) else 0.0
        )
    else:
        if promised and not said.replies:
            return 0.0
        fits = 2.5 if said.replies else 1.5 if said.gives or said.refuses else 1.0
    if not fits:
        return 0.0
    several = len({each.passage for each in requests}) > 1
    if several and not shared and not _ALL.search(said.sentence.plain):
        others = max((len(said.topics & each.topics) for each in requests if each is not request), default=0)
        if others:
            return 0.0
    return fits + min(3, shared) - 0.05 * said.sentence.place


def _gives_data(reading: Reading, said: _Said) -> bool:
    return bool(_DATA.search(said.sentence.plain)) or (
        said.sentence.place == 0 and not reading.says("demands", said.sentence)
    )


def _found(reading: Reading, said: _Said, asked: Sequence[Asked]) -> Found:
    return Found(
        "answer",
        reading.message.id,
        said.sentence.text,
        answers=_named(asked),
        extent=_extent(reading, said),
    )


def _named(asked: Sequence[Asked]) -> tuple[tuple[int, str], ...]:
    """Return the requests by message and passage, with those that they ask again."""
    named: dict[tuple[int, str], None] = {}
    for each in asked:
        for one in (*each.before, each):
            named[one.message, one.passage] = None
    return tuple(sorted(named))


def _extent(reading: Reading, said: _Said) -> Extent:
    if reading.says("partly", said.sentence):
        return "partial"
    return "refused" if said.refuses and not said.gives else "full"


def _by_file(reading: Reading, requests: Sequence[Asked]) -> list[Found]:
    """Return a file that came without a word about it as the answer to a request for a thing."""
    wanting = [each for each in requests if each.wants == "thing"][:1] or list(requests[:1])
    if not wanting:
        return []
    place = next((each for each in reading.sentences), None)
    passage, where = (place.text, "body") if place else (reading.message.files[0], "attachment")
    return [
        Found("answer", reading.message.id, passage, where=where, answers=_named(wanting), extent="full")  # pyright: ignore[reportArgumentType]
    ]


def _by_subject(reading: Reading, requests: Sequence[Asked], subject: str) -> list[Found]:
    sentence = single(subject) if subject else None
    if not sentence or sentence.asks or not requests or reading.matches("thanks", sentence.plain):
        return []
    named = _named(requests[:1])
    return [Found("answer", reading.message.id, sentence.text, where="subject", answers=named, extent="full")]
