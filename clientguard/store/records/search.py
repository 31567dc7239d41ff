"""The search index: one full-text table whose rowids follow the date, so that the newest records are found first.

The index keeps which words a record has, but not their positions. That takes a third of the space, and only phrases and
Thai would need positions: the text of what has their words is then read to see whether these really occur in a row.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import date

from clientguard.domain.records import Instant, Kind, Record
from clientguard.domain.records.describe import CLIENT
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.search_words import rewrite

_FAR = 1 << 42  # seconds from 1970; dates further away are treated as this far

# A FROM clause: the clients `c` that were removed. What is kept of an erased one, which has no name any more, is kept
# by law and stays in sight.
REMOVED_CLIENTS = (
    f"record c JOIN \"{CLIENT}\" n ON n.id = c.id AND n.name <> ''"
    f" AND c.kind = '{CLIENT}' AND c.removed_seq IS NOT NULL"
)


def index(db: Connection, record: int, text: str, seconds: int) -> None:
    """Index a record's text under its date (`seconds` since 1970), replacing its earlier text."""
    index_all(db, [(record, text, seconds)], ())


def index_all(db: Connection, texts: Iterable[tuple[int, str, int]], new: Container[int]) -> None:
    """Index the texts of several records, as `index` does; those in `new` are not in the index yet.

    They are inserted in the order of their rowids, because FTS5 starts another segment whenever a rowid is lower than
    the one before.
    """
    placed: list[tuple[int, str]] = []
    for record, text, seconds in sorted(texts, key=lambda each: each[2]):
        if record not in new:
            forget(db, record)
        if text.strip():
            placed.append((_enter(db, record, max(-_FAR, min(_FAR, seconds))), rewrite(text)))
    placed.sort()
    db.executemany("INSERT INTO search_index (rowid, text) VALUES (?, ?)", placed)


def _enter(db: Connection, record: int, seconds: int) -> int:
    enter = "INSERT OR IGNORE INTO search_entry (rowid, record) VALUES (?, ?)"
    place = seconds
    if not db.execute(enter, (place, record)).rowcount:  # another record has that rowid
        place = _place(db, seconds)
        db.execute(enter.replace(" OR IGNORE", ""), (place, record))
    return place


def _place(db: Connection, seconds: int) -> int:
    """Return a free rowid for a date: its own second, or one shortly after it.

    FTS5 stores the differences between rowids with every word, so they are kept small and close together. Entries of
    the same second are spread over the following ones, further away the more there are.
    """
    width = 1
    while True:
        (last,) = db.execute(
            "SELECT max(rowid) FROM search_entry WHERE rowid >= ? AND rowid < ?", (seconds, seconds + width)
        ).fetchone()
        if last is None:
            return seconds
        if last < seconds + width - 1:
            return last + 1
        width <<= 4


def forget(db: Connection, record: int) -> None:
    """Remove a record from the index."""
    row = db.execute("SELECT rowid FROM search_entry WHERE record = ?", (record,)).fetchone()
    if row:
        db.execute("DELETE FROM search_index WHERE rowid = ?", row)
        db.execute("DELETE FROM search_entry WHERE rowid = ?", row)


def purge(db: Connection) -> None:
    """Rewrite the index without the words of removed entries, which stay in its pages until then."""
    db.execute("INSERT INTO search_index (search_index) VALUES ('optimize')")


_EPOCH = date(1970, 1, 1).toordinal()


def search_text(record: Record) -> str:
    """Return the text in which the search box looks for a record."""
    return "\n".join(
        str(getattr(record, field.name)) for field in record.kind.fields if field.search and getattr(record, field.name)
    )


def seconds(record: Record) -> int:
    """Return the record's date in seconds since 1970; 0 if it has no date."""
    kind: Kind = record.kind
    value = getattr(record, kind.date) if kind.date else None
    if isinstance(value, Instant):
        return value.ms // 1000
    if isinstance(value, date):
        return (value.toordinal() - _EPOCH) * 86_400
    return 0
