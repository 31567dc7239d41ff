"""The journal as a person reads it, and what was removed, by the entries that removed it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from clientguard.domain.records import KINDS, Field, Instant, Kind, Record, Type
from clientguard.domain.records.names import folded
from clientguard.domain.records.parse import plain
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal import entry_log
from clientguard.store.journal.entry_log import CORRECTS, WHY, Anchor, Entry
from clientguard.store.journal.erased import ERASE
from clientguard.store.records.columns import quoted
from clientguard.store.records.lookup import ERASED, titles
from clientguard.store.records.past import Past, as_record
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
    known = _records_of(db, found)
    return _rows(db, found, known, titles(db, [id_ for id_, _, _ in known.values()]))


_Known = dict[bytes, tuple[int, str, bool]]  # by uid: the record, its kind, and whether it was erased


def _records_of(db: Connection, found: Sequence[Entry]) -> _Known:
    uids = {each.uid for each in found}
    marks = ", ".join("?" for _ in uids)
    return {
        uid: (id_, kind, change == ERASE)
        for uid, id_, kind, change in db.execute(
            "SELECT r.uid, r.id, r.kind, j.change FROM record r LEFT JOIN journal j ON j.seq = r.removed_seq"
            f" WHERE r.uid IN ({marks})",
            list(uids),
        ).fetchall()
    }


def _rows(db: Connection, found: Sequence[Entry], known: _Known, names: Mapping[int, str]) -> list[JournalRow]:
    corrections = _corrections(db, list({each.uid for each in found}))
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


# --- the entries that a filter lets through ---

PORTION = 500  # entries that one reading looks at


@dataclass(frozen=True, slots=True)
class Filter:
    """Which entries to show; what is left empty lets everything through.

    `word` puts labels into the reader's language, `day` a moment into their day: both are compared as they are shown.
    """

    client: int = 0  # the client itself, and every record that belongs to it
    kind: str = ""
    since: date | None = None
    until: date | None = None  # inclusive
    text: str = ""  # in the record's title, its kind, the names and values of what was written, or the reason
    word: Callable[[str], str] = field(default=str, compare=False)
    day: Callable[[Instant], date] = field(default=lambda at: date.fromtimestamp(at.ms / 1000), compare=False)

    def __bool__(self) -> bool:
        """Return whether it asks for anything."""
        return bool(self.client or self.kind or self.since or self.until or self.text.strip())


@dataclass(frozen=True, slots=True)
class Found:
    """What one reading let through, newest first; the next one goes on `before` this entry (0: that was all)."""

    rows: tuple[JournalRow, ...]
    before: int


def found(db: Connection, wanted: Filter, before: int = 0) -> Found:
    """Look at the `PORTION` entries below `before` (0: from the end), and return those that are wanted.

    The texts of entries are not indexed, so a filter looks at all of them: a portion at a time, so that the first are
    shown at once, and none of the readings takes long.
    """
    last = before or size(db) + 1
    first = max(1, last - PORTION)
    looked = entry_log.entries(db, after=first - 1, limit=last - first, newest=False)
    passed = [each for each in reversed(looked) if _in_time(wanted, each.at)]
    known = _records_of(db, passed)
    if wanted.kind:
        passed = [each for each in passed if known.get(each.uid, (0, "", False))[1] == wanted.kind]
    if wanted.client:
        owners = _owners(db, [(id_, kind) for id_, kind, _ in known.values()])
        own = {uid for uid, (id_, _, _) in known.items() if wanted.client in (id_, owners.get(id_))}
        passed = [each for each in passed if each.uid in own]
    names = titles(db, [id_ for id_, _, _ in known.values()])
    if sought := folded(wanted.text.strip()):
        passed = [
            each for each in passed if any(sought in folded(text) for text in _texts(db, wanted, each, known, names))
        ]
    return Found(tuple(_rows(db, passed, known, names)), first if first > 1 else 0)


def _in_time(wanted: Filter, at: Instant) -> bool:
    if wanted.since is None and wanted.until is None:
        return True
    day = wanted.day(at)
    return (wanted.since is None or day >= wanted.since) and (wanted.until is None or day <= wanted.until)


def _texts(db: Connection, wanted: Filter, each: Entry, known: _Known, names: Mapping[int, str]) -> list[str]:
    """Return the texts of an entry that a filter looks into, as people read them."""
    held = entry_log.readable(each).fields or {}
    id_, name, _ = known.get(each.uid, (0, "", False))
    kind = KINDS.get(name)
    told = [names.get(id_, ""), wanted.word(kind.label) if kind else ""]
    for name, value in held.items():
        if kind and kind.has(name):
            described = kind.field(name)
            told += [wanted.word(described.label), _sought(wanted, described, entry_log.long_value(db, value), held)]
        elif name in (WHY, "why"):
            told.append(str(entry_log.long_value(db, value)))
    return told


def _sought(wanted: Filter, described: Field, value: Any, held: Mapping[str, Any]) -> str:  # noqa: ANN401
    if described.type is Type.MONEY:
        return plain(described, value, str(held.get("currency", "")))
    if described.type is Type.CHOICE:
        choice = described.choice(value)
        return wanted.word(choice.label) if choice else str(value)
    return str(value) if described.type not in (Type.LINK, Type.INSTANT, Type.FLAG) and value is not None else ""


# --- what one entry changed ---


@dataclass(frozen=True, slots=True)
class Written:
    """What an entry wrote: the record before and after it, as far as the journal still says.

    `fields` are those that differ, in the order of the kind. A value that was erased is in `lost_before` or
    `lost_after`. `before` is None for the entry that added the record. `titles` are those of linked records.
    """

    fields: tuple[str, ...]
    before: Record | None
    after: Record
    lost_before: frozenset[str]
    lost_after: frozenset[str]
    titles: Mapping[int, str]

    def text(self, name: str, record: Record | None) -> str | None:
        """Return a field of `before` or `after` as text that does not depend on the language; None without a record."""
        if record is None:
            return None
        if name in (self.lost_before if record is self.before else self.lost_after):
            return ERASED
        described, value = record.kind.field(name), getattr(record, name)
        if described.type is Type.LINK:
            return self.titles.get(value or 0, "")
        return plain(described, value, getattr(record, "currency", None) or "")


def written(db: Connection, seq: int) -> Written | None:
    """Return what an entry wrote; None for one that holds no values of a record."""
    entry = entry_log.entry_at(db, seq)
    kind = _kind_of(db, entry.uid) if entry and entry.change in WRITES else None
    if entry is None or kind is None:
        return None
    past = Past()
    for each in entry_log.entries_of(db, entry.uid):
        if each.seq < seq:
            past.add(each)
    return _written(db, kind, entry, past)


def written_to(db: Connection, record: int) -> dict[int, Written]:
    """Return what each entry about a record wrote, by its number, as `written` does; each entry is read once."""
    row = db.execute("SELECT uid FROM record WHERE id = ?", (record,)).fetchone()
    kind = _kind_of(db, row[0]) if row else None
    found: dict[int, Written] = {}
    past = Past()
    for each in entry_log.entries_of(db, row[0]) if kind else ():
        if kind and each.change in WRITES:
            found[each.seq] = _written(db, kind, each, past)
        past.add(each)
    return found


def _written(db: Connection, kind: Kind, entry: Entry, past: Past) -> Written:
    """Return what an entry wrote to a record that was, before it, as in `past`."""
    now = past.copy()
    now.add(entry)
    names = {*entry.own_fields(), *(entry.part.lost if entry.part else ())}
    fields = tuple(each for each in kind.fields if each.name in names)
    ids = _ids_of(db, kind, (past.values, now.values))
    shown = {each.name for each in fields}
    return Written(
        fields=tuple(each.name for each in fields),
        before=None if entry.change == "add" else as_record(db, kind, past.values, shown, ids),
        after=as_record(db, kind, now.values, shown, ids),
        lost_before=frozenset(each.name for each in fields if past.lost(each.name)),
        lost_after=frozenset(each.name for each in fields if now.lost(each.name)),
        titles=titles(db, sorted(ids.values())),
    )


def _kind_of(db: Connection, uid: bytes) -> Kind | None:
    row = db.execute("SELECT kind FROM record WHERE uid = ?", (uid,)).fetchone()
    return KINDS.get(row[0]) if row else None


def _ids_of(db: Connection, kind: Kind, states: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Return the linked records, by the uid that the journal has for them."""
    links = [each.name for each in kind.fields if each.type is Type.LINK]
    uids = sorted({str(state[name]) for state in states for name in links if state.get(name)})
    if not uids:
        return {}
    marks = ", ".join("?" for _ in uids)
    found = db.execute(f"SELECT uid, id FROM record WHERE uid IN ({marks})", [bytes.fromhex(each) for each in uids])
    return {uid.hex(): record for uid, record in found.fetchall()}


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
