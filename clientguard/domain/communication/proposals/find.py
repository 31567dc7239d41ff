"""What one client's mail proposes for the record: requests, answers, promises, demands, and meetings called off.

Rules in plain code; nothing is kept, and nothing counts before somebody confirms it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from clientguard.domain.communication.proposals.answered import answers
from clientguard.domain.communication.proposals.asked import Asked, asked_in, asks_again
from clientguard.domain.communication.proposals.demanded import demands
from clientguard.domain.communication.proposals.found import Found, MailText
from clientguard.domain.communication.proposals.met import meetings
from clientguard.domain.communication.proposals.reading import Reading, read
from clientguard.domain.communication.proposals.topics import topics
from clientguard.domain.communication.proposals.undertaken import promises
from clientguard.domain.communication.threads import bare_subject

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


class _Correspondence:
    """What is found so far, and the requests that are still open."""

    def __init__(self) -> None:
        self.found: list[Found] = []
        self._open: deque[Asked] = deque(maxlen=MOST_OPEN)
        self._theirs: dict[int, set[str]] = {}  # by conversation: what each side wrote, to know quotations by
        self._subjects: dict[int, str] = {}
        self._meeting: date | None = None

    def add(self, message: MailText) -> None:
        """Read one more message."""
        reading = self._unquoted(read(message))
        subject = bare_subject(message.subject)[0]
        changed = self._subjects.setdefault(message.conversation, subject) != subject
        if message.ours:
            self._ask(reading)
        else:
            self._answer(reading, message.subject if changed or not self._open else "")
            self.found += promises(reading)
            self.found += demands(reading)
        self.found += meetings(reading, spoken_of=self._meeting)

    def _unquoted(self, reading: Reading) -> Reading:
        """Return a reading without the sentences that the conversation holds already: they are quoted without marks."""
        known = self._theirs.setdefault(reading.message.conversation, set())
        fresh = [each for each in reading.sentences if len(each.plain) < 20 or each.plain not in known]
        known.update(each.plain for each in reading.sentences if len(known) < 2000)
        return replace(reading, sentences=fresh) if len(fresh) < len(reading.sentences) else reading

    def _ask(self, reading: Reading) -> None:
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
            for each in [one for one in self._open if one.conversation == reading.message.conversation]:
                if about & each.topics:
                    self._close(each, settled=True)

    def _answer(self, reading: Reading, subject: str) -> None:
        requests = self._concerned(reading)
        for each in answers(reading, requests, subject):
            self.found.append(each)
            if each.extent != "partial":
                for request in [one for one in self._open if (one.message, one.passage) in each.answers]:
                    self._close(request)

    def _close(self, request: Asked, *, settled: bool = False) -> None:
        self._open.remove(request)
        if settled:
            for at, each in enumerate(self.found):
                if each.sort == "request" and (each.message, each.passage) == (request.message, request.passage):
                    self.found[at] = replace(each, settled=True)

    def _concerned(self, reading: Reading) -> list[Asked]:
        """Return the open requests that a message of the client may answer, newest first."""
        message = reading.message
        here = [each for each in self._open if each.conversation == message.conversation]
        if not here:
            about = topics(message.subject.lower() + " " + " ".join(each.plain for each in reading.sentences[:6]))
            here = [each for each in self._open if message.on - each.on <= ELSEWHERE and about & each.topics]
        return here[::-1]
