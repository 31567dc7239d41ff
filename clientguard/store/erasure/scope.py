"""The scope of an erasure: the records under a record, their entries and bytes, and what is left out (P5)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from clientguard.domain.records import KINDS, Kind, Type
from clientguard.domain.records.describe import CLIENT
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal import blobs, entry_log
from clientguard.store.journal.entry_log import WHY, Entry
from clientguard.store.journal.erased import ERASE, is_erased
from clientguard.store.records import merging
from clientguard.store.records.columns import quoted
from clientguard.store.records.lookup import any_record, erased_error, kept_digests, parts_of

STEP = 500


@dataclass(frozen=True, slots=True)
class Scope:
    """What an erasure covers: records by kind, their journal entries and bytes. Also what it leaves out."""

    records: dict[str, tuple[int, ...]]
    entries: tuple[int, ...]
    files: int  # records among them that have bytes of their own
    bytes: int  # of files and long texts that nothing else needs
    drafts: int
    kept: dict[str, int]  # records under them that are left out, by kind
    referring: dict[str, int]  # other records that point at one of these, by kind
    # Records that stay, with their kinds, but lose bytes that contain a file that is erased: a message its original.
    originals: Mapping[int, str] = field(default_factory=dict[int, str])

    @property
    def ids(self) -> frozenset[int]:
        """The records of all kinds."""
        return frozenset(each for ids in self.records.values() for each in ids)

    @property
    def count(self) -> int:
        """How many records are erased."""
        return len(self.ids)


@dataclass(slots=True)
class _Reach:
    """The records that were reached, in that order: `ids` are erased, `kept` are left out."""

    ids: dict[int, str] = field(default_factory=dict[int, str])
    kept: dict[int, str] = field(default_factory=dict[int, str])


def scope(db: Connection, ids: Collection[int], keep: Collection[str] = ()) -> Scope:
    """Return what erasing these records erases: a client goes with everything under it, a record with its files.

    `keep` are kinds to leave out, with their files, except for records in `ids`. Raises KnownError if a record does not
    exist, is already erased, or is the business.
    """
    reached = _reach(db, ids, frozenset(keep))
    by_kind: dict[str, list[int]] = {}
    for record, kind in reached.ids.items():
        by_kind.setdefault(kind, []).append(record)
    entries = _entries(db, reached.ids)
    originals = _originals(db, reached.ids)
    return Scope(
        records={kind: tuple(by_kind[kind]) for kind in KINDS if kind in by_kind},
        entries=tuple(entries),
        files=len({record for record, _, _ in kept_digests(db) if record in reached.ids}),
        bytes=sum(unneeded(db, entries, reached.ids, originals).values()),
        drafts=len(drafts(db, reached.ids)),
        kept=dict(Counter(reached.kept.values())),
        referring=referring(db, reached.ids),
        originals=originals,
    )


def _originals(db: Connection, ids: Mapping[int, str]) -> dict[int, str]:
    """Return the records outside `ids`, with their kinds, whose own bytes contain a part of theirs among them."""
    found: dict[int, str] = {}
    for record, kind in ids.items():
        part_of = KINDS[kind].part_of
        if not part_of:
            continue
        row = db.execute(f"SELECT {quoted(part_of)} FROM {quoted(kind)} WHERE id = ?", (record,)).fetchone()
        owner = any_record(db, row[0]) if row and row[0] and row[0] not in ids else None
        if owner and any(getattr(owner, name) for name in own_bytes(owner.kind)):
            found[owner.id] = owner.kind.name
    return found


def own_bytes(kind: Kind) -> tuple[str, ...]:
    """Return the fields whose bytes contain what is in a part of the record, such as a message's original."""
    return tuple(each.name for each in kind.blobs if each.own_text or each.shared)


def _reach(db: Connection, ids: Collection[int], keep: frozenset[str]) -> _Reach:
    reached = _Reach()
    for record in ids:
        found = any_record(db, record)
        if is_erased(db, found.removed):
            raise erased_error()
        if found.kind.single:
            raise KnownError(
                N_("Your own business cannot be erased: the casebook is its record."),
                kept=N_("Nothing was erased."),
                todo=N_("To delete everything, delete the casebook and its backups."),
            )
        reached.ids[record] = found.kind.name
        for each in merging.merged(db, found):  # what is left of them is of the same client or person
            reached.ids.setdefault(each.id, found.kind.name)
    for client in [record for record, kind in reached.ids.items() if kind == CLIENT]:
        for kind in KINDS.values():
            if kind.client:
                _take(db, reached, keep, kind, f"t.{quoted(kind.client)} = ?", client)
    waiting = [*reached.kept, *reached.ids]
    for record in waiting:  # files go, or stay, with what they belong to, which may be a part itself
        into = reached.kept if record in reached.kept else reached.ids
        for part, kind in parts_of(db, record):
            if part not in ids and part not in into:
                reached.ids.pop(part, None)
                reached.kept.pop(part, None)
                into[part] = kind
                waiting.append(part)
    gone = {record for record in reached.ids if record not in ids and _was_erased(db, record)}
    reached.ids = {record: kind for record, kind in reached.ids.items() if record not in gone}
    return reached


def _take(db: Connection, reached: _Reach, keep: frozenset[str], kind: Kind, where: str, value: int) -> None:
    for (record,) in db.execute(f"SELECT t.id FROM {quoted(kind.name)} t WHERE {where}", (value,)).fetchall():
        if record not in reached.ids:
            (reached.kept if kind.name in keep else reached.ids)[record] = kind.name


def _was_erased(db: Connection, record: int) -> bool:
    (removed,) = db.execute("SELECT removed_seq FROM record WHERE id = ?", (record,)).fetchone()
    return is_erased(db, removed)


def _entries(db: Connection, ids: Iterable[int]) -> list[int]:
    """Return the entries of these records that still have values, except erase entries."""
    found: list[int] = []
    for marks, part in in_parts(list(ids)):
        found += [
            seq
            for (seq,) in db.execute(
                f"SELECT j.seq FROM journal j JOIN record r ON r.uid = j.uid WHERE r.id IN ({marks}) AND j.change <> ?"
                " AND (EXISTS (SELECT 1 FROM journal_value v WHERE v.seq = j.seq)"
                " OR EXISTS (SELECT 1 FROM journal_part p WHERE p.seq = j.seq))",
                (*part, ERASE),
            ).fetchall()
        ]
    return sorted(found)


def in_parts(ids: Sequence[int]) -> Iterator[tuple[str, list[int]]]:
    """Yield ids in parts small enough for one query, each with its placeholders."""
    for start in range(0, len(ids), STEP):
        part = list(ids[start : start + STEP])
        yield ", ".join("?" for _ in part), part


def referring(db: Connection, ids: Collection[int], aside: Collection[int] = ()) -> dict[str, int]:
    """Return how many other records link to one of these, by kind, without removed ones and those `aside`."""
    found: dict[str, set[int]] = {}
    for kind in KINDS.values():
        for link in (each.name for each in kind.fields if each.type is Type.LINK):
            for marks, part in in_parts(list(ids)):
                rows = db.execute(
                    f"SELECT t.id FROM {quoted(kind.name)} t JOIN record r ON r.id = t.id"
                    f" WHERE t.{quoted(link)} IN ({marks}) AND r.removed_seq IS NULL",
                    part,
                ).fetchall()
                others = (record for (record,) in rows if record not in ids and record not in aside)
                found.setdefault(kind.name, set()).update(others)
    return {kind: len(members) for kind, members in found.items() if members}


def unneeded(
    db: Connection, entries: Collection[int], ids: Collection[int], originals: Collection[int]
) -> dict[bytes, int]:
    """Return the blobs (digest and size) that an erasure leaves without use; see `Scope`."""
    going = set(entries)
    lost: dict[int, set[str]] = {}
    emptied: set[tuple[int, str]] = set()
    for owner in originals:
        record = any_record(db, owner)
        emptied |= {(owner, name) for name in own_bytes(record.kind)}
        losing = losses_of(db, record.uid, set(own_bytes(record.kind)))
        lost |= {seq: names for seq, (_, names) in losing.items()}
    return spare(db, lambda seq, name: seq in going or name in lost.get(seq, ()), ids, emptied)


def losses_of(db: Connection, uid: str, gone: Set[str]) -> dict[int, tuple[Entry, set[str]]]:
    """Return the entries of a record that wrote one of these fields, with what they lose by a redaction of them."""
    found: dict[int, tuple[Entry, set[str]]] = {}
    for entry in entry_log.entries_of(db, bytes.fromhex(uid)):
        fields = entry.fields or {}
        lost = {name for name in fields if name in gone}
        if entry.change != ERASE and lost:
            found[entry.seq] = entry, lost | ({WHY} & fields.keys())
    return found


def spare(
    db: Connection,
    going: Callable[[int, str], bool],
    ids: Collection[int] = (),
    emptied: Collection[tuple[int, str]] = (),
) -> dict[bytes, int]:
    """Return the blobs (digest and size) that nothing needs once the `going` fields of entries and these records go.

    `emptied` are single fields of records that go. What an original is rebuilt from is needed as long as it is.
    """
    mine: set[str] = set()
    needed: set[str] = set()
    for seq, name, digest in _references(db):
        (mine if going(seq, name) else needed).add(digest)
    for record, name, digest in kept_digests(db):
        (mine if record in ids or (record, name) in emptied else needed).add(digest)
    for recipe, need in blobs.all_needs(db):
        (needed if recipe.hex() in needed else mine).add(need.hex())
    held = db.execute("SELECT sha256, size FROM blob").fetchall()
    return {digest: size for digest, size in held if digest.hex() in mine - needed}


def _references(db: Connection) -> Iterator[tuple[int, str, str]]:
    """Yield entry, field and digest of each long text that the journal refers to."""
    for seq, text in db.execute("SELECT seq, fields FROM journal_value WHERE instr(fields, '\"sha256\":')").fetchall():
        for name, value in json.loads(text).items():
            if isinstance(value, dict):
                yield seq, name, value["sha256"]
    for seq, text in db.execute("SELECT seq, parts FROM journal_part WHERE instr(parts, '\"sha256\":')").fetchall():
        for name, (_, value) in json.loads(text)["kept"].items():
            if isinstance(value, dict):
                yield seq, name, value["sha256"]


def drafts(db: Connection, ids: Collection[int]) -> list[int]:
    """Return the drafts that may be about these records: of their forms, of forms that link to them, of windows."""
    names = {f"#{each}" for each in ids}
    found: list[int] = []
    for draft, place, content in db.execute("SELECT id, place, content FROM draft").fetchall():
        about = {int(part) for part in place.split(":")[1:] if part.isdecimal()}
        open_state = place.startswith("window:")  # whatever was open when the casebook was locked
        chosen = names & {value for value in json.loads(content).values() if isinstance(value, str)}
        if open_state or about & set(ids) or chosen:
            found.append(draft)
    return found
