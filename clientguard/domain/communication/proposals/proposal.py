"""A proposal from mail: what a message may mean for the record, in words, and the record that it becomes (P1.1, P3.2).

Nothing here counts before the user has confirmed it.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from clientguard.domain.communication.proposals.found import Extent, How, Side, Sort, What
from clientguard.domain.records import Demand, Instant, Meeting, Promise, Record, Request
from clientguard.domain.records.kinds.communication import CANCELLED, MISSED, PLANNED
from clientguard.domain.wording import N_, Said, listed, said

MOST = 5  # proposals of one client at a time: more would be homework
LONGEST_TITLE = 300  # characters of a passage that becomes a title; a text field holds more
_DAY = 86_400_000  # milliseconds
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that an answer ends: the message and the words that asked it, and its request, 0 if not on record."""

    message: int
    passage: str
    on: date
    identity: str
    request: int = 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one passage of a message may mean. `who` is its sender, "" for the user; `date` as in `Found`.

    `identity` tells the passage from all others of a client. `meeting` is the one on record that a message is about.
    """

    client: int
    client_name: str
    sort: Sort
    message: int
    identity: str
    subject: str
    who: str
    at: Instant
    on: date
    passage: str
    channel: str = "mail"
    date: date | None = None
    what: What = ""
    how: How = ""
    by: Side = ""
    extent: Extent = ""
    asked: tuple[Asked, ...] = ()
    meeting: int = 0

    @property
    def id(self) -> str:
        """A short name for it that stays the same, for the command line."""
        return hashlib.sha256(f"{self.client} {self.identity}".encode(errors="surrogatepass")).hexdigest()[:8]

    @property
    def lacks(self) -> str:
        """The field that the user has to fill in before it can be confirmed; "" if there is none."""
        if self.sort == "promise" and self.date is None:
            return "due"
        return "missed_by" if self.how == "missed" and self.by not in ("client", "us") else ""


def day_of(at: Instant) -> date:
    """Return the day of a moment by the clock that showed it."""
    return _EPOCH + timedelta(days=(at.ms + at.offset * 60_000) // _DAY)


def passage_identity(sort: Sort, message: str, passage: str) -> str:
    """Return what tells a passage of a message from all others; `message` is the message's own identity."""
    return f"{sort} {message} {' '.join(passage.split())}"


def most_useful(proposals: Iterable[Proposal], most: int | None = MOST) -> list[Proposal]:
    """Return at most so many proposals of each client, one for each passage, the most useful first.

    First come answers to requests on record, then questions that wait, the oldest first, promises, demands, meetings,
    and last the questions that were answered before anyone put them on record.
    """
    taken: set[tuple[int, str]] = set()
    counts: Counter[int] = Counter()
    found: list[Proposal] = []
    for each in sorted(proposals, key=_usefulness):
        passage = each.message, " ".join(each.passage.split())
        if passage in taken or (most is not None and counts[each.client] >= most):
            continue
        taken.add(passage)
        counts[each.client] += 1
        found.append(each)
    return found


_ORDER: dict[Sort, int] = {"answer": 0, "request": 1, "promise": 2, "demand": 3, "meeting": 4}


def _usefulness(each: Proposal) -> tuple[int, int, int, str]:
    if each.sort == "answer" and not any(asked.request for asked in each.asked):
        return len(_ORDER), -each.at.ms, each.message, each.identity
    age = each.at.ms if each.sort == "request" else -each.at.ms  # the longest wait first; of the others, the newest
    return _ORDER[each.sort], age, each.message, each.identity


# --- what it becomes ---


def record_of(proposal: Proposal, who: int | None = None) -> Record:
    """Return the new record that a proposal becomes; `who` is the contact that wrote it, where that is known.

    Of an answer it is the request that it ends, as it stands in the mail.
    """
    match proposal.sort:
        case "request":
            return Request(
                client=proposal.client,
                title=title_of(proposal.passage),
                ask="material" if proposal.what == "material" else "question",
                asked_on=proposal.on,
                channel=proposal.channel,
                needed_by=proposal.date,
            )
        case "answer":
            return answered(asked_request(proposal, proposal.asked[0]), proposal)
        case "promise":
            return Promise(
                client=proposal.client,
                type=proposal.what or "answer",
                words=title_of(proposal.passage),
                made_on=proposal.on,
                due=proposal.date,
                who=proposal.who,
            )
        case "demand":
            words = title_of(proposal.passage)
            return Demand(client=proposal.client, words=words, said_on=proposal.on, who=who)
        case "meeting":
            return _meeting(proposal)


def asked_request(proposal: Proposal, asked: Asked) -> Request:
    """Return the request that a question becomes, still open."""
    title = title_of(asked.passage)
    return Request(client=proposal.client, title=title, asked_on=asked.on, channel=proposal.channel)


def answered(request: Request, proposal: Proposal) -> Request:
    """Return a request with an answer: it ends it, unless it answers a part only."""
    words = "\n".join(part for part in (request.answer.strip(), proposal.passage) if part)
    done = request.answered_on if proposal.extent == "partial" else proposal.on
    return dataclasses.replace(request, answered_on=done, answer=words)


def _meeting(proposal: Proposal) -> Meeting:
    """Return a meeting as the mail tells of it; that of another day is put at midnight, since mail rarely says when."""
    at = proposal.at
    if proposal.date is not None and proposal.date != proposal.on:
        begin = (proposal.date - _EPOCH).days * _DAY - at.offset * 60_000
        at = Instant(begin, at.offset)
    return told_of(
        Meeting(client=proposal.client, subject=title_of(proposal.subject or proposal.passage), planned_at=at), proposal
    )


def told_of(meeting: Meeting, proposal: Proposal) -> Meeting:
    """Return a meeting with what the mail says became of it."""
    state = {"missed": MISSED, "cancelled": CANCELLED, "moved": CANCELLED}.get(proposal.how, PLANNED)
    by = proposal.by if state != PLANNED and proposal.by in ("client", "us") else ""
    note = "\n".join(part for part in (meeting.note.strip(), proposal.passage) if part)
    return dataclasses.replace(meeting, state=state, missed_by=by, note=note)


def title_of(passage: str) -> str:
    """Return a passage as a title: on one line, cut after a word if it is very long."""
    words = " ".join(passage.split())
    if len(words) <= LONGEST_TITLE:
        return words
    cut = words[:LONGEST_TITLE]
    return f"{cut.rpartition(' ')[0].rstrip(',;:') or cut} …"


# --- in words ---

NAMES: dict[Sort, str] = {
    "request": N_("Unanswered question"),
    "answer": N_("Answer"),
    "promise": N_("Promise"),
    "demand": N_("Demand"),
    "meeting": N_("Meeting"),
}
_MEETINGS = {
    ("missed", "client"): N_("Adds a meeting on {date} that the client missed."),
    ("missed", "us"): N_("Adds a meeting on {date} that you missed."),
    ("missed", ""): N_("Adds a meeting on {date} that was missed; you say by whom."),
    ("cancelled", "client"): N_("Adds a meeting on {date} that the client cancelled."),
    ("cancelled", "us"): N_("Adds a meeting on {date} that you cancelled."),
    ("cancelled", ""): N_("Adds a meeting on {date} that was cancelled."),
    ("moved", "client"): N_("Adds a meeting on {date} that the client put off."),
    ("moved", "us"): N_("Adds a meeting on {date} that you put off."),
    ("moved", ""): N_("Adds a meeting on {date} that was put off."),
}
_HELD = {
    "missed": N_("Marks the meeting on {date} as missed."),
    "cancelled": N_("Marks the meeting on {date} as cancelled."),
    "moved": N_("Marks the meeting on {date} as cancelled."),
}
_PROMISES = {
    "payment": N_("Adds a promise to pay by {date}."),
    "material": N_("Adds a promise to send something by {date}."),
    "answer": N_("Adds a promise to answer by {date}."),
}


def in_words(proposal: Proposal) -> Said:
    """Say what confirming a proposal would do."""
    match proposal.sort:
        case "request" if proposal.date:
            return said(N_("Adds a request asked on {asked}, needed by {date}."), asked=proposal.on, date=proposal.date)
        case "request":
            return said(N_("Adds a request asked on {asked}."), asked=proposal.on)
        case "answer":
            return listed([_ends(proposal, each) for each in proposal.asked], " ")
        case "promise" if proposal.date is None:
            return said(N_("Adds a promise; you say by when."))
        case "promise":
            return said(_PROMISES.get(proposal.what, _PROMISES["answer"]), date=proposal.date)
        case "demand":
            return said(N_("Adds a demand made on {date}."), date=proposal.on)
        case "meeting":
            day = proposal.date or proposal.on
            if proposal.meeting:
                return said(_HELD.get(proposal.how, N_("Notes this with the meeting on {date}.")), date=day)
            by = proposal.by if proposal.by in ("client", "us") else ""
            return said(_MEETINGS.get((proposal.how, by), N_("Adds a meeting on {date}.")), date=day)


def _ends(proposal: Proposal, asked: Asked) -> Said:
    values = {"question": title_of(asked.passage), "asked": asked.on, "date": proposal.on}
    if proposal.extent == "partial":
        key = (
            N_("Notes a partial answer to “{question}”, which stays open.")
            if asked.request
            else N_("Adds “{question}”, asked on {asked}, with a partial answer.")
        )
    elif asked.request:
        key = N_("Ends “{question}”, asked on {asked}.")
    else:
        key = N_("Adds “{question}”, asked on {asked} and answered on {date}.")
    return said(key, **values)
