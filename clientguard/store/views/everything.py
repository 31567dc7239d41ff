"""All that a casebook holds, removed records and unsaved forms included: for an export, and for a data report."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from clientguard.domain.records import Instant, Kind
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal import entry_log
from clientguard.store.journal.entry_log import Entry
from clientguard.store.records.columns import quoted
from clientguard.store.records.lookup import find_records, titles
from clientguard.store.views.lists import Rows, linked

STEP = 500  # rows that are held at a time


@dataclass(frozen=True, slots=True)
class Count:
    """How many records of a kind there are, and how many of them were removed."""

    all: int
    removed: int


@dataclass(frozen=True, slots=True)
class KeptAnchor:
    """An anchor that left the casebook: size and root of the journal, when, and where it went."""

    size: int
    root: bytes
    at: Instant
    place: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A form that was begun and not saved: where, when (milliseconds since 1970 UTC), and what was entered."""

    place: str
    ms: int
    content: dict[str, Any]


def count_everything(db: Connection, kind: Kind) -> Count:
    """Return how many records of a kind there are, removed ones included."""
    row = db.execute("SELECT count(*), count(removed_seq) FROM record WHERE kind = ?", (kind.name,)).fetchone()
    return Count(row[0], row[1])


def pages(db: Connection, kind: Kind, client: int = 0) -> Iterator[Rows]:
    """Yield the records of a kind in the order of their ids, removed ones included: of one client, or all."""
    owner = f" AND t.{quoted('client' if kind.has('client') else 'id')} = ?" if client else ""
    last = 0
    while True:
        values = (last, client) if client else (last,)
        found = find_records(db, kind.record, f"t.id > ?{owner}", *values, limit=STEP, removed=True)
        if not found:
            return
        yield Rows(tuple(found), titles(db, sorted(linked(kind, found))))
        last = found[-1].id


def entries(db: Connection) -> Iterator[Entry]:
    """Yield the journal, oldest first."""
    last = 0
    while found := entry_log.entries(db, after=last, limit=STEP):
        yield from found
        last = found[-1].seq


def erasures(db: Connection) -> dict[int, int]:
    """Return the entries whose values were erased, or some of them, each with the entry that took the last."""
    return dict(db.execute("SELECT seq, by_seq FROM erasure ORDER BY seq, by_seq").fetchall())


def anchors(db: Connection) -> list[KeptAnchor]:
    """Return the anchors that were kept, oldest first."""
    rows = db.execute('SELECT size, root, ms, "offset", place FROM anchor ORDER BY id').fetchall()
    return [KeptAnchor(row[0], row[1], Instant(row[2], row[3]), row[4]) for row in rows]


def drafts(db: Connection) -> list[Draft]:
    """Return the forms that were begun and not saved."""
    rows = db.execute("SELECT place, ms, content FROM draft ORDER BY id").fetchall()
    return [Draft(row[0], row[1], json.loads(row[2])) for row in rows]


def named_uids(db: Connection) -> dict[bytes, tuple[int, str]]:
    """Return each record's id and kind by the uid that the journal knows it by."""
    return {uid: (id_, kind) for uid, id_, kind in db.execute("SELECT uid, id, kind FROM record").fetchall()}
