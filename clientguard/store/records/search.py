"""The search index: one full-text table whose rowids follow the date, so that the newest records are found first.

The index keeps which words a record has, but not their positions. That takes a third of the space, and only Thai would
need positions. Thai has no spaces, so runs of Thai are indexed as overlapping pieces of three characters. A query in
Thai asks for the same pieces, and the text of each hit is then read to see whether they really occur in a row.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date

from clientguard.domain.records import Instant, Kind, Record
from clientguard.domain.records.describe import CLIENT
from clientguard.domain.records.names import folded, has_thai
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import cells
from clientguard.store.records.columns import (
    text_of,
)

_SCRIPT = r"\u0e01-\u0e3a\u0e40-\u0e4e\u0e50-\u0e59"
_THAI = re.compile(f"[{_SCRIPT}]+")
_PARTS = re.compile(rf"([{_SCRIPT}]+)|([^\s{_SCRIPT}]+)")
_FAR = 1 << 42  # seconds from 1970; dates further away are treated as this far
_PIECE = 3
_KEPT = 3  # length of the longest prefix that is indexed (`prefix` in the schema)
_MOST = 200  # how many words with the same beginning are queried one by one

# A FROM clause: the clients `c` that were removed. What is kept of an erased one, which has no name any more, is kept
# by law and stays in sight.
REMOVED_CLIENTS = (
    f"record c JOIN \"{CLIENT}\" n ON n.id = c.id AND n.name <> ''"
    f" AND c.kind = '{CLIENT}' AND c.removed_seq IS NOT NULL"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """One record that a query found."""

    record: int
    kind: str


class _Letters(dict[int, int]):
    """For `str.translate`: letters, digits, marks and private use stay; anything else becomes a space."""

    def __missing__(self, code: int) -> int:
        category = unicodedata.category(chr(code))
        self[code] = code if category[0] in "LN" or category in ("Co", "Mn", "Mc") else 0x20
        return self[code]


_LETTERS = _Letters()
_PLAIN = bytes(_LETTERS[code] if code < 128 else code for code in range(256))  # the same, of ASCII in UTF-8
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")


def rewrite(text: str) -> str:
    """Return `text` as it is indexed: its words, folded, with runs of Thai as overlapping pieces of three characters.

    If this ever changes, a step of the schema has to index again what then differs, as the fourth does.
    """
    # Most of a text is ASCII, and `bytes.translate` is many times as fast as that of a text.
    plain = folded(text).encode("utf-8", "surrogatepass").translate(_PLAIN).decode("utf-8", "surrogatepass")
    if plain.isascii():
        return plain
    words = _BEYOND_ASCII.sub(lambda run: run.group().translate(_LETTERS), plain)
    return _THAI.sub(lambda run: " " + " ".join(_pieces(run.group())) + " ", words) if has_thai(words) else words


def _pieces(run: str) -> list[str]:
    return [run[at : at + _PIECE] for at in range(len(run))]


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


def expression(db: Connection, query: str) -> str:
    """Return the FTS5 expression for what a person typed: all words must occur, and a prefix of a word is enough.

    Nothing in the query is treated as an operator. "" if it has no words. A hit must also contain the `stretches` of
    the query.
    """
    terms: list[str] = []
    for run, word in _PARTS.findall(folded(query).translate(_LETTERS)):
        terms += _thai(run) if run else [_beginning(db, word)]
    return " AND ".join(dict.fromkeys(terms))


def any_phrase(phrases: Iterable[str]) -> str:
    """Return the FTS5 expression for records that contain every word of one of these phrases, as whole words.

    "" if they have no words. Which words a phrase has is all that the index knows, not that they follow each other.
    """
    parts = dict.fromkeys(" AND ".join(f'"{word}"' for word in rewrite(each).split()) for each in phrases)
    return " OR ".join(f"({each})" for each in parts if each)


def _beginning(db: Connection, word: str) -> str:
    """Return the expression for words that begin with `word`.

    Short prefixes are indexed. For a longer one, FTS5 would collect and sort the entries of all matching words before
    returning the first hit; given the words one by one, it starts with the newest. Words with characters outside ASCII
    are left to FTS5, because only its tokenizer knows how they are stored.
    """
    if len(word) <= _KEPT or not word.isascii():
        return f'"{word}"*'
    low = word.lower()
    rows = db.execute(
        "SELECT term FROM search_index_words WHERE term >= ? AND term < ? LIMIT ?", (low, f"{low}\U0010ffff", _MOST + 1)
    ).fetchall()
    if len(rows) > _MOST:
        return f'"{word}"*'
    if not rows:
        return f'"{word}"'
    words = " OR ".join(f'"{term}"' for (term,) in rows)
    return f"({words})"


def stretches(query: str) -> list[str]:
    """Return the parts of a query that must occur in a folded text: Thai that is longer than one piece."""
    return [run for run in _THAI.findall(folded(query)) if len(run) > _PIECE]


def _thai(run: str) -> list[str]:
    if len(run) < _PIECE:
        return [f'"{run}"*']
    return [f'"{run[at : at + _PIECE]}"' for at in range(len(run) - _PIECE + 1)]


def search_records(db: Connection, query: str, *, kind: str = "", limit: int = 50) -> list[Hit]:
    """Return the records that contain every word of `query`, newest first, without removed ones and those of removed
    clients, which go and come back with their client (`REMOVED_CLIENTS`).
    """
    match = expression(db, query)
    if not match:
        return []
    sql = (
        "SELECT r.id, r.kind FROM search_index s JOIN search_entry e ON e.rowid = s.rowid"
        " JOIN record r ON r.id = e.record WHERE s.search_index MATCH ? AND r.removed_seq IS NULL"
    )
    values: list[object] = [match]
    if kind:
        sql += " AND r.kind = ?"
        values.append(kind)
    needed = stretches(query)
    gone = {row[0] for row in db.execute(f"SELECT c.id FROM {REMOVED_CLIENTS}")}
    found: list[Hit] = []
    for row in db.execute(f"{sql} ORDER BY s.rowid DESC", values):
        if len(found) == limit:
            break
        if (not needed or _has(db, row[1], row[0], needed)) and not (gone and _client(db, row[1], row[0]) in gone):
            found.append(Hit(*row))
    return found


def _has(db: Connection, kind: str, record: int, needed: list[str]) -> bool:
    stands = f" AND instr(folded({text_of(cells.kind(kind))}), ?) > 0" * len(needed)
    return db.execute(f'SELECT 1 FROM "{kind}" t WHERE t.id = ?{stands}', (record, *needed)).fetchone() is not None


def _client(db: Connection, kind: str, record: int) -> int | None:
    """Return whose a record is; None if it belongs to no client."""
    link = cells.kind(kind).client
    row = db.execute(f'SELECT "{link}" FROM "{kind}" WHERE id = ?', (record,)).fetchone() if link else None
    return row[0] if row else None


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
