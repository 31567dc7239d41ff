"""Everything that a casebook holds, with removed records and unsaved forms, for an export or a data report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from clientguard.domain.records import Instant, Kind
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal import entry_log
from clientguard.store.journal.entry_log import Entry
from clientguard.store.records.cells import form, moment
from clientguard.store.records.columns import quoted
from clientguard.store.records.lookup import find_records
from clientguard.store.views.lists import Rows, linked_titles

STEP = 500  # rows in memory at a time


@dataclass(frozen=True, slots=True)
class Count:
    """How many records of a kind there are, and how many of them were removed."""

    all: int
    removed: int


@dataclass(frozen=True, slots=True)
class KeptAnchor:
    """An anchor that was given out: the journal's size and root, when, and where it went."""

    size: int
    root: bytes
    at: Instant
    place: str


@dataclass(frozen=True, slots=True)
class Draft:
    """An unsaved form: where, when (milliseconds since 1970 UTC), and what was entered."""

    place: str
    ms: int
    content: dict[str, Any]


def count_everything(db: Connection, kind: Kind) -> Count:
    """Count the records of a kind, including removed ones."""
    row = db.execute("SELECT count(*), count(removed_seq) FROM record WHERE kind = ?", (kind.name,)).fetchone()
    return Count(row[0], row[1])


def pages(db: Connection, kind: Kind, client: int = 0) -> Iterator[Rows]:
    """Yield the records of a kind in the order of their ids, including removed ones: of one client, or all."""
    owner = f" AND t.{quoted('client' if kind.has('client') else 'id')} = ?" if client else ""
    last = 0
    while True:
        values = (last, client) if client else (last,)
        found = find_records(db, kind.record, f"t.id > ?{owner}", *values, limit=STEP, removed=True)
        if not found:
            return
        yield Rows(tuple(found), linked_titles(db, kind, found))
        last = found[-1].id


def entries(db: Connection) -> Iterator[Entry]:
    """Yield the journal, oldest first."""
    last = 0
    while found := entry_log.entries(db, after=last, limit=STEP):
        yield from map(entry_log.readable, found)
        last = found[-1].seq


def erasures(db: Connection) -> dict[int, int]:
    """Return the entries that lost all or some values, each with the entry that last erased some of them."""
    return dict(db.execute("SELECT seq, by_seq FROM erasure ORDER BY seq, by_seq").fetchall())


def anchors(db: Connection) -> list[KeptAnchor]:
    """Return the noted anchors, oldest first."""
    rows = db.execute('SELECT size, root, ms, "offset", place FROM anchor ORDER BY id').fetchall()
    return [KeptAnchor(row[0], row[1], moment(row[2], row[3]), row[4]) for row in rows]


def drafts(db: Connection) -> list[Draft]:
    """Return the unsaved forms."""
    rows = db.execute("SELECT place, ms, content FROM draft ORDER BY id").fetchall()
    return [Draft(row[0], row[1], form(row[2])) for row in rows]


def named_uids(db: Connection) -> dict[bytes, tuple[int, str]]:
    """Return each record's id and kind, by its uid in the journal."""
    return {uid: (id_, kind) for uid, id_, kind in db.execute("SELECT uid, id, kind FROM record").fetchall()}
