"""Messages that an import may meet: on record, removed, or moved to another client."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from clientguard.domain.communication.threads import Heading
from clientguard.domain.records import KINDS, ImportRun
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal import entry_log
from clientguard.store.journal.entry_log import Entry
from clientguard.store.records.columns import quoted
from clientguard.store.records.lookup import get_record
from clientguard.store.views.lists import living

_HEADING = 't.id, t.client, t.at_ms, t.direction, t.channel, t.message_id, t.in_reply_to, t."references", t.subject'
STEP = 500  # records in one query
IMPORTED = tuple(kind.name for kind in KINDS.values() if any(each.name == "imported_by" for each in kind.fields))


@dataclass(frozen=True, slots=True)
class Known:
    """A record of a message: whose it is, the entry that removed it, whether its original is kept, its import."""

    id: int
    client: int
    removed: int | None
    original: str
    imported_by: int | None


def of_digest(db: Connection, digest: str) -> list[Known]:
    """Return the records of a message, of all clients, including removed ones; erased ones have no digest."""
    rows = db.execute(
        "SELECT m.id, m.client, r.removed_seq, m.original, m.imported_by"
        " FROM message m JOIN record r ON r.id = m.id WHERE m.digest = ? ORDER BY m.id",
        (digest,),
    ).fetchall()
    return [Known(*row) for row in rows]


def twin(db: Connection, message: int) -> int | None:
    """Return another record of the same message under the same client, removed ones aside; None if there is none."""
    row = db.execute(
        "SELECT o.id FROM message m JOIN message o ON o.digest = m.digest AND o.client = m.client AND o.id <> m.id"
        " JOIN record r ON r.id = o.id WHERE m.id = ? AND m.digest <> '' AND r.removed_seq IS NULL",
        (message,),
    ).fetchone()
    return row[0] if row else None


def shared(db: Connection, one: int, other: int) -> list[tuple[int, int]]:
    """Return the messages that both clients have, removed ones aside: the record of the one and that of the other."""
    return db.execute(
        "SELECT m.id, min(o.id) FROM message m JOIN message o ON o.digest = m.digest AND o.client = ?2"
        " JOIN record a ON a.id = m.id JOIN record b ON b.id = o.id"
        " WHERE m.client = ?1 AND m.digest <> '' AND a.removed_seq IS NULL AND b.removed_seq IS NULL"
        " GROUP BY m.id ORDER BY m.id",
        (one, other),
    ).fetchall()


def clients_by_number(db: Connection, numbers: Iterable[str]) -> dict[str, int]:
    """Return the client of each of these Message-IDs that is on record; one of them if there are several."""
    return dict(
        db.execute(
            "SELECT t.message_id, t.client FROM message t JOIN record r ON r.id = t.id"
            " WHERE t.message_id <> '' AND t.message_id IN (SELECT value FROM json_each(?)) AND r.removed_seq IS NULL"
            " ORDER BY t.id DESC",
            (json.dumps(sorted(numbers)),),
        ).fetchall()
    )


def of_client(db: Connection, digest: str, client: int) -> int | None:
    """Return a client's record of a message, removed ones aside; None if there is none, or `digest` is empty."""
    found = of_digest(db, digest) if digest else []
    return next((each.id for each in found if each.client == client and each.removed is None), None)


def headings(db: Connection, client: int) -> list[Heading]:
    """Return what places each of a client's messages among the others; 0 asks for those of no client."""
    return _headings(db, "t.client IS ? AND", client or None)


def every_heading(db: Connection) -> list[Heading]:
    """Return what places each message among the others, client by client."""
    return _headings(db, "")


def _headings(db: Connection, whose: str, *values: int | None) -> list[Heading]:
    rows = db.execute(
        f"SELECT {_HEADING} FROM message t WHERE {whose} {living(KINDS['message'])} ORDER BY t.client, t.at_ms, t.id",
        values,
    ).fetchall()
    return [Heading._make(row) for row in rows]


def changed_since(db: Connection, seq: int, most: int) -> list[tuple[int, int]]:
    """Return the messages, at most `most`, that entries after `seq` are of, each with its client now (0 for none)."""
    return db.execute(
        "SELECT DISTINCT m.id, coalesce(m.client, 0) FROM journal j JOIN record r ON r.uid = j.uid"
        " JOIN message m ON m.id = r.id WHERE j.seq > ? LIMIT ?",
        (seq, most),
    ).fetchall()


def clients_of(db: Connection, messages: Sequence[int]) -> set[int]:
    """Return whose these messages (at most 500) are; 0 stands for no client."""
    marks = ", ".join("?" for _ in messages)
    rows = db.execute(f"SELECT DISTINCT coalesce(client, 0) FROM message WHERE id IN ({marks})", list(messages))
    return {row[0] for row in rows.fetchall()}


def their_clients(db: Connection) -> set[int]:
    """Return the clients that have messages, removed ones too; 0 stands for no client."""
    return {row[0] or 0 for row in db.execute("SELECT DISTINCT client FROM message").fetchall()}


def with_files(db: Connection, messages: Sequence[int]) -> set[int]:
    """Return those of these messages (at most 500) that have files."""
    marks = ", ".join("?" for _ in messages)
    rows = db.execute(
        f'SELECT DISTINCT t."of" FROM attachment t WHERE t."of" IN ({marks}) AND {living(KINDS["attachment"])}',
        list(messages),
    ).fetchall()
    return {row[0] for row in rows}


def members(db: Connection, run: int) -> list[tuple[int, int | None]]:
    """Return the records of an import, in their order, each with the entry that removed it, if it was removed."""
    found: list[tuple[int, int | None]] = []
    for kind in IMPORTED:
        found += db.execute(
            f"SELECT t.id, r.removed_seq FROM {quoted(kind)} t JOIN record r ON r.id = t.id WHERE t.imported_by = ?",
            (run,),
        ).fetchall()
    return sorted(found)


def undone_at(db: Connection, run: int) -> int:
    """Return the entry with which an import was undone; 0 if it was not, or was restored since."""
    found = get_record(db, ImportRun, run)
    if found.undone_on is None:
        return 0
    entries = entry_log.entries_of(db, bytes.fromhex(found.uid))
    return max((each.seq for each in entries if "undone_on" in (each.fields or {})), default=0)


def entries_since(db: Connection, records: Sequence[int], seq: int) -> Iterator[tuple[int, Entry]]:
    """Yield the entries after `seq` of these records, each with its record."""
    for start in range(0, len(records), STEP):
        part = list(records[start : start + STEP])
        marks = ", ".join("?" for _ in part)
        uids = dict(db.execute(f"SELECT uid, id FROM record WHERE id IN ({marks})", part).fetchall())
        for entry in entry_log.entries_of_all(db, list(uids)):
            if entry.seq > seq:
                yield uids[entry.uid], entry
