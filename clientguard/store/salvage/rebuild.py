"""Salvage: the records, files and journal that can still be read from a damaged casebook, written to a new one.

Every record is stored twice: as its row, and in the journal's entries. A row that agrees with them, or cannot be
compared, is taken as it is; if it cannot be read, or a complete journal says otherwise, the record is taken from the
journal. What was erased stays erased.
"""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from clientguard.domain.records import KINDS, Attachment, Business, Field, Instant, Kind, Message, Record, Type
from clientguard.domain.wording import N_, Said, said
from clientguard.store.journal import blobs
from clientguard.store.records.cells import is_readable
from clientguard.store.records.columns import columns, field_columns, from_row, is_empty
from clientguard.store.records.write_path import Write
from clientguard.store.salvage import originals
from clientguard.store.salvage.damaged_file import DamagedFile
from clientguard.store.salvage.damaged_journal import DamagedJournal, Told

MOST = 200  # lines about what could not be read; further ones are only counted
_AFTER = 1 << 40  # numbers for records whose own is lost: after all others
PART = 16 << 20  # bytes in one file of the old journal's entries

Progress = Callable[[int, int], None]
Identity = tuple[str, str, int | None]  # a record's kind, its uid in hex, the entry that removed it


@dataclass(slots=True)
class Salvaged:
    """What was found, as numbers; and in `lost`, in words, what was not."""

    records: int = 0
    from_journal: int = 0  # of these, the ones whose row could not be relied on
    files: int = 0
    drafts: int = 0
    entries: int = 0  # of the old journal: those that still verify
    old_journal: list[str] = field(default_factory=list[str])  # names of the attachments that hold them
    lost: list[Said] = field(default_factory=list[Said])
    more: int = 0  # losses that are not listed

    def lose(self, line: Said) -> None:
        """Record what could not be read."""
        if len(self.lost) < MOST:
            self.lost.append(line)
        else:
            self.more += 1


class Uids:
    """The system's entropy, except that the next uid may be given: a salvaged record keeps its own."""

    def __init__(self) -> None:
        self.next = b""

    def __call__(self, size: int) -> bytes:
        """Return the given uid once, then random bytes."""
        given, self.next = self.next, b""
        return given if len(given) == size else os.urandom(size)


class Salvage:
    """Reads a damaged casebook into memory, then writes what it found through the one write path."""

    def __init__(self, damaged: DamagedFile) -> None:
        self._damaged = damaged
        self.found = Salvaged()
        self._old = DamagedJournal(damaged)
        self._bytes: dict[bytes, int] = {}  # the number of each blob by its digest
        self._piece = originals.pieces(damaged, self._bytes)
        self._uids: dict[int, str] = {}  # by the record's number in the old file
        self._ids: dict[str, int] = {}
        self._all: list[Record] = []

    def read(self) -> None:
        """Read everything except the bytes of files."""
        self._read_blobs()
        self._old.read()
        self.found.entries = len(self._old.entries)
        if self._old.missing:
            count = self._old.missing
            self.found.lose(
                said(N_("Entries of the old journal that could not be read, or were changed: {count}."), count=count)
            )
        rows = self._read_identities()
        self._uids = {each: uid for each, (_, uid, _) in rows.items()}
        self._ids = {uid: each for each, uid in self._uids.items() if uid}
        records = {each.uid or str(each.id): each for each in self._records(rows)}
        records |= {each.uid: each for each in self._from_journal(records.keys())}
        self._list_missing(rows, records.keys())
        self._all = sorted(records.values(), key=lambda each: each.id)

    def __len__(self) -> int:
        """Return how many records were found."""
        return len(self._all)

    # --- the records ---

    def _read_blobs(self) -> None:
        for each, digest in self._damaged.rows("blob", ["sha256"]):
            if isinstance(digest, bytes):
                self._bytes[digest] = each
        for digest, each in self._damaged.ask("SELECT sha256, id FROM blob ORDER BY sha256")[0]:
            if isinstance(digest, bytes):  # the index still has some that the table has lost
                self._bytes.setdefault(digest, each)

    def _read_identities(self) -> dict[int, Identity]:
        """Return kind, uid and removing entry by id: from the table or, for lost rows, from its two indexes."""
        kinds: dict[int, tuple[Any, Any]] = {}
        uids: dict[int, Any] = {}
        for each, kind, removed in self._damaged.ask("SELECT id, kind, removed_seq FROM record ORDER BY kind")[0]:
            kinds[each] = (kind, removed)
        for uid, each in self._damaged.ask("SELECT uid, id FROM record ORDER BY uid")[0]:
            uids[each] = uid
        for each, kind, uid, removed in self._damaged.rows("record", ["kind", "uid", "removed_seq"]):
            kinds[each], uids[each] = (kind, removed), uid
        return {
            each: (kind, uids[each].hex() if isinstance(uids.get(each), bytes) else "", removed)
            for each, (kind, removed) in kinds.items()
            if kind in KINDS and (removed is None or isinstance(removed, int))
        }

    def _records(self, rows: dict[int, Identity]) -> Iterator[Record]:
        for kind in KINDS.values():
            here = set(self._damaged.columns(kind.name))
            names = [name for name in columns(kind) if name in here]
            for row in self._damaged.rows(kind.name, names) if names else ():
                own, uid, removed = rows.get(row[0], (kind.name, "", None))
                if removed in self._old.erasing:
                    self._old.erased.add(uid)
                elif own == kind.name:
                    yield self._judged(kind, row[0], uid, removed, dict(zip(names, row[1:], strict=True)))

    def _judged(self, kind: Kind, number: int, uid: str, removed: int | None, cells: dict[str, Any]) -> Record:
        """Return a record from its row, or from the journal if that is complete and says otherwise."""
        wrong: list[Field] = []
        clean: list[Any] = []
        for each in kind.fields:
            own = [cells.get(name) for name in field_columns(each)]
            if not _fits(each, own):
                wrong.append(each)
            clean += own if _fits(each, own) and own != [None] else _nothing(each)
        record = from_row(kind.record, (number, uid, removed, *clean))
        if not uid:
            record = self._named(kind, record, wrong)
        told = self._old.told.get(record.uid)
        if told and told.whole and told.kind == kind.name and record.uid not in self._old.erased:
            better = self._by_journal(kind, number, record.uid, told)
            if better and not self._agrees(kind, record, told.fields, wrong) and (wrong or not self._old.missing):
                self.found.from_journal += 1
                return dataclasses.replace(better, removed=record.removed)
        for each in wrong:
            self._lose_field(record, each)
        return record

    def _named(self, kind: Kind, record: Record, wrong: list[Field]) -> Record:
        """Return a record whose uid is lost, with the uid of the record that the journal describes alike."""
        for uid, told in self._old.told.items():
            if told.kind == kind.name and uid not in self._ids and self._agrees(kind, record, told.fields, wrong):
                self._ids[uid], self._uids[record.id] = record.id, uid
                return dataclasses.replace(record, uid=uid, removed=1 if told.removed else None)
        return record

    def _agrees(self, kind: Kind, record: Record, then: dict[str, Any], wrong: list[Field]) -> bool:
        """Return whether a row says the same as the journal about the record."""
        if wrong:
            return False
        pairs = ((_to_json(each, getattr(record, each.name), self._uids), then.get(each.name)) for each in kind.fields)
        return all(_same(now, told) for now, told in pairs)

    def _by_journal(self, kind: Kind, number: int, uid: str, told: Told) -> Record | None:
        """Return a record from the journal; None if one of its long texts is lost."""
        values: dict[str, Any] = {}
        for each in kind.fields:
            value = told.fields.get(each.name)
            if isinstance(value, dict):  # a long text is kept as a blob
                data = self.bytes_of(bytes.fromhex(str(value.get("sha256", ""))))  # pyright: ignore[reportUnknownArgumentType, reportUnknownMemberType] - it was JSON
                if data is None:
                    return None
                value = data.decode("utf-8", "replace")
            if each.type is Type.LINK and value is not None:
                value = self._ids.setdefault(str(value), _AFTER + len(self._ids))
            if value is not None:
                values[each.name] = _from_json(each, value)
        return kind.record(id=number, uid=uid, removed=1 if told.removed else None, **values)

    def _from_journal(self, known: Set[str]) -> list[Record]:
        """Return the records whose rows are lost, as far as the journal's entries still have them."""
        old = self._old
        gone = [uid for uid in old.told if uid in old.first and uid not in known and uid not in old.erased]
        for uid in gone:
            self._ids.setdefault(uid, _AFTER + len(self._ids))
        found: list[Record] = []
        for uid in gone:
            told = old.told[uid]
            record = self._by_journal(KINDS[told.kind], self._ids[uid], uid, told) if told.kind in KINDS else None
            if record is None:
                continue
            self.found.from_journal += 1
            found.append(record)
            if not told.whole or old.missing:
                self._lose(
                    N_("{kind} “{title}” was rebuilt from the journal; its last changes may be missing."), record
                )
        return found

    def _list_missing(self, rows: dict[int, Identity], found: Set[str]) -> None:
        old = self._old
        missing = old.first | {uid for _, uid, removed in rows.values() if uid and removed not in old.erasing}
        kinds = {uid: kind for kind, uid, _ in rows.values()}
        for uid in sorted(missing - found - old.erased):
            kind = KINDS.get(str(kinds.get(uid) or old.told.get(uid, Told()).kind))
            label = kind.label if kind else N_("Record")
            self.found.lose(said(N_("{kind} {uid}: none of it could be read."), kind=said(label), uid=uid[:8]))

    def _lose(self, line: str, record: Record, **values: Said) -> None:
        title = str(getattr(record, record.kind.title))
        self.found.lose(said(line, kind=said(record.kind.label), title=title, **values))

    def _lose_field(self, record: Record, each: Field) -> None:
        self._lose(N_("{kind} “{title}”: {field} could not be read."), record, field=said(each.label))

    # --- what is written ---

    def bytes_of(self, digest: bytes) -> bytes | None:
        """Return the bytes with that SHA-256, if they can be read and match it."""
        parts = self._bytes.get(digest)
        return None if parts is None else self._damaged.file(parts, digest, self._piece)

    def write(self, write: Write, uids: Uids, progress: Progress) -> None:
        """Write what was found to a new casebook, in the transaction that creates it."""
        write.keep_faulty_links()
        places: dict[int, Record] = {}
        later: list[tuple[Record, Record]] = []
        for at, record in enumerate(self._all):
            progress(at, len(self._all))
            if isinstance(record, Attachment) and not self._keep_bytes(write, record):
                continue
            if not isinstance(record, Attachment):
                record = self._with_own_bytes(write, record)
            fresh, open_links = self._linked(record, places)
            uids.next = bytes.fromhex(record.uid)
            made = places[record.id] = write.add(fresh)
            self.found.records += 1
            if open_links:
                later.append((record, made))
        for record, made in later:
            self._link(write, record, made, places)
        self._keep_journal(write, places)
        for record in self._all:
            if record.removed is not None and record.id in places:
                write.remove(places[record.id].id)
        self._keep_drafts(write)
        originals.keep_exclusions(write, self._damaged, places)
        progress(len(self._all), len(self._all))

    def _keep_bytes(self, write: Write, file: Attachment) -> bool:
        digest = bytes.fromhex(file.sha256) if _is_digest(file.sha256) else b""
        data = self.bytes_of(digest)
        if data is None:
            lost = said(N_("The file “{name}”: its contents are lost or damaged."), name=file.name)
            self.found.lose(lost)
            return False
        blobs.put_blob(write.db, data)
        self.found.files += 1
        return True

    def _with_own_bytes(self, write: Write, record: Record) -> Record:
        """Return a record whose own bytes, such as a message's original, are kept; without those that are lost."""
        for each in record.kind.blobs:
            named: str = getattr(record, each.name)
            digest = bytes.fromhex(named) if _is_digest(named) else b""
            data = self.bytes_of(digest) if named else None
            if data is not None:
                originals.keep_original(write, self._damaged.stored(self._bytes[digest]), digest, data, self._piece)
            elif named:
                self._lose_bytes(record, each)
                record = dataclasses.replace(record, **{each.name: ""})
        return record

    def _lose_bytes(self, record: Record, each: Field) -> None:
        if isinstance(record, Message):
            self._lose(N_("{kind} “{title}”: its original is lost or damaged."), record)
        else:
            self._lose_field(record, each)

    def _linked(self, record: Record, places: dict[int, Record]) -> tuple[Record, bool]:
        """Return a record with the links that can be set so far, and whether others remain."""
        values: dict[str, Any] = {"id": 0, "removed": None}
        later = False
        for each in record.kind.fields:
            target = getattr(record, each.name) if each.type is Type.LINK else None
            if target is not None:
                values[each.name] = places[target].id if target in places else None
                later = later or target not in places
        return dataclasses.replace(record, **values), later

    def _link(self, write: Write, record: Record, made: Record, places: dict[int, Record]) -> None:
        """Set the links that pointed to later records; those that point to lost ones are reported."""
        linked, _ = self._linked(record, places)
        write.change(dataclasses.replace(linked, id=made.id, uid=made.uid))
        for each in record.kind.fields:
            target = getattr(record, each.name) if each.type is Type.LINK else None
            if target is not None and target not in places:
                self._lose_field(record, each)

    def _keep_journal(self, write: Write, places: dict[int, Record]) -> None:
        """Keep the old journal's entries that verify as text files under the business, one JSON object per line."""
        owner = next((each for each in places.values() if isinstance(each, Business)), None)
        if owner is None:
            return
        for data in self._old.files(PART):
            number = len(self.found.old_journal) + 1
            name = f"journal before salvage{f' {number}' if number > 1 else ''}.txt"
            write.attach(owner.id, None, name, "text/plain", data)
            self.found.old_journal.append(name)

    def _keep_drafts(self, write: Write) -> None:
        for _id, place, ms, content in self._damaged.rows("draft", ["place", "ms", "content"]):
            if isinstance(place, str) and isinstance(ms, int) and _is_json(content):
                write.db.execute(
                    "INSERT OR IGNORE INTO draft (place, ms, content) VALUES (?, ?, ?)", (place, ms, content)
                )
                self.found.drafts += 1


def _fits(each: Field, cells: list[Any]) -> bool:
    """Return whether the cells of a field contain only what their columns allow."""
    if each.type is Type.INSTANT:
        return is_readable(each, cells)
    (cell,) = cells
    return cell is None or (is_readable(each, cells) and not (isinstance(cell, str) and "\ufffd" in cell))


def _nothing(each: Field) -> list[Any]:
    """Return what the columns of a field contain if nothing was entered."""
    return [("" if "DEFAULT ''" in sql else 0 if "DEFAULT 0" in sql else None) for sql in field_columns(each).values()]


def _same(now: Any, then: Any) -> bool:  # noqa: ANN401
    if isinstance(then, dict):  # a long text is given by its digest
        digest = str(then.get("sha256"))  # pyright: ignore[reportUnknownArgumentType, reportUnknownMemberType] - it was JSON
        return isinstance(now, str) and sha256(now.encode()).hexdigest() == digest
    return now == then or (is_empty(now) and is_empty(then))


def _to_json(each: Field, value: Any, uids: dict[int, str]) -> Any:  # noqa: ANN401
    if value is None:
        return None
    match each.type:
        case Type.LINK:
            return uids.get(value)
        case Type.DATE:
            return value.isoformat()
        case Type.INSTANT:
            return [value.ms, value.offset]
        case _:
            return value


def _from_json(each: Field, value: Any) -> Any:  # noqa: ANN401
    """Return a journalled value as a record holds it; the reverse of `columns.to_json`."""
    match each.type:
        case Type.DATE:
            return date.fromisoformat(value)
        case Type.INSTANT:
            return Instant(*value)
        case _:
            return value


def _is_digest(text: str) -> bool:
    return len(text) == 64 and all(each in "0123456789abcdef" for each in text)


def _is_json(text: Any) -> bool:  # noqa: ANN401
    try:
        found: object = json.loads(text)
    except (ValueError, TypeError, RecursionError):
        return False
    return isinstance(found, dict)
