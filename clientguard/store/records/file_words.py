"""The words of attached files, kept by the digest of their bytes: a file is read once, and found by what it says.

They are no record and in no journal: they can be read again from the bytes at any time, and go with them.
"""

from __future__ import annotations

from dataclasses import dataclass

from clientguard.domain.records import Record
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import search
from clientguard.store.records.columns import file_field
from clientguard.store.records.lookup import any_record


@dataclass(frozen=True, slots=True)
class Unread:
    """A file whose words are not known yet: the newest record that it is attached as, its name, type and digest."""

    record: int
    name: str
    media_type: str
    digest: bytes


def unread(db: Connection, reader: str, below: int, limit: int) -> list[Unread]:
    """Return the newest files with a number `below` that this reader has not read, without removed ones."""
    rows = db.execute(
        "SELECT t.id, t.name, t.media_type, t.sha256 FROM attachment t JOIN record r ON r.id = t.id"
        " WHERE t.id < ? AND r.removed_seq IS NULL AND length(t.sha256) = 64 AND NOT EXISTS"
        " (SELECT 1 FROM file_text w WHERE w.sha256 = unhex(t.sha256) AND (w.text <> '' OR w.outcome LIKE ?))"
        " ORDER BY t.id DESC LIMIT ?",
        (below, f"% {reader}", limit),
    ).fetchall()
    return [Unread(row[0], row[1], row[2], bytes.fromhex(row[3])) for row in rows]


def keep(db: Connection, digest: bytes, outcome: str, reader: str, text: str) -> list[Record]:
    """Note what came of reading a file, and return the records that are to be indexed with its words.

    Nothing is noted of bytes that were erased meanwhile.
    """
    if not db.execute("SELECT 1 FROM blob WHERE sha256 = ?", (digest,)).fetchone():
        return []
    db.execute(
        "INSERT INTO file_text (sha256, outcome, text) VALUES (?, ?, ?)"
        " ON CONFLICT (sha256) DO UPDATE SET outcome = excluded.outcome, text = excluded.text",
        (digest, f"{outcome} {reader}", text),
    )
    rows = db.execute("SELECT id FROM attachment WHERE sha256 = ?", (digest.hex(),)).fetchall()
    return [any_record(db, row[0]) for row in rows]


def entry(db: Connection, record: Record) -> tuple[str, int]:
    """Return the text by which a record is found, and its date in seconds since 1970.

    A file has the words in it, and the date of what it is attached to, or else of the day it was kept.
    """
    text = search.search_text(record)
    digest = file_field(record.kind)
    if not digest:
        return text, search.seconds(record)
    if not getattr(record, digest):  # of an erased record
        return text, 0
    row = db.execute("SELECT text FROM file_text WHERE sha256 = unhex(?)", (getattr(record, digest),)).fetchone()
    return f"{text}\n{row[0]}" if row else text, _when(db, record)


def _when(db: Connection, record: Record) -> int:
    owner = getattr(record, record.kind.part_of)
    found = search.seconds(any_record(db, owner)) if owner and owner > 0 else 0
    if found:
        return found
    row = db.execute("SELECT ms FROM journal WHERE uid = ? ORDER BY seq LIMIT 1", (bytes.fromhex(record.uid),))
    at = row.fetchone()
    return at[0] // 1000 if at else 0
