"""What merging two records touches: the links to one of them, what a merge wrote, and what ties its records since."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from clientguard.domain.records import KINDS, Field, Kind, Record, Type
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal import entry_log
from clientguard.store.records.columns import quoted
from clientguard.store.records.lookup import any_record, find_records

MERGED = "merged_into"  # the link of a record that was merged; kinds that have it can be merged


def mergeable(kind: Kind) -> bool:
    """Return whether two records of a kind can be merged."""
    return kind.has(MERGED)


def merged(db: Connection, record: Record) -> list[Record]:
    """Return the records that were merged into this one, directly or into one of those."""
    found: list[Record] = []
    waiting = [record.id] if mergeable(record.kind) else []
    while waiting:
        into = waiting.pop()
        more = find_records(db, type(record), f"t.{MERGED} = ?", into, removed=True)
        found += more
        waiting += [each.id for each in more]
    return found


def links_to(db: Connection, target: Record) -> dict[int, tuple[str, list[str]]]:
    """Return what links to a record, removed or not: by id, its kind and the links; merges into it are left out."""
    found: dict[int, tuple[str, list[str]]] = {}
    for kind, field in _links(target.kind.name):
        if field.name == MERGED:
            continue
        rows = db.execute(f"SELECT id FROM {quoted(kind.name)} WHERE {quoted(field.name)} = ?", (target.id,))
        for (record,) in rows.fetchall():
            found.setdefault(record, (kind.name, []))[1].append(field.name)
    return found


def _links(target: str) -> Iterator[tuple[Kind, Field]]:
    for kind in KINDS.values():
        for field in kind.fields:
            if field.type is Type.LINK and field.target in ("", target):
                yield kind, field


@dataclass(frozen=True, slots=True)
class Merge:
    """What a merge wrote: by record, the fields of its entries; `filled` are those of the record that stayed.

    `dropped` are the records that it removed because both clients had them, each with the entry that removed it.
    """

    into: int
    linked: dict[int, tuple[str, ...]]
    filled: dict[str, object]
    dropped: dict[int, int]


def merge_of(db: Connection, loser: Record) -> Merge | None:
    """Return the merge that removed a record, read from the journal; None if it was removed in another way.

    A merge is one transaction: it begins with the entry that says into which record, and ends with the removal.
    """
    into: int | None = getattr(loser, MERGED, None)
    if loser.removed is None or into is None:
        return None
    said = [
        each.seq
        for each in entry_log.entries_of(db, bytes.fromhex(loser.uid))
        if each.change == "change" and set(each.fields or {}) == {MERGED} and each.seq < loser.removed
    ]
    if not said:  # a salvaged casebook: its journal begins with the records as they were
        return Merge(into, {}, {}, {})
    first = max(said)
    stayed = bytes.fromhex(any_record(db, into).uid)
    linked: dict[int, tuple[str, ...]] = {}
    filled: dict[str, object] = {}
    dropped: dict[int, int] = {}
    for entry in entry_log.entries(db, after=first, limit=loser.removed - first - 1):
        (record,) = db.execute("SELECT id FROM record WHERE uid = ?", (entry.uid,)).fetchone()
        if entry.uid == stayed:
            filled |= entry.fields or {}
        elif entry.change == "remove":
            dropped[record] = entry.seq
        else:
            linked[record] = tuple(entry.fields or {})
    return Merge(into, linked, filled, dropped)


def ties(db: Connection, client: int, leaving: Collection[int]) -> Iterator[tuple[int, int]]:
    """Yield the links between records of a client, from those in `leaving` to others or back: record and target.

    Such a link would lead to another client if those in `leaving` went to another one.
    """
    for kind in KINDS.values():
        for field in kind.fields:
            if field.type is Type.LINK and kind.client and field.name != kind.client and not field.any_client:
                rows = db.execute(
                    f"SELECT t.id, t.{quoted(field.name)} FROM {quoted(kind.name)} t JOIN record r ON r.id = t.id"
                    f" WHERE t.{quoted(kind.client)} = ?1 AND t.{quoted(field.name)} <> ?1 AND r.removed_seq IS NULL",
                    (client,),
                )
                yield from ((one, other) for one, other in rows.fetchall() if (one in leaving) != (other in leaving))
