"""The journal as a person reads it."""

from __future__ import annotations

from dataclasses import dataclass

from clientguard.domain.records import Instant
from clientguard.store import journal
from clientguard.store.journal import Anchor
from clientguard.store.records import titles
from clientguard.store.sqlite import Connection


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One entry: what happened to which record, when, and which fields it wrote."""

    seq: int
    change: str
    record: int  # 0 for entries about the casebook itself
    kind: str
    title: str
    fields: tuple[str, ...]
    at: Instant
    hash: str


def size(db: Connection) -> int:
    """Return how many entries the journal has."""
    return anchor(db).size


def anchor(db: Connection) -> Anchor:
    """Return the journal's size and root."""
    return journal.anchor(db)


def page(db: Connection, *, before: int = 0, limit: int = 200, record: int = 0) -> list[JournalRow]:
    """Return entries with a sequence number below `before` (0: from the end), newest first; of one record or all."""
    if record:
        uid = db.execute("SELECT uid FROM record WHERE id = ?", (record,)).fetchone()
        found = list(reversed(journal.entries_of(db, uid[0]))) if uid else []
    else:
        last = before or size(db) + 1
        found = list(reversed(journal.entries(db, after=max(0, last - 1 - limit), limit=min(limit, last - 1))))
    uids = {each.uid for each in found}
    marks = ", ".join("?" for _ in uids)
    known = {
        uid: (id_, kind)
        for uid, id_, kind in db.execute(
            f"SELECT uid, id, kind FROM record WHERE uid IN ({marks})", list(uids)
        ).fetchall()
    }
    names = titles(db, [id_ for id_, _ in known.values()])
    rows: list[JournalRow] = []
    for each in found:
        id_, kind = known.get(each.uid, (0, ""))
        fields = tuple(name for name in each.fields or () if name != "kind")
        rows.append(JournalRow(each.seq, each.change, id_, kind, names.get(id_, ""), fields, each.at, each.hash.hex()))
    return rows
