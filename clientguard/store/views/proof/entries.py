"""The journal's entries of many records, its leaves, and the anchors that were given out (P5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clientguard.store.file.sqlite import Connection
from clientguard.store.journal import entry_log
from clientguard.store.journal.entry_log import Anchor, Entry
from clientguard.store.records.write_path import WRITES
from clientguard.store.views.portions import PORTION, portions

_SHOWN = (*WRITES, "remove", "restore")  # the changes that entries of a bundle may be


def numbers_of(db: Connection, records: Sequence[int]) -> list[int]:
    """Return the numbers of the entries that wrote, removed or restored these records, in their order."""
    changes = ", ".join(f"'{each}'" for each in _SHOWN)
    found: list[int] = []
    for marks, part in portions(records):
        rows = db.execute(
            "SELECT j.seq FROM record r JOIN journal j ON j.uid = r.uid"
            f" WHERE r.id IN ({marks}) AND j.change IN ({changes})",
            part,
        ).fetchall()
        found += [seq for (seq,) in rows]
    return sorted(found)


def entries_at(db: Connection, numbers: Sequence[int]) -> Iterator[Entry]:
    """Yield the entries with these numbers, a portion at a time; UnreadableError if one is damaged."""
    for start in range(0, len(numbers), PORTION):
        for each in entry_log.entries_at(db, numbers[start : start + PORTION]):
            yield entry_log.readable(each)


def leaves(db: Connection) -> list[bytes]:
    """Return the leaf hashes of all entries."""
    return entry_log.leaves(db)


def anchors(db: Connection, most: int) -> list[Anchor]:
    """Return the newest anchors that were given out, at most so many, from the smallest journal on, each once."""
    rows = db.execute(
        "SELECT size, root FROM (SELECT DISTINCT size, root FROM anchor ORDER BY size DESC LIMIT ?) ORDER BY size",
        (most,),
    ).fetchall()
    return [Anchor(size, root) for size, root in rows]
