"""The search index: one full-text table whose rowids follow the date, so the newest answer first.

Runs of Thai, which has no spaces, are written as overlapping pieces of three characters; a query of Thai becomes a
phrase of the same pieces.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from clientguard.store.sqlite import Connection

_THAI = re.compile(r"[\u0e00-\u0e7f]+")
_SHIFT = 20
_EARLIEST = -(1 << 42)


@dataclass(frozen=True, slots=True)
class Hit:
    """One record that a query found."""

    record: int
    kind: str


def rewrite(text: str) -> str:
    """Return `text` as it is indexed: runs of Thai in overlapping pieces of three characters."""
    return _THAI.sub(lambda run: " " + " ".join(_pieces(run.group())) + " ", text)


def _pieces(run: str) -> list[str]:
    return [run[at : at + 3] for at in range(len(run))]


def index(db: Connection, record: int, text: str, seconds: int) -> None:
    """Put a record's text under its date (`seconds` since 1970), in place of what stood there."""
    forget(db, record)
    if not text.strip():
        return
    low = max(seconds, _EARLIEST) << _SHIFT
    row = db.execute(
        "SELECT max(rowid) FROM search_entry WHERE rowid >= ? AND rowid < ?", (low, low + (1 << _SHIFT))
    ).fetchone()
    place = low if row[0] is None else row[0] + 1
    db.execute("INSERT INTO search_entry (rowid, record) VALUES (?, ?)", (place, record))
    db.execute("INSERT INTO search_index (rowid, text) VALUES (?, ?)", (place, rewrite(text)))


def forget(db: Connection, record: int) -> None:
    """Take a record out of the index."""
    row = db.execute("SELECT rowid FROM search_entry WHERE record = ?", (record,)).fetchone()
    if row:
        db.execute("DELETE FROM search_index WHERE rowid = ?", row)
        db.execute("DELETE FROM search_entry WHERE rowid = ?", row)


def purge(db: Connection) -> None:
    """Write the index anew without the words of what was taken out: until then they stay in its pages."""
    db.execute("INSERT INTO search_index (search_index) VALUES ('optimize')")


def expression(query: str) -> str:
    """Return the FTS5 expression of what a person typed: every word, the beginning of a word is enough.

    Nothing that was typed is taken as an operator. "" when there is no word in it.
    """
    terms: list[str] = []
    at = 0
    for run in _THAI.finditer(query):
        terms += _latin(query[at : run.start()])
        terms.append(_thai(run.group()))
        at = run.end()
    terms += _latin(query[at:])
    return " ".join(terms)


def _latin(text: str) -> Iterable[str]:
    """Return the words of `text`, parted where the index parts them: letters, digits, marks and private use stay."""
    words = "".join(char if _in_word(unicodedata.category(char)) else " " for char in text).split()
    return [f'"{word}"*' for word in words]


def _in_word(category: str) -> bool:
    return category[0] in "LN" or category in ("Co", "Mn", "Mc")


def _thai(run: str) -> str:
    if len(run) < 3:
        return f'"{run}"*'
    return '"' + " ".join(run[at : at + 3] for at in range(len(run) - 2)) + '"'


def find(db: Connection, query: str, *, kind: str = "", limit: int = 50) -> list[Hit]:
    """Return the records that hold every word of `query`, newest first; removed ones are left out."""
    match = expression(query)
    if not match:
        return []
    sql = (
        "SELECT r.id, r.kind FROM search_index s JOIN search_entry e ON e.rowid = s.rowid"
        " JOIN record r ON r.id = e.record WHERE s.text MATCH ? AND r.removed_seq IS NULL"
    )
    values: list[object] = [match]
    if kind:
        sql += " AND r.kind = ?"
        values.append(kind)
    rows = db.execute(f"{sql} ORDER BY s.rowid DESC LIMIT ?", (*values, limit)).fetchall()
    return [Hit(*row) for row in rows]
