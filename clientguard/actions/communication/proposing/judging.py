"""Which of the things that mail may mean are proposed: not what is on record, was dismissed, or was confirmed."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from clientguard.actions.communication.proposing.noticed import Noticed
from clientguard.domain.communication.proposals.found import Found
from clientguard.domain.communication.proposals.proposal import Asked, Proposal, day_of, passage_identity
from clientguard.domain.records import Reference, Request
from clientguard.domain.records.names import name_key
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.away.dismissals import Dismissals, dismissals
from clientguard.store.views.communication.proposing import Mail, OnRecord, on_record, titles_of

ALIKE = 93  # of 100: how like the words of a record have to be to those of a passage to be the same


def candidates(noticed: Iterable[Noticed]) -> Iterator[Proposal]:
    """Yield everything that was noticed as a proposal, whether it is on record or not."""
    for each in noticed:
        mail = each.mail or {}
        for found in each.found:
            if found.message in mail:
                yield _candidate(each.client.id, each.client.name, found, mail)


def _candidate(client: int, name: str, found: Found, mail: dict[int, Mail]) -> Proposal:
    message = mail[found.message]
    return Proposal(
        client=client,
        client_name=name,
        sort=found.sort,
        message=found.message,
        identity=passage_identity(found.sort, message.identity, found.passage),
        subject=message.heading.subject,
        who="" if message.ours else message.sender,
        at=message.at,
        on=message.on,
        passage=found.passage,
        channel=message.heading.channel,
        date=found.date,
        what=found.what,
        how=found.how,
        by=found.by,
        extent=found.extent,
        asked=tuple(
            Asked(asking, words, mail[asking].on, identity=passage_identity("request", mail[asking].identity, words))
            for asking, words in found.answers
            if asking in mail
        ),
    )


def still_open(db: Connection, proposals: Sequence[Proposal]) -> list[Proposal]:
    """Return those that are to be proposed, each answer with the requests on record that it ends."""
    clients = sorted({each.client for each in proposals})
    about = {each.message for each in proposals} | {asked.message for each in proposals for asked in each.asked}
    known = _Known.read(db, clients, sorted(about))
    return [judged for each in proposals if (judged := known.judge(each))]


@dataclass(frozen=True, slots=True)
class _Known:
    """What is on record of the clients, what was dismissed, and what their messages are linked to."""

    record: OnRecord
    dismissed: Dismissals
    titles: dict[int, tuple[str, str]]  # of what messages are linked to: kind and title, removed or not

    @classmethod
    def read(cls, db: Connection, clients: Sequence[int], about: Sequence[int]) -> _Known:
        record = on_record(db, clients, about)
        linked = {each.about or 0 for several in record.references.values() for each in several}
        return cls(record, dismissals(db, clients), titles_of(db, sorted(linked)))

    def judge(self, each: Proposal) -> Proposal | None:
        """Return the proposal, compared with the record; None if it should not be made."""
        if self.dismissed.holds(each.client, each.identity):
            return None
        match each.sort:
            case "answer":
                asked = tuple(open_one for asked in each.asked if (open_one := self._unanswered(each, asked)))
                return dataclasses.replace(each, asked=asked) if asked else None
            case "meeting":
                return self._meeting(each)
            case _:
                return None if self._is_on_record(each) else each

    def _unanswered(self, each: Proposal, asked: Asked) -> Asked | None:
        """Return a question with its request, if that waits; None if it was answered, closed or dismissed."""
        if self.dismissed.holds(each.client, asked.identity):
            return None
        request = self._request(each.client, asked)
        if request is None:
            was_removed = bool(self._linked(asked.message, "request", asked.passage))
            return None if was_removed else asked
        taken = any(
            link.role == "answer" and link.about == request.id for link in self.record.references.get(each.message, ())
        )
        if taken or request.answered_on or request.closed_on or (request.asked_on or each.on) > each.on:
            return None
        return dataclasses.replace(asked, passage=request.title, on=request.asked_on or asked.on, request=request.id)

    def _request(self, client: int, asked: Asked) -> Request | None:
        """Return the request on record that a question is: linked to its message, or logged by hand that day."""
        requests = self.record.requests.get(client, ())
        linked = self._linked(asked.message, "request", asked.passage)
        by_link = next((each for each in requests if each.id in linked), None)
        if by_link:
            return by_link
        return next((each for each in requests if each.asked_on == asked.on and alike(each.title, asked.passage)), None)

    def _is_on_record(self, each: Proposal) -> bool:
        kind = each.sort
        if self._linked(each.message, kind, each.passage):
            return True
        record = self.record
        same_day = {
            "request": [one.title for one in record.requests.get(each.client, ()) if one.asked_on == each.on],
            "promise": [
                each.passage if each.date and one.due == each.date else one.words
                for one in record.promises.get(each.client, ())
                if one.made_on == each.on
            ],
            "demand": [one.words for one in record.demands.get(each.client, ()) if one.said_on == each.on],
        }
        return any(alike(words, each.passage) for words in same_day.get(kind, ()))

    def _meeting(self, each: Proposal) -> Proposal | None:
        """Return it with the meeting of that day on record; None if what became of that is on record too."""
        if any(self.titles.get(one.about or 0, ("",))[0] == "meeting" for one in self._links(each.message)):
            return None
        day = each.date or each.on
        there = [
            one for one in self.record.meetings.get(each.client, ()) if one.planned_at and day_of(one.planned_at) == day
        ]
        if not there:
            return each
        planned = [one for one in there if one.state == "planned"]
        return dataclasses.replace(each, meeting=planned[0].id) if planned and each.how else None

    def _links(self, message: int) -> Sequence[Reference]:
        return self.record.references.get(message, ())

    def _linked(self, message: int, kind: str, words: str) -> set[int]:
        """Return the records of a kind that a message is linked to, whose words are those of a passage."""
        found = {one.about or 0: self.titles.get(one.about or 0, ("", "")) for one in self._links(message)}
        return {record for record, (of, title) in found.items() if of == kind and alike(title, words)}


def alike(one: str, other: str) -> bool:
    """Return whether two texts say the same to a person; one may be a part of the other."""
    first, second = name_key(one), name_key(other)
    if not first or not second:
        return False
    if first == second:
        return True
    short, long = sorted((first, second), key=len)
    return (len(short) > 12 and short.rstrip(" …") in long) or fuzz.ratio(first, second) >= ALIKE
