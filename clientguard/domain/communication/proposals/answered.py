"""The client's answers: which sentence of a message answers which of our open requests, and how far (P1.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from clientguard.domain.communication.proposals.asked import Asked
from clientguard.domain.communication.proposals.days import names_time
from clientguard.domain.communication.proposals.found import Extent, Found
from clientguard.domain.communication.proposals.reading import Reading
from clientguard.domain.communication.proposals.sentences import Sentence, parts, single
from clientguard.domain.communication.proposals.topics import topics

_ALL = re.compile(r"\b(?:all|both|everything|alle|allebei|beide|alles|semua|dua-dua)\b|ทั้งหมด|ทั้งสอง")
_DATA = re.compile(r"\d|@|https?://|\w: \w|(?:\w+, ){2,}")
_AT_ONCE = re.compile(
    r"^(?:now|right now|right away|immediately|any ?time|whenever|asap|nu|direct|meteen|sekarang|bila-bila)\b"
)
_PRAISE = re.compile(
    r"^(?:it |that |this |they |all )?(?:looks?|seems?|sounds?|works?|love|like)\b"
)  # "looks good" is a yes
_NO_SENTENCE = re.compile(r"^(?:\[\d+\]|- ?\S+ <?https?:|<?https?:\S+>?$|[\w'’]+,$|[^.!?]{0,20}:$)")
_BACK = re.compile(r"^(?:can|could|shall|may) (?:we|i)\b|^(?:how|what) about\b|^(?:kunnen we|kan ik|boleh kami)\b")
_NAME = re.compile(r"[A-Z]\w*(?: x+)?\.?")
_BIDS = re.compile(r"(?:please|pls|kindly) (?:send|share|provide|check|resend|deliver|forward|advise|confirm)\b")
_PLEASE = re.compile(r"\b(?:please|pls|plz|kindly)\b")
_ASSENT = re.compile(
    r"(?:yes|yep|yeah|sure|ok|okay|fine|of course|certainly|absolutely|definitely|will do|no problem|gladly)"
    r"(?:[ ,]+(?:thing|sure|of course|please|no problem|will do|i will|we will|absolutely|can do))*[ .!]*"
)
_BARE = re.compile(
    r"(?:(?:ah|oh|hm+|haha|well|yes|yep|yeah|no|nope|ok|okay|sure|right|sorry|indeed|absolutely|of course)[ ,.!]*){1,4}"
)
_ASKS_IF_SO = re.compile(r"(?:is |are )?(?:that |this |it )?(?:ok|okay|fine|good|right|correct|all right)\b(?![,.!;])")
_WONDERS = re.compile(r"(?:and |so |but )?(?:what|who|why|how)(?:'s| is| are| do| does| did| can| would| should)\b")
_POLAR = re.compile(
    r"(?:and |so |but |also,? |\d+[.)] ?|[a-z]\) ?)*"
    r"(?:is|are|do|does|can|could|may|would|will|should|shall|ok|okay|am)\b"
)
_I_AM = re.compile(r"(?:i|we|it|that|this|he|she|they|you)\b")
_NUMBER_WORD = re.compile(
    r"\b(?:none|nobody|no|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|half|all|both|same"
    r"|hundred|thousand|free|cheap|small|large|een|twee|drie|vier|vijf|satu|dua|tiga|empat|lima)\b|[\u0e00-\u0e7f]"
)
_FEW = 4  # words: as short as this, a sentence may answer yes or no in its own way
_TELLING = 6  # telling words of a request of which an answer shares one; of twice as many, two
_LATER = 0.2  # how much less each further sentence is likely to be the answer
_LONG = 160  # characters: a request as long as this was hardly the question
_SHORT = 25  # characters: of so few, words of thanks are all


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence that may answer, and what it is good for."""

    sentence: Sentence
    topics: frozenset[str]
    gives: bool
    replies: bool
    refuses: bool
    timed: bool
    counts: bool
    promised: bool
    number: int
    asked_back: bool  # it follows a question back, and may be about that


def answers(
    reading: Reading, requests: Sequence[Asked], promised: Sequence[Found] = (), subject: str = ""
) -> list[Found]:
    """Return the answers in one message of the client to open requests, newest first, that it may belong to.

    `promised` is what it promises: that is yet to come, and answers nothing but the question when. `subject` is given
    where the message changed it: then it can be the whole answer.
    """
    if not requests:
        return []
    units = reading.sentences
    if len(requests) > 1:  # then one sentence may answer several, clause by clause
        units = [each for sentence in units for each in parts(sentence)]
    undertaken = [each.passage for each in promised]
    said = [each for sentence in units if (each := _said(reading, sentence, undertaken))]
    if not reading.sentences and not reading.message.files:
        return _by_subject(reading, requests, subject)
    placed = _by_place(reading, said, requests)
    chosen = placed or _by_topic(said, requests) or _by_kind(reading, said, requests)
    if not placed:
        chosen += _left_over(reading, said, requests, chosen)
    found = [_found(reading, each, asked) for each, asked in chosen]
    if not found and reading.message.files:
        return _by_file(reading, requests)
    return found


def _said(reading: Reading, sentence: Sentence, undertaken: Sequence[str]) -> _Said | None:
    """Return what a sentence is good for as an answer; None where it answers nothing."""
    says = reading.says
    plain = sentence.plain
    if _NO_SENTENCE.match(plain) or _WONDERS.match(plain) or says("waits", sentence):
        return None
    gives, replies = says("here", sentence), says("yes", sentence)
    asked_back = any(each.asks for each in reading.sentences if 0 <= sentence.place - 1 - each.place < 1)
    if asked_back and not gives and (" or " in plain or _PRAISE.match(plain)):
        return None
    if not (gives or replies) and (_BIDS.match(plain) or _is_name_below(reading, sentence)):
        return None
    if sentence.asks and not (gives or (replies and not _ASKS_IF_SO.match(plain)) or _BACK.match(plain)):
        return None
    if says("thanks", sentence) and not gives and not (replies and (len(plain) > _SHORT or _PRAISE.match(plain))):
        return None
    if not (gives or replies) and (_asks_for_work(reading, sentence) or _is_part_of_doubt(reading, sentence)):
        return None
    promised = any(each in sentence.text or sentence.text in each for each in undertaken)
    timed = names_time(plain) or bool(_AT_ONCE.match(plain))
    if not gives and not replies and (says("unsure", sentence) or (promised and not timed)):
        return None
    return _Said(
        sentence=sentence,
        topics=topics(plain),
        gives=gives,
        replies=replies,
        refuses=says("refuses", sentence),
        timed=timed,
        counts=any(each.isdigit() for each in plain),
        promised=promised,
        number=sentence.number,
        asked_back=asked_back,
    )


def _is_name_below(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence is the single word that a letter ends with: a name."""
    return sentence is reading.sentences[-1] and sentence.place > 0 and bool(_NAME.fullmatch(sentence.text))


def _asks_for_work(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence politely asks for something, rather than telling which way to do what we asked about."""
    return bool(_PLEASE.search(sentence.plain)) and reading.says("demands", sentence)


def _is_part_of_doubt(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence is a clause of one that asks, or has still to ask or look: what else that says is an aside."""
    whole = next((each for each in reading.sentences if each.place == int(sentence.place)), sentence)
    return whole is not sentence and (whole.asks or reading.says("unsure", whole))


def _by_place(reading: Reading, said: Sequence[_Said], requests: Sequence[Asked]) -> list[tuple[_Said, list[Asked]]]:
    """Return the sentences written right below a quoted request, each with the last request of its quotation."""
    chosen: list[tuple[_Said, list[Asked]]] = []
    for quoted, own in reading.message.between:
        above = [(quoted.rfind(each.passage), each) for each in requests if each.passage in quoted]
        below = [each for each in said if each.sentence.text in own]
        if above and below:
            request = max(above, key=lambda each: each[0])[1]
            best = max(below, key=lambda each: _fits(each, request) - _LATER * each.sentence.place)
            chosen.append((best, [request]))
    return chosen


def _left_over(
    reading: Reading,
    said: Sequence[_Said],
    requests: Sequence[Asked],
    chosen: Sequence[tuple[_Said, list[Asked]]],
) -> list[tuple[_Said, list[Asked]]]:
    """Return the one sentence that is left with the one request of the same message that is left, where they fit."""
    taken = [each for _said, asked in chosen for each in asked]
    asking = {each.message for each in taken}
    open_ones = [each for each in requests if each.message in asking and each not in taken]
    used = {int(each.sentence.place) for each, _asked in chosen}
    rest = [
        each
        for each in said
        if int(each.sentence.place) not in used
        and not (each.promised or reading.says("demands", each.sentence) or reading.says("thanks", each.sentence))
    ]
    sentences = {int(each.sentence.place) for each in rest}
    if len(open_ones) == len(sentences) == 1 and _fits(rest[0], open_ones[0]) > 0:
        return [(rest[0], open_ones)]
    return []


def _by_topic(said: Sequence[_Said], requests: Sequence[Asked]) -> list[tuple[_Said, list[Asked]]]:
    """Return the sentences that share telling words or a number with requests, each with those it answers."""
    chosen: dict[float, tuple[_Said, list[Asked]]] = {}
    weight = 1.0 if len(requests) > 1 else 0.5  # a single question is rather answered by what comes first
    for request in requests:
        scored = [
            (weight * shared + _fits(each, request) - _LATER * each.sentence.place, -each.sentence.place, each)
            for each in said
            if (shared := _shared(each, request)) > 0 and _fits(each, request) > 0
        ]
        if scored:
            best = max(scored, key=lambda each: each[:2])[2]
            chosen.setdefault(best.sentence.place, (best, []))[1].append(request)
    return [chosen[place] for place in sorted(chosen)]


def _shared(said: _Said, request: Asked) -> float:
    if said.number and request.number:
        return 5.0 if said.number == request.number else -1.0
    shared = len(said.topics & request.topics)
    return float(min(3, shared)) if shared > len(request.topics) // _TELLING else 0.0


def _by_kind(reading: Reading, said: Sequence[_Said], requests: Sequence[Asked]) -> list[tuple[_Said, list[Asked]]]:
    """Return the sentence that fits best by its kind, with the request of our latest message that it fits best.

    "All", "both" answers every request of that message.
    """
    replied = [each for each in requests if each.message == reading.message.reply_to]
    latest = replied or [each for each in requests if each.message == requests[0].message]
    scored = [
        (_fits(each, request) - _LATER * each.sentence.place, _rank(request), -number, each, request)
        for number, each in enumerate(said)
        for request in latest
        if (fit := _fits(each, request)) > 1 or (fit > 0 and (each.topics & request.topics or _leads(reading, each)))
    ]
    if not scored:
        return []
    _fit, _place, _number, best, request = max(scored, key=lambda each: each[:3])
    return [(best, list(latest) if _ALL.search(best.sentence.plain) else [request])]


def _leads(reading: Reading, said: _Said) -> bool:
    """Whether a message begins with a sentence: what stands further below and only tells something is an aside.

    A few words below thanks, "the blue one", lead too.
    """
    sentence = said.sentence
    if sentence.place < 1:
        return True
    above = (each for each in reading.sentences if each.place < sentence.place)
    few = len(sentence.plain.split()) <= _FEW and not _I_AM.match(sentence.plain)
    return few and all(reading.says("thanks", each) for each in above)


def _rank(request: Asked) -> tuple[bool, float]:
    """Return which of several requests is rather answered by a word that fits them all: the first, if it is short."""
    return len(request.passage) <= _LONG, -request.place


def _fits(said: _Said, request: Asked) -> float:
    """Return how well a sentence fits what a request waits for; 0 where it does not."""
    if request.wants == "day":
        if said.timed:
            return 3.0
        short = len(said.sentence.plain.split()) <= 3 and not said.replies
        return 1.0 if said.refuses or short else 0.0
    owed = request.wants == "thing" or (request.owed and not request.question)
    if owed and _ASSENT.fullmatch(said.sentence.plain):  # what was asked for is still to come
        return 0.0
    if request.wants == "thing":
        if said.promised and not said.gives:
            return 0.0
        if said.gives:
            return 3.0
        if said.refuses or said.replies:
            return 2.0
        return 0.6 if _DATA.search(said.sentence.plain) or said.topics & request.topics else 0.0
    if said.promised and not said.replies:
        return 0.0
    plain = (
        1.0
        if (request.question and not said.asked_back and not _is_beside(said, request))
        or (said.topics & request.topics)
        else 0.0
    )
    kind = 2.5 if said.replies else 1.5 if said.gives or said.refuses else plain
    if not kind:
        return 0.0
    return kind + (1.5 if request.counts and said.counts else 0.0)


def _is_beside(said: _Said, request: Asked) -> bool:
    """Whether a story is told where a yes or a no was asked for."""
    if request.counts and not request.owed and not said.counts:  # "how many?" wants a number, or its word
        return not _NUMBER_WORD.search(said.sentence.plain)
    told = said.timed or said.counts or said.refuses
    return not told and bool(_POLAR.match(request.passage.lower())) and len(said.sentence.plain.split()) > _FEW


def _found(reading: Reading, said: _Said, asked: Sequence[Asked]) -> Found:
    passage = _with_what_follows(reading, said.sentence)
    return Found("answer", reading.message.id, passage, answers=_named(asked), extent=_extent(reading, said, asked))


def _with_what_follows(reading: Reading, sentence: Sentence) -> str:
    """Return an answer as it is quoted: of a bare "Yes!", the next sentence too, which says what it means."""
    below = next((each for each in reading.sentences if each.place == sentence.place + 1), None)
    if not below or below.asks or not _BARE.fullmatch(sentence.plain):
        return sentence.text
    joined = f"{sentence.text} {below.text}"
    other = any(reading.says(each, below) for each in ("demands", "promises", "thanks", "unsure"))
    return sentence.text if other or joined not in " ".join(reading.message.own.split()) else joined


def _named(asked: Sequence[Asked]) -> tuple[tuple[int, str], ...]:
    """Return the requests by message and passage, with those that they ask again."""
    named: dict[tuple[int, str], None] = {}
    for each in asked:
        for one in (*each.before, each):
            named[one.message, one.passage] = None
    return tuple(sorted(named))


def _extent(reading: Reading, said: _Said, asked: Sequence[Asked]) -> Extent:
    """Return how far an answer goes. A "no" is a whole answer to a question, and a refusal only of a thing."""
    if reading.says("partly", said.sentence):
        return "partial"
    declines = said.refuses and not said.gives and any(each.wants == "thing" for each in asked)
    return "refused" if declines else "full"


def _by_file(reading: Reading, requests: Sequence[Asked]) -> list[Found]:
    """Return a file that came without a word about it as the answer to a request for a thing.

    One that comes with work for us, or with a doubt, is about that.
    """
    if any(_asks_for_work(reading, each) or reading.says("unsure", each) for each in reading.sentences):
        return []
    wanting = [each for each in requests if each.wants == "thing"][:1] or list(requests[:1])
    named = _named(wanting)
    if reading.sentences:
        return [Found("answer", reading.message.id, reading.sentences[0].text, answers=named, extent="full")]
    name = reading.message.files[0]
    return [Found("answer", reading.message.id, name, where="attachment", answers=named, extent="full")]


def _by_subject(reading: Reading, requests: Sequence[Asked], subject: str) -> list[Found]:
    sentence = single(subject) if subject else None
    if not sentence or sentence.asks or reading.matches("thanks", sentence.plain):
        return []
    named = _named(requests[:1])
    return [Found("answer", reading.message.id, sentence.text, where="subject", answers=named, extent="full")]
