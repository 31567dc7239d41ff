"""What proposals from mail are made of: the mail of the last months by client, and what is on record already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from clientguard.domain.communication.proposals.proposal import day_of
from clientguard.domain.communication.threads import Heading
from clientguard.domain.records import Demand, Instant, Meeting, Promise, Reference, Request
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.cells import day, moment
from clientguard.store.records.lookup import find_records
from clientguard.store.views.portions import portions

_EPOCH = date(1970, 1, 1)
LONGEST = 20_000  # characters of a message that are read
_LATEST = "SELECT max(l.signed_off) FROM leaving l JOIN record lr ON lr.id = l.id AND lr.removed_seq IS NULL"


@dataclass(frozen=True, slots=True)
class Correspondent:
    """A client whose mail is read: from the day after the last one on which it was left, if it was."""

    id: int
    name: str
    left_on: date | None


@dataclass(frozen=True, slots=True)
class Mail:
    """One message, with what places it among the others. `identity` stays the same when it is imported again.

    `original` is the digest of the message byte for byte, in hex; "" where none is on record.
    """

    heading: Heading
    identity: str
    at: Instant
    sender: str
    recipients: str
    body: str
    original: str = ""

    @property
    def ours(self) -> bool:
        """Whether the user sent it."""
        return self.heading.direction == "out"

    @property
    def on(self) -> date:
        """The day that it had where it was sent."""
        return day_of(self.at)


@dataclass(slots=True)
class OnRecord:
    """What is on record of some clients, by client; `references` by the message that they come from."""

    requests: dict[int, list[Request]] = field(default_factory=lambda: defaultdict[int, list[Request]](list))
    promises: dict[int, list[Promise]] = field(default_factory=lambda: defaultdict[int, list[Promise]](list))
    demands: dict[int, list[Demand]] = field(default_factory=lambda: defaultdict[int, list[Demand]](list))
    meetings: dict[int, list[Meeting]] = field(default_factory=lambda: defaultdict[int, list[Meeting]](list))
    references: dict[int, list[Reference]] = field(default_factory=lambda: defaultdict[int, list[Reference]](list))


def correspondents(db: Connection) -> tuple[Correspondent, ...]:
    """Return the clients whose mail is read: all but former and declined ones."""
    rows = db.execute(
        f"SELECT c.id, c.name, ({_LATEST} WHERE l.client = c.id) FROM record cr JOIN client c ON c.id = cr.id"
        " WHERE cr.kind = 'client' AND cr.removed_seq IS NULL AND c.stage NOT IN ('former', 'declined') ORDER BY c.id"
    ).fetchall()
    return tuple(Correspondent(row[0], row[1], day(row[2])) for row in rows)


def newest_entry(db: Connection) -> int:
    """Return the number of the journal's last entry."""
    return db.execute("SELECT coalesce(max(seq), 0) FROM journal").fetchone()[0]


def mail_since(db: Connection, client: int, since: date, most: int) -> list[Mail]:
    """Return a client's written messages since a day, in order of time; of more than `most`, the newest."""
    rows = db.execute(
        'SELECT t.id, t.client, t.at_ms, t.direction, t.channel, t.message_id, t.in_reply_to, t."references",'
        " t.subject, t.at_offset, t.sender, t.recipients, substr(t.body, 1, ?), t.original, t.digest, r.uid"
        " FROM message t JOIN record r ON r.id = t.id"
        " WHERE t.client = ? AND t.at_ms >= ? AND t.channel IN ('mail', 'chat') AND r.removed_seq IS NULL"
        " ORDER BY t.at_ms DESC, t.id DESC LIMIT ?",
        (LONGEST, client, (since - _EPOCH).days * 86_400_000, most),
    ).fetchall()
    return [
        Mail(Heading._make(row[:9]), row[14] or row[15].hex(), moment(row[2], row[9]), *row[10:14])
        for row in reversed(rows)
    ]


def file_names(db: Connection, messages: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Return the names of the files of these messages, by message."""
    found: dict[int, list[str]] = {}
    for marks, part in portions(messages):
        for owner, name in db.execute(
            'SELECT t."of", t.name FROM attachment t JOIN record r ON r.id = t.id'
            f' WHERE t."of" IN ({marks}) AND r.removed_seq IS NULL ORDER BY t.id',
            part,
        ).fetchall():
            found.setdefault(owner, []).append(name)
    return {owner: tuple(names) for owner, names in found.items()}


def on_record(db: Connection, clients: Sequence[int], messages: Sequence[int]) -> OnRecord:
    """Return what is on record of these clients, and what these messages are linked to."""
    found = OnRecord()
    for marks, part in portions(sorted(clients)):
        where = f"t.client IN ({marks})"
        for request in find_records(db, Request, where, *part):
            found.requests[request.client or 0].append(request)
        for promise in find_records(db, Promise, where, *part):
            found.promises[promise.client or 0].append(promise)
        for demand in find_records(db, Demand, where, *part):
            found.demands[demand.client or 0].append(demand)
        for meeting in find_records(db, Meeting, where, *part):
            found.meetings[meeting.client or 0].append(meeting)
    for marks, part in portions(sorted(messages)):
        for reference in find_records(db, Reference, f"t.source IN ({marks})", *part):
            found.references[reference.source or 0].append(reference)
    return found


def titles_of(db: Connection, records: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Return kind and title of records of the kinds that mail may propose, removed or not."""
    found: dict[int, tuple[str, str]] = {}
    for kind, title in (("request", "title"), ("promise", "words"), ("demand", "words"), ("meeting", "subject")):
        for marks, part in portions(sorted(records)):
            rows = db.execute(f'SELECT id, "{title}" FROM "{kind}" WHERE id IN ({marks})', part).fetchall()
            found |= {record: (kind, words) for record, words in rows}
    return found


def numbers_that_asked(db: Connection, requests: Sequence[int]) -> list[tuple[int, str]]:
    """Return the Message-IDs of the messages that these requests were asked in, each with its request."""
    return [
        row
        for marks, part in portions(requests)
        for row in db.execute(
            "SELECT t.about, m.message_id FROM reference t JOIN record r ON r.id = t.id JOIN message m"
            f" ON m.id = t.source WHERE t.about IN ({marks}) AND r.removed_seq IS NULL AND m.message_id <> ''",
            part,
        ).fetchall()
    ]
