"""The journal as a person reads it, and what was removed, by the entries that removed it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from clientguard.domain.records import KINDS, Instant, Kind
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal import entry_log
from clientguard.store.journal.entry_log import CORRECTS, WHY, Anchor
from clientguard.store.journal.erased import ERASE
from clientguard.store.records.columns import quoted
from clientguard.store.records.lookup import titles
from clientguard.store.records.write_path import WRITES


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One entry: what happened to which record, when, which fields it wrote, and what later entries say about it."""

    seq: int
    change: str
    record: int  # 0 for entries about the casebook itself
    kind: str
    title: str
    fields: tuple[str, ...]
    at: Instant
    hash: str
    shell: bool = False  # the record was erased
    gone: bool = False  # all of its values were erased
    lost: int = 0  # how many of its fields were redacted
    corrects: int = 0  # the entry that this one corrects
    corrected_by: tuple[int, ...] = ()
    why: str = ""  # the reason for a correction or an erasure
    entries: str = ""  # the entries that an erasure changed, as `3-9,12`

    @property
    def correctable(self) -> bool:
        """Whether it wrote fields of a record and still has some of their values."""
        return bool(self.record) and self.change in WRITES and not self.gone and not self.shell


def size(db: Connection) -> int:
    """Return how many entries the journal has."""
    return anchor(db).size


def anchor(db: Connection) -> Anchor:
    """Return the journal's size and root."""
    return entry_log.anchor(db)


def page(db: Connection, *, before: int = 0, limit: int = 200, record: int = 0) -> list[JournalRow]:
    """Return entries with numbers below `before` (0: from the end), newest first, about one record or all."""
    if record:
        uid = db.execute("SELECT uid FROM record WHERE id = ?", (record,)).fetchone()
        found = list(reversed(entry_log.entries_of(db, uid[0]))) if uid else []
    else:
        last = before or size(db) + 1
        found = list(reversed(entry_log.entries(db, after=max(0, last - 1 - limit), limit=min(limit, last - 1))))
    uids = {each.uid for each in found}
    marks = ", ".join("?" for _ in uids)
    known = {
        uid: (id_, kind, change == ERASE)
        for uid, id_, kind, change in db.execute(
            "SELECT r.uid, r.id, r.kind, j.change FROM record r LEFT JOIN journal j ON j.seq = r.removed_seq"
            f" WHERE r.uid IN ({marks})",
            list(uids),
        ).fetchall()
    }
    names = titles(db, [id_ for id_, _, _ in known.values()])
    corrections = _corrections(db, list(uids))
    rows: list[JournalRow] = []
    for each in map(entry_log.readable, found):
        id_, kind, shell = known.get(each.uid, (0, "", False))
        held = each.fields or {}
        rows.append(
            JournalRow(
                seq=each.seq,
                change=each.change,
                record=id_,
                kind=kind,
                title=names.get(id_, ""),
                fields=tuple(name for name in each.own_fields() if name != "kind"),
                at=each.at,
                hash=each.hash.hex(),
                shell=shell,
                gone=each.fields is None,
                lost=len(each.part.lost) if each.part else 0,
                corrects=held.get(CORRECTS, 0),
                corrected_by=tuple(corrections.get(each.seq, ())),
                why=str(entry_log.long_value(db, held.get("why" if each.change == ERASE else WHY, ""))),
                entries=str(entry_log.long_value(db, held.get("entries", ""))) if each.change == ERASE else "",
            )
        )
    return rows


def last_correctable(db: Connection, record: int) -> int:
    """Return the last entry about a record that can be corrected, 0 if there is none."""
    return next((each.seq for each in page(db, record=record) if each.correctable), 0)


def _corrections(db: Connection, uids: list[bytes]) -> dict[int, list[int]]:
    """Return the corrections of these records' entries, by the entry they correct."""
    found: dict[int, list[int]] = {}
    for entry in entry_log.corrections_of(db, uids):
        if entry.fields and CORRECTS in entry.fields:
            found.setdefault(entry.fields[CORRECTS], []).append(entry.seq)
    return found


# --- what was removed and can be restored ---


@dataclass(frozen=True, slots=True)
class RemovedRow:
    """One removed record: its kind and title, whose it is (0: nobody's), and when it was removed."""

    record: int
    kind: str
    title: str
    client: int
    owner: str
    at: Instant


@dataclass(frozen=True, slots=True)
class RemovedRows:
    """The records that were removed last, and how many there are in all."""

    rows: tuple[RemovedRow, ...]
    count: int


def removed(db: Connection, limit: int = 500) -> RemovedRows:
    """Return what was removed and not erased; parts of what was removed come back with it, and are left out."""
    where = " AND ".join(("r.removed_seq IS NOT NULL", "j.change <> ?", "r.kind IN (SELECT value FROM json_each(?))"))
    parts = " ".join(_not_with_its_owner(kind) for kind in KINDS.values() if kind.part_of)
    found = db.execute(
        f'SELECT r.id, r.kind, j.ms, j."offset", count(*) OVER () FROM record r JOIN journal j ON j.seq = r.removed_seq'
        f" WHERE {where} {parts} ORDER BY r.removed_seq DESC LIMIT ?",
        (ERASE, json.dumps(list(KINDS)), limit),
    ).fetchall()
    owners = _owners(db, [(row[0], row[1]) for row in found])
    names = titles(db, [*(row[0] for row in found), *sorted(set(owners.values()))])
    rows = tuple(
        RemovedRow(
            record=record,
            kind=kind,
            title=names.get(record, ""),
            client=owners.get(record, 0),
            owner=names.get(owners.get(record, 0), ""),
            at=Instant(ms, offset),
        )
        for record, kind, ms, offset, _ in found
    )
    return RemovedRows(rows, found[0][4] if found else 0)


def _not_with_its_owner(kind: Kind) -> str:
    return (
        f"AND NOT EXISTS (SELECT 1 FROM {quoted(kind.name)} p JOIN record o ON o.id = p.{quoted(kind.part_of)}"
        " WHERE p.id = r.id AND o.removed_seq IS NOT NULL)"
    )


def _owners(db: Connection, found: list[tuple[int, str]]) -> dict[int, int]:
    """Return the client of each record that has one."""
    owners: dict[int, int] = {}
    for kind in KINDS.values():
        members = [record for record, name in found if name == kind.name and kind.client]
        for start in range(0, len(members), 500):
            part = members[start : start + 500]
            marks = ", ".join("?" for _ in part)
            rows = db.execute(
                f"SELECT id, {quoted(kind.client)} FROM {quoted(kind.name)} WHERE id IN ({marks})", part
            ).fetchall()
            owners |= {record: client for record, client in rows if client}
    return owners
