"""What one client's mail proposes for the record: requests, answers, promises, demands, and meetings called off.

Rules in plain code; nothing is kept, and nothing counts before somebody confirms it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from clientguard.domain.communication.proposals.answered import answers
from clientguard.domain.communication.proposals.asked import Asked, asked_in, asks_again
from clientguard.domain.communication.proposals.days import day_in
from clientguard.domain.communication.proposals.demanded import demands
from clientguard.domain.communication.proposals.found import Found, MailText
from clientguard.domain.communication.proposals.met import meetings
from clientguard.domain.communication.proposals.reading import Reading, read
from clientguard.domain.communication.proposals.sentences import Sentence
from clientguard.domain.communication.proposals.topics import topics
from clientguard.domain.communication.proposals.undertaken import promises
from clientguard.domain.communication.proposals.words.table import Words
from clientguard.domain.communication.threads import bare_subject

SHORT = 20  # characters: an answer as short as "post them" is no demand besides
MOST_KNOWN = 20_000  # runs of words that are kept of a conversation
RUN = 5  # words: as many in a row are not the same by chance
MOST_OPEN = 12  # requests of a client, the newest, that an answer is looked for
ELSEWHERE = timedelta(days=60)  # how long an answer is looked for in another conversation


def find(messages: Sequence[MailText], today: date) -> list[Found]:
    """Return what one client's messages, in order of time, may mean; in the order of the messages.

    Requests are all there, also those that an answer names: `unanswered` takes those out. Messages after `today` are
    not looked at. The time is proportional to the length of the messages.
    """
    correspondence = _Correspondence()
    for each in messages:
        if each.on <= today and not each.automatic and not each.stranger:
            correspondence.add(each)
    return correspondence.found


def unanswered(found: Iterable[Found]) -> list[Found]:
    """Return the requests that nothing settled and no answer names in full."""
    every = list(found)
    closed = {named for each in every if each.extent in ("full", "refused") for named in each.answers}
    return [
        each
        for each in every
        if each.sort == "request" and not each.settled and (each.message, each.passage) not in closed
    ]


def _runs(sentence: Sentence) -> set[int]:
    words = sentence.plain.split()
    return {hash(tuple(words[at : at + RUN])) for at in range(len(words) - RUN + 1)}


class _Correspondence:
    """What is found so far, and the requests that are still open."""

    def __init__(self) -> None:
        self.found: list[Found] = []
        self._open: deque[Asked] = deque(maxlen=MOST_OPEN)
        self._closed: deque[Asked] = deque(maxlen=MOST_OPEN)  # the last ones: somebody else may answer them too
        self._written: dict[int, set[int]] = {}  # by conversation: runs of words, to know quotations by
        self._spoken: dict[int, tuple[Words, ...]] = {}  # the languages of each conversation
        self._subjects: dict[int, str] = {}
        self._order: dict[int, int] = {}  # messages of ours, by when they came
        self._met: set[int] = set()  # conversations in which a meeting was called off

    def add(self, message: MailText) -> None:
        """Read one more message."""
        spoken = self._spoken.get(message.conversation, ())
        reading = self._unquoted(read(message, spoken))
        self._spoken[message.conversation] = reading.languages
        subject = bare_subject(message.subject)[0]
        changed = self._subjects.setdefault(message.conversation, subject) != subject
        if message.ours:
            self._ask(reading)
        else:
            self._answer(reading, message.subject if changed or not self._open else "")
        met = list(meetings(reading, again=message.conversation in self._met))
        self._met.update(message.conversation for _each in met)
        self.found += met

    def _unquoted(self, reading: Reading) -> Reading:
        """Return a reading without the sentences that the conversation holds already: they are quoted without marks."""
        known = self._written.setdefault(reading.message.conversation, set())
        runs = [_runs(each) for each in reading.sentences]
        fresh = [each for each, own in zip(reading.sentences, runs, strict=True) if not own or not own <= known]
        if len(known) < MOST_KNOWN:
            known.update(*runs)
        return replace(reading, sentences=fresh) if len(fresh) < len(reading.sentences) else reading

    def _ask(self, reading: Reading) -> None:
        self._order[reading.message.id] = len(self._order)
        asked = list(asked_in(reading))
        self._settle(reading)
        for each in asked:
            again = asks_again(reading, each.passage.lower())
            for earlier in self._open:
                same = earlier.conversation == each.conversation and earlier.message != each.message
                if same and (again or earlier.topics & each.topics):
                    each.before.append(earlier)
            self.found.append(Found("request", each.message, each.passage, date=each.date))
        self._open.extend(asked)

    def _settle(self, reading: Reading) -> None:
        """Close what a message of ours says was answered by telephone, has come, or is no longer wanted."""
        for sentence in reading.sentences:
            if not reading.says("closes", sentence):
                continue
            about = topics(sentence.plain)
            mine = [one for one in self._open if one.conversation == reading.message.conversation]
            for each in mine:
                if about & each.topics or len(mine) == 1:
                    self._close(each, settled=True)

    def _answer(self, reading: Reading, subject: str) -> None:
        requests = self._concerned(reading)
        promised = list(promises(reading, requests))
        answered = answers(reading, requests, promised, subject)
        for each in answered:
            self.found.append(each)
            named = [one for one in requests if (one.message, one.passage) in each.answers]
            promised += self._named_day(reading, each, named, promised)
            for request in named:
                request.heard.add(reading.message.sender)
                if each.extent != "partial" and request in self._open:
                    self._close(request)
        self.found += promised
        taken = {each.passage for each in promised} | {each.passage for each in answered if len(each.passage) < SHORT}
        self.found += [each for each in demands(reading, answering=bool(requests)) if each.passage not in taken]

    def _named_day(self, reading: Reading, answer: Found, named: list[Asked], promised: list[Found]) -> Iterator[Found]:
        """Yield the promise that a day is which answers when something comes, unless it is known already."""
        day = day_in(answer.passage.lower(), reading.message.on)
        request = next((each for each in named if each.wants == "day" and each.owed), None)
        if day and request and not any(each.passage in answer.passage for each in promised):
            yield Found("promise", reading.message.id, answer.passage, date=day, what=request.owed)

    def _close(self, request: Asked, *, settled: bool = False) -> None:
        self._open.remove(request)
        self._closed.append(request)
        if settled:
            for at, each in enumerate(self.found):
                if each.sort == "request" and (each.message, each.passage) == (request.message, request.passage):
                    self.found[at] = replace(each, settled=True)

    def _concerned(self, reading: Reading) -> list[Asked]:
        """Return the requests that a message of the client may answer, newest first.

        Those are open; or in the same conversation, where this sender did not answer yet, but somebody else did.
        """
        message = reading.message
        here = [each for each in self._open if each.conversation == message.conversation]
        newest = here[-1].message if here else 0
        if message.sender:
            here += [
                each
                for each in self._closed
                if each.conversation == message.conversation
                and each.heard
                and message.sender not in each.heard
                and newest in (0, each.message)
            ]
        if not here:
            about = topics(message.subject.lower() + " " + " ".join(each.plain for each in reading.sentences[:6]))
            here = [each for each in self._open if message.on - each.on <= ELSEWHERE and about & each.topics]
        return sorted(here, key=lambda each: (-self._order[each.message], each.place))
