"""What a backup from before an erasure would bring back, and taking it away again (P5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clientguard.domain.records import KINDS
from clientguard.errors import KnownError
from clientguard.store.erasure import erasing
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal import entry_log, erased
from clientguard.store.journal.entry_log import WHY
from clientguard.store.records.write_path import Write


@dataclass(frozen=True, slots=True)
class Erasure:
    """One erasure: why, and the uids of the records that it emptied, or the fields that it redacted in one record."""

    why: str
    uids: tuple[bytes, ...]
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Returning:
    """The erasures that a backup does not know, and how many records and fields it still has of them."""

    erasures: tuple[Erasure, ...] = ()
    records: int = 0
    fields: int = 0

    def __bool__(self) -> bool:
        return bool(self.records or self.fields)


def erasures(db: Connection) -> dict[bytes, Erasure]:
    """Return the erasures of a journal, oldest first, by the hash of their entry.

    One whose entry is damaged is left out: what it took is not known.
    """
    found: dict[bytes, Erasure] = {}
    for entry in erased.erase_entries(db):
        try:
            told = erased.told(db, entry)
            why = str(entry_log.long_value(db, (entry.fields or {}).get("why", "")))
        except (KeyError, ValueError):
            continue
        fields = tuple(sorted(told.fields - {WHY}))
        uids = (entry.uid,) if fields else _uids(db, told.kinds)
        found[entry.hash] = Erasure(why, uids, fields)
    return found


def _uids(db: Connection, added: Iterable[int]) -> tuple[bytes, ...]:
    rows = (db.execute("SELECT uid FROM journal WHERE seq = ?", (seq,)).fetchone() for seq in added)
    return tuple(row[0] for row in rows if row)


def returning(known: dict[bytes, Erasure], backup: Connection) -> Returning:
    """Return what of these erasures a backup does not know and still holds."""
    there = erasures(backup)
    unknown = [each for digest, each in known.items() if digest not in there]
    held = [each for each in unknown if _held(backup, each)]
    records = {uid for each in held if not each.fields for uid in _records(backup, each.uids)}
    fields = {(each.uids, name) for each in held for name in _named(backup, each)}
    return Returning(tuple(held), len(records), len(fields))


def _held(db: Connection, each: Erasure) -> bool:
    return bool(_named(db, each) if each.fields else _records(db, each.uids))


def _records(db: Connection, uids: Sequence[bytes]) -> dict[bytes, int]:
    """Return the records with these uids that are there and were not erased."""
    found: dict[bytes, int] = {}
    for uid in uids:
        row = db.execute("SELECT id, removed_seq FROM record WHERE uid = ?", (uid,)).fetchone()
        if row and not erased.is_erased(db, row[1]):
            found[uid] = row[0]
    return found


def _named(db: Connection, each: Erasure) -> list[str]:
    """Return the redacted fields of a record that some entry still holds."""
    if not each.fields or not _records(db, each.uids):
        return []
    held = {name for uid in each.uids for entry in entry_log.entries_of(db, uid) for name in entry.own_fields()}
    return [name for name in each.fields if name in held]


def repeat(write: Write, found: Returning) -> int:
    """Erase and redact again; return how many fields could not be redacted, because their record was removed."""
    left = 0
    for each in found.erasures:
        if not each.fields:
            if ids := list(_records(write.db, each.uids).values()):
                erasing.write_erasure(write, ids, each.why, KINDS)  # these and no others: every kind is left out
            continue
        for record in _records(write.db, each.uids).values():
            for name in _named(write.db, each):
                left += _redact(write, record, name, each.why)
    return left


def _redact(write: Write, record: int, name: str, why: str) -> int:
    try:
        erasing.write_redaction(write, record, name, why)
    except KnownError:
        # Redacted along with the field before, or of a record that was removed in the backup: then it is counted.
        row = write.db.execute("SELECT removed_seq FROM record WHERE id = ?", (record,)).fetchone()
        return int(row[0] is not None)
    return 0
