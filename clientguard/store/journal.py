"""The journal: one entry for every change, in the change's own transaction; its tree, and its verification (P5).

An entry's header (no personal data) is hashed as canonical JSON into an RFC 6962 tree; its commitment stands for the
fields, which lie beside it in `journal_value` and can be opened one by one (`domain.proof`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from clientguard.domain import proof
from clientguard.domain.records import Instant
from clientguard.store import blobs
from clientguard.store.clock import Clock
from clientguard.store.sqlite import Connection

LONG_VALUE = 1024  # bytes of UTF-8 above which a text is kept as a blob and journalled by its digest

Entropy = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class Anchor:
    """The journal's size and root at a moment."""

    size: int
    root: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal. `fields` is None when the values were erased."""

    seq: int
    change: str
    uid: bytes
    at: Instant
    commitment: bytes
    hash: bytes
    salt: bytes | None
    fields: dict[str, Any] | None


def header(seq: int, change: str, uid: bytes, at: Instant, commitment: bytes) -> bytes:
    """Return the canonical JSON of an entry's header: what its leaf is the hash of."""
    return proof.canonical(
        {
            "change": change,
            "commitment": commitment.hex(),
            "ms": at.ms,
            "offset": at.offset,
            "seq": seq,
            "uid": uid.hex(),
        }
    )


class Journal:
    """The journal's end, within one writing transaction: appends, and keeps the tree's right edge."""

    def __init__(self, db: Connection, clock: Clock, entropy: Entropy) -> None:
        self._db = db
        self._clock = clock
        self._entropy = entropy
        self._frontier = frontier(db)
        self._saved = self._frontier.size

    def append(self, change: str, uid: bytes, fields: Mapping[str, Any]) -> int:
        """Write one entry over `fields` (JSON values by name) and return its sequence number.

        Texts over 1 KB are kept as blobs and journalled by digest and size.
        """
        lean = {name: self._lean(value) for name, value in fields.items()}
        salt = self._entropy(proof.SALT_SIZE)
        committed = proof.commitment(salt, lean)
        seq = self._frontier.size + 1
        at = self._clock()
        leaf = proof.leaf_hash(header(seq, change, uid, at, committed))
        self._db.execute(
            'INSERT INTO journal (seq, change, uid, ms, "offset", commitment, hash) VALUES (?, ?, ?, ?, ?, ?, ?)',
            (seq, change, uid, at.ms, at.offset, committed, leaf),
        )
        self._db.execute(
            "INSERT INTO journal_value (seq, salt, fields) VALUES (?, ?, ?)",
            (seq, salt, proof.canonical(lean).decode()),
        )
        self._frontier.append(leaf)
        return seq

    def _lean(self, value: Any) -> Any:  # noqa: ANN401
        if not isinstance(value, str) or len(value) * 4 <= LONG_VALUE:
            return value
        data = value.encode()
        if len(data) <= LONG_VALUE:
            return value
        return {"sha256": blobs.put(self._db, data, pack=True).hex(), "size": len(data)}

    def save(self) -> None:
        """Keep the tree's edge; called once, before the transaction commits."""
        if self._frontier.size == self._saved:
            return
        self._db.execute(
            "INSERT INTO journal_tree (one, size, roots) VALUES (1, ?, ?)"
            " ON CONFLICT (one) DO UPDATE SET size = excluded.size, roots = excluded.roots",
            (self._frontier.size, self._frontier.packed()),
        )
        self._saved = self._frontier.size

    def anchor(self) -> Anchor:
        """Return size and root as they will stand after this transaction."""
        return Anchor(self._frontier.size, self._frontier.root())


def frontier(db: Connection) -> proof.Frontier:
    """Return the tree's right edge as it was kept; ValueError when what was kept is no such edge."""
    row = db.execute("SELECT size, roots FROM journal_tree").fetchone()
    return proof.Frontier.unpack(*row) if row else proof.Frontier()


def anchor(db: Connection) -> Anchor:
    """Return the journal's size and root."""
    edge = frontier(db)
    return Anchor(edge.size, edge.root())


def long_value(db: Connection, value: Any) -> Any:  # noqa: ANN401
    """Return a journalled value in full: a text that was kept as a blob is read back."""
    if not isinstance(value, dict):
        return value
    digest = str(value["sha256"])  # pyright: ignore[reportUnknownArgumentType] - it was JSON
    return blobs.get(db, bytes.fromhex(digest)).decode()


_SELECT = (
    'SELECT j.seq, j.change, j.uid, j.ms, j."offset", j.commitment, j.hash, v.salt, v.fields'
    " FROM journal j LEFT JOIN journal_value v ON v.seq = j.seq"
)


def entry(row: tuple[Any, ...]) -> Entry:
    """Return the entry of a row that `entries` or `entries_of` selected."""
    seq, change, uid, ms, offset, committed, leaf, salt, fields = row
    values = None if fields is None else _values(fields)
    return Entry(seq, change, uid, Instant(ms, offset), committed, leaf, salt, values)


_DAMAGED = {"": "damaged"}  # no entry was ever written over these fields, so no commitment opens to them


def _values(text: str) -> dict[str, Any]:
    """Return the fields that an entry keeps; `_DAMAGED` when they are not as `append` wrote them, to the byte."""
    try:
        fields = json.loads(text)
        return fields if isinstance(fields, dict) and proof.canonical(fields).decode() == text else _DAMAGED  # pyright: ignore[reportUnknownVariableType] - it was JSON
    except (ValueError, RecursionError):
        return _DAMAGED


def entries(db: Connection, *, after: int = 0, limit: int = -1, newest: bool = False) -> list[Entry]:
    """Return entries with a sequence number over `after`, oldest first, or the newest first."""
    order = "DESC" if newest else "ASC"
    rows = db.execute(f"{_SELECT} WHERE j.seq > ? ORDER BY j.seq {order} LIMIT ?", (after, limit)).fetchall()
    return [entry(row) for row in rows]


def entries_of(db: Connection, uid: bytes) -> list[Entry]:
    """Return the entries of one record, oldest first."""
    return [entry(row) for row in db.execute(f"{_SELECT} WHERE j.uid = ? ORDER BY j.seq", (uid,)).fetchall()]
