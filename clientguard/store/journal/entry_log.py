"""The journal: one entry for every change, in the change's own transaction; its tree, and its verification (P5).

An entry's header (no personal data) is hashed as canonical JSON into an RFC 6962 tree. Its commitment covers the
fields, which are kept apart in `journal_value` and can be disclosed one by one (`domain.journal.entry_proof`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from clientguard.domain.journal import tree
from clientguard.domain.records import Instant
from clientguard.domain.wording import N_, said
from clientguard.store.file.sqlite import Connection, UnreadableError
from clientguard.store.journal import blobs
from clientguard.store.journal.clock import Clock, is_moment

LONG_VALUE = 1024  # bytes of UTF-8; a longer text is kept as a blob and journalled by its digest

Entropy = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class Anchor:
    """The journal's size and root at a moment."""

    size: int
    root: bytes


@dataclass(frozen=True, slots=True)
class Part:
    """What is left of a redacted entry: the salts of the fields it kept, and the leaves of those it lost."""

    by: int  # the erase entry that redacted the last of them
    salts: dict[str, bytes]
    lost: dict[str, bytes]

    def text(self, fields: Mapping[str, Any]) -> str:
        """Return it as stored with the journal, with the values of the fields that remain."""
        kept = {name: [self.salts[name].hex(), value] for name, value in fields.items()}
        lost = {name: leaf.hex() for name, leaf in self.lost.items()}
        return tree.canonical({"kept": kept, "lost": lost}).decode()


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal. `fields` is None if all values were erased; if only some were, it has a `part`."""

    seq: int
    change: str
    uid: bytes
    at: Instant
    commitment: bytes
    hash: bytes
    salt: bytes | None
    fields: dict[str, Any] | None
    part: Part | None = None

    def committed(self) -> bytes | None:
        """Return the commitment computed from what is kept; None if nothing is kept."""
        if self.fields is None:
            return None
        if self.salt is not None:
            return tree.commitment(self.salt, self.fields)
        part = self.part or Part(0, {}, {})
        leaves = {name: tree.field_leaf(part.salts[name], name, value) for name, value in self.fields.items()}
        return tree.commitment_of(leaves | part.lost)

    def own_fields(self) -> dict[str, Any]:
        """Return the record's fields that the entry wrote, without what a correction says about itself."""
        return {name: value for name, value in (self.fields or {}).items() if not name.startswith(ASIDE)}


ASIDE = "#"  # first character of what a correction says about itself; no field name has it
CORRECTS, WHY = "#corrects", "#why"  # the entry that is corrected, and why


def header(seq: int, change: str, uid: bytes, at: Instant, commitment: bytes) -> bytes:
    """Return the canonical JSON of an entry's header, which is hashed into its leaf."""
    return (
        f'{{"change":{tree.canonical(change).decode()},"commitment":"{commitment.hex()}","ms":{at.ms:d},"offset":{at.offset:d},'
        f'"seq":{seq:d},"uid":"{uid.hex()}"}}'
    ).encode()


class Journal:
    """The end of the journal within one writing transaction: appends entries, and keeps the tree's right edge."""

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
        lean = {name: self._lean(value) if isinstance(value, str) else value for name, value in fields.items()}
        salt = self._entropy(tree.SALT_SIZE)
        committed, text = tree.committed(salt, lean)
        seq = self._frontier.size + 1
        at = self._clock()
        leaf = tree.leaf_hash(header(seq, change, uid, at, committed))
        self._db.execute(
            'INSERT INTO journal (seq, change, uid, ms, "offset", commitment, hash) VALUES (?, ?, ?, ?, ?, ?, ?)',
            (seq, change, uid, at.ms, at.offset, committed, leaf),
        )
        self._db.execute(
            "INSERT INTO journal_value (seq, salt, fields) VALUES (?, ?, ?)",
            (seq, salt, text),
        )
        self._frontier.append(leaf)
        return seq

    def _lean(self, value: str) -> str | dict[str, Any]:
        if len(value) * 4 <= LONG_VALUE:  # a character is at most 4 bytes of UTF-8
            return value
        data = value.encode()
        if len(data) <= LONG_VALUE:
            return value
        return {"sha256": blobs.put_blob(self._db, data, pack=True).hex(), "size": len(data)}

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
        """Return size and root as they will be after this transaction."""
        return Anchor(self._frontier.size, self._frontier.root())


def frontier(db: Connection) -> tree.Frontier:
    """Return the stored right edge of the tree; UnreadableError if it is damaged."""
    row = db.execute("SELECT size, roots FROM journal_tree").fetchone()
    try:
        return tree.Frontier.unpack(*row) if row else tree.Frontier()
    except ValueError:
        raise UnreadableError(said(N_("the journal's stored root cannot be read"))) from None


def anchor(db: Connection) -> Anchor:
    """Return the journal's size and root."""
    edge = frontier(db)
    return Anchor(edge.size, edge.root())


def long_value(db: Connection, value: Any) -> Any:  # noqa: ANN401
    """Return a journalled value in full: a text kept as a blob is read. UnreadableError if that is damaged."""
    if not isinstance(value, dict):
        return value
    try:
        digest = str(value["sha256"])  # pyright: ignore[reportUnknownArgumentType] - it was JSON
        return blobs.get_blob(db, bytes.fromhex(digest)).decode()
    except (KeyError, ValueError):
        raise UnreadableError(said(N_("a long text of the journal is missing or cannot be read"))) from None


def is_long_value(value: Any, reference: Any) -> bool:  # noqa: ANN401
    """Return whether `value` is the text journalled as `reference`; only digests are compared, the blob is not read."""
    if not isinstance(value, str):
        return False
    data = value.encode()
    return reference == {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}


def _select(db: Connection) -> str:
    """Return the query of entries; the first schema keeps no parts."""
    parts = db.execute("SELECT 1 FROM pragma_table_info('journal_part')").fetchone() is not None
    return (
        'SELECT j.seq, j.change, j.uid, j.ms, j."offset", j.commitment, j.hash, v.salt, v.fields,'
        f" {'p.by_seq, p.parts' if parts else 'NULL, NULL'}"
        " FROM journal j LEFT JOIN journal_value v ON v.seq = j.seq"
        f"{' LEFT JOIN journal_part p ON p.seq = j.seq' if parts else ''}"
    )


def entry(row: tuple[Any, ...]) -> Entry:
    """Return the entry in a row of `entries` or `entries_of`."""
    seq, change, uid, ms, offset, committed, leaf, salt, fields, by, parts = row
    values = None if fields is None else _values(fields)
    part = None
    if parts is not None:
        left, part = _parted(by, parts)
        values = left if values is None else values
    return Entry(seq, change, uid, Instant(ms, offset), committed, leaf, salt, values, part)


_DAMAGED = {"": "damaged"}  # no entry was ever written with these fields, so no commitment matches them


def _parted(by: int, text: str) -> tuple[dict[str, Any], Part]:
    """Return what is left of an entry; an empty part unless it is byte for byte as it was written."""
    try:
        found = json.loads(text)
        fields = {name: value for name, (_, value) in found["kept"].items()}
        salts = {name: bytes.fromhex(salt) for name, (salt, _) in found["kept"].items()}
        part = Part(by, salts, {name: bytes.fromhex(leaf) for name, leaf in found["lost"].items()})
        if part.text(fields) == text:
            return fields, part
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        pass
    return {}, Part(by, {}, {})


def _values(text: str) -> dict[str, Any]:
    """Return the fields that an entry keeps; `_DAMAGED` unless they are byte for byte as `append` wrote them."""
    try:
        fields = json.loads(text)
        return fields if isinstance(fields, dict) and tree.canonical(fields).decode() == text else _DAMAGED  # pyright: ignore[reportUnknownVariableType] - it was JSON
    except (ValueError, RecursionError):
        return _DAMAGED


def entries(db: Connection, *, after: int = 0, limit: int = -1, newest: bool = False) -> list[Entry]:
    """Return entries with a sequence number above `after`, oldest or newest first."""
    order = "DESC" if newest else "ASC"
    rows = db.execute(f"{_select(db)} WHERE j.seq > ? ORDER BY j.seq {order} LIMIT ?", (after, limit)).fetchall()
    return [entry(row) for row in rows]


def entries_of(db: Connection, uid: bytes) -> list[Entry]:
    """Return the entries of one record, oldest first."""
    return [entry(row) for row in db.execute(f"{_select(db)} WHERE j.uid = ? ORDER BY j.seq", (uid,)).fetchall()]


def entries_of_all(db: Connection, uids: Sequence[bytes]) -> list[Entry]:
    """Return the entries of these records (a few hundred at most), oldest first."""
    marks = ", ".join("?" for _ in uids)
    return [entry(row) for row in db.execute(f"{_select(db)} WHERE j.uid IN ({marks}) ORDER BY j.seq", uids).fetchall()]


def corrections_of(db: Connection, uids: Sequence[bytes]) -> list[Entry]:
    """Return the corrections among the entries of these records (a few hundred at most), oldest first."""
    marks = ", ".join("?" for _ in uids)
    rows = db.execute(f"{_select(db)} WHERE j.uid IN ({marks}) AND j.change = 'correct' ORDER BY j.seq", uids)
    return [entry(row) for row in rows.fetchall()]


def entry_at(db: Connection, seq: int) -> Entry | None:
    """Return the entry with that number; None if there is none."""
    row = db.execute(f"{_select(db)} WHERE j.seq = ?", (seq,)).fetchone()
    return entry(row) if row else None


def entries_at(db: Connection, numbers: Sequence[int]) -> list[Entry]:
    """Return the entries with these numbers (a few hundred at most), oldest first."""
    marks = ", ".join("?" for _ in numbers)
    return [
        entry(row) for row in db.execute(f"{_select(db)} WHERE j.seq IN ({marks}) ORDER BY j.seq", numbers).fetchall()
    ]


def readable(found: Entry) -> Entry:
    """Return an entry that is to be shown; UnreadableError if its values or its moment are damaged."""
    if found.fields is _DAMAGED or not is_moment(found.at.ms, found.at.offset):
        raise UnreadableError(said(N_("entry {seq} of the journal cannot be read"), seq=str(found.seq)))
    return found


def every_entry(db: Connection) -> Iterator[Entry]:
    """Yield every entry, oldest first."""
    after = 0
    while batch := entries(db, after=after, limit=1000):  # memory must not grow with the journal
        yield from batch
        after = batch[-1].seq


def leaves(db: Connection) -> list[bytes]:
    """Return the leaf hashes of all entries, as stored."""
    return [leaf for (leaf,) in db.execute("SELECT hash FROM journal ORDER BY seq").fetchall()]


def leaf(db: Connection, seq: int) -> bytes:
    """Return the leaf hash of an entry, as stored; nothing if there is no such entry."""
    row = db.execute("SELECT hash FROM journal WHERE seq = ?", (seq,)).fetchone()
    return row[0] if row else b""


def own_uid(db: Connection) -> bytes:
    """Return the casebook's own uid: that of the first entry."""
    return db.execute("SELECT uid FROM journal WHERE seq = 1").fetchone()[0]
