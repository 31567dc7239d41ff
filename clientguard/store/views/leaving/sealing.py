"""Whether a client's record is sealed: its leaving was closed, and what stood before that is corrected (P5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clientguard.domain.records import Contract, Leaving, Record
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.lookup import find_records


@dataclass(frozen=True, slots=True)
class Seal:
    """The newest seal of a client: when its leaving was closed, and how many entries the journal had then."""

    closed_on: date | None
    entries: int


def seal_of(db: Connection, client: int) -> Seal | None:
    """Return the newest seal of a client; None if no leaving of it was closed with one."""
    found = find_records(db, Leaving, "t.client = ? AND t.seal <> ''", client)
    seals = [Seal(each.signed_off, int(each.seal.partition(":")[0])) for each in found if each.signed_off]
    return max(seals, key=lambda each: each.entries, default=None)


def stood_before(db: Connection, record: Record, seal: Seal) -> bool:
    """Return whether a saved record was on record when a client's leaving was sealed."""
    return _first_entry(db, record) <= seal.entries


def is_engaged_again(db: Connection, client: int, seal: Seal) -> bool:
    """Return whether the client has a contract that was added since the seal: work for it has begun again."""
    contracts = find_records(db, Contract, "t.client = ?", client)
    return any(not stood_before(db, each, seal) for each in contracts)


def _first_entry(db: Connection, record: Record) -> int:
    row = db.execute("SELECT min(seq) FROM journal WHERE uid = ?", (bytes.fromhex(record.uid),)).fetchone()
    return row[0] or 0
