"""The journal's verification: the tree, every value that is held, every record, every attachment, the anchors (P5)."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from clientguard.domain import proof
from clientguard.domain.records import KINDS, Kind
from clientguard.domain.words import N_, Said, said
from clientguard.store import blobs, checks, journal, sqlite
from clientguard.store.columns import columns, from_row, is_empty, quoted, select_list, to_json
from clientguard.store.journal import Anchor, Entry
from clientguard.store.keys import Key
from clientguard.store.sqlite import Connection

MOST = 100  # findings that are listed; more are counted


@dataclass(slots=True)
class Findings:
    """What a verification found. `faults` make it invalid; `remarks` do not."""

    size: int = 0
    root: str = ""
    records: int = 0
    erased: int = 0
    anchors: int = 0
    faults: list[Said] = field(default_factory=list[Said])
    remarks: list[Said] = field(default_factory=list[Said])

    @property
    def valid(self) -> bool:
        """Whether nothing contradicts the journal."""
        return not self.faults


def verify(path: Path, outside: Iterable[Anchor] = (), *, key: Key | None = None) -> Findings:
    """Check a casebook in full without writing to it; `outside` are anchors that were kept elsewhere.

    A locked one needs its key. Raises KnownError when it cannot be opened at all.
    """
    checks.looks_like_casebook(path, key)
    with checks.reading(path):
        checks.identity(path, key)
        db = sqlite.connect(path, key=key)
        db.text_factory = _text  # damaged text is a finding, not the end of the search for more
        try:
            db.execute("BEGIN")
            return _verify(db, list(outside))
        except sqlite.Error as error:  # what is asked is right, so what answers is not
            raise checks.explain(error, path) or checks.damaged(path) from error
        finally:
            db.close()


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _verify(db: Connection, outside: list[Anchor]) -> Findings:
    found = Findings()
    faults = _faults(db, outside, found)
    for number, fault in enumerate(faults):
        if number == MOST:
            found.faults.append(said(N_("There are more faults; the first {count} are listed."), count=MOST))
            break
        found.faults.append(fault)
    if not outside:
        found.remarks.append(
            said(N_("No anchor from outside was compared: whoever holds the file could have rebuilt all of it."))
        )
    if found.erased:
        found.remarks.append(said(N_("Entries whose values were erased: {count}."), count=found.erased))
    return found


def _faults(db: Connection, outside: list[Anchor], found: Findings) -> Iterator[Said]:
    damage = [line for (line,) in db.execute("PRAGMA integrity_check(20)").fetchall() if line != "ok"]
    if damage:  # nothing that is read from here on could be relied upon
        yield from (said(N_("The file is damaged: {detail}."), detail=str(line)) for line in damage)
        return
    if db.execute("PRAGMA foreign_key_check").fetchone() is not None:
        yield said(N_("A link between records points at nothing."))
    for digest in blobs.check(db):
        yield said(N_("The stored bytes {digest} are not what their digest says."), digest=digest[:16])
    state = _State(db, found)
    yield from state.walk()
    yield from state.compare_anchors(outside)
    yield from state.compare_records()
    yield from state.compare_attachments()


class _State:
    """The records as the journal tells them, built while the tree is computed again."""

    def __init__(self, db: Connection, found: Findings) -> None:
        self._db = db
        self._found = found
        self._tree = proof.Frontier()
        self._roots: dict[int, bytes] = {0: proof.EMPTY_ROOT}
        self._fields: dict[str, dict[str, Any]] = {}
        self._removed: dict[str, int | None] = {}
        self._blurred: set[str] = set()  # records of which a value was erased
        self._blobs = {digest.hex(): size for digest, size in db.execute("SELECT sha256, size FROM blob").fetchall()}

    def walk(self) -> Iterator[Said]:
        """Recompute every hash, open every value that is held, and fold the entries into records."""
        kept = {size for (size,) in self._db.execute("SELECT size FROM anchor").fetchall()}
        last = None
        for entry in _all_entries(self._db):
            if entry.seq != self._tree.size + 1:
                yield said(N_("Entry {seq} is missing from the journal."), seq=self._tree.size + 1)
                return
            head = journal.header(entry.seq, entry.change, entry.uid, entry.at, entry.commitment)
            if proof.leaf_hash(head) != entry.hash:
                yield said(N_("Entry {seq} of the journal was changed."), seq=entry.seq)
            self._tree.append(proof.leaf_hash(head))
            if entry.seq in kept:
                self._roots[entry.seq] = self._tree.root()
            if last is not None and entry.at.ms < last:
                self._found.remarks.append(said(N_("The clock went back at entry {seq}."), seq=entry.seq))
            last = entry.at.ms
            yield from self._open(entry)
        self._found.size = self._tree.size
        self._found.root = self._tree.root().hex()
        yield from self._compare_edge()

    def _compare_edge(self) -> Iterator[Said]:
        try:
            edge = journal.frontier(self._db)
        except ValueError:
            yield said(N_("The journal's kept root is damaged."))
            return
        if (edge.size, edge.root()) != (self._tree.size, self._tree.root()):
            yield said(N_("The journal does not end where its kept root says: entries were cut or changed."))

    def _open(self, entry: Entry) -> Iterator[Said]:
        uid = entry.uid.hex()
        if entry.fields is None or entry.salt is None:
            self._blurred.add(uid)
            if self._db.execute("SELECT 1 FROM erasure WHERE seq = ?", (entry.seq,)).fetchone():
                self._found.erased += 1
            else:
                yield said(N_("The values of entry {seq} are gone without an erasure."), seq=entry.seq)
            return
        if proof.commitment(entry.salt, entry.fields) != entry.commitment:
            yield said(N_("The values of entry {seq} are not those that were written."), seq=entry.seq)
            return
        for value in entry.fields.values():
            if isinstance(value, dict) and self._blobs.get(value["sha256"]) != value["size"]:
                yield said(N_("A long text of entry {seq} is missing."), seq=entry.seq)
        if entry.change in ("add", "change"):
            self._fields.setdefault(uid, {}).update(entry.fields)
            self._removed.setdefault(uid, None)
        elif entry.change == "remove":
            self._removed[uid] = entry.seq
        elif entry.change == "restore":
            self._removed[uid] = None

    def compare_anchors(self, outside: list[Anchor]) -> Iterator[Said]:
        """Compare the roots that were noted at earlier moments, inside and outside."""
        noted = [Anchor(*row) for row in self._db.execute("SELECT size, root FROM anchor").fetchall()]
        self._found.anchors = len(noted) + len(outside)
        missing = [each.size for each in outside if each.size not in self._roots]
        if missing:
            tree = proof.Frontier()
            for entry in _all_entries(self._db):
                head = journal.header(entry.seq, entry.change, entry.uid, entry.at, entry.commitment)
                tree.append(proof.leaf_hash(head))
                if entry.seq in missing:
                    self._roots[entry.seq] = tree.root()
        for each in (*noted, *outside):
            if self._roots.get(each.size) != each.root:
                yield said(N_("The journal does not agree with the anchor at entry {seq}."), seq=each.size)

    def compare_records(self) -> Iterator[Said]:
        """Compare every record with what the journal says of it."""
        rows = self._db.execute("SELECT id, uid, kind FROM record").fetchall()
        uids = {record: uid.hex() for record, uid, _ in rows}
        kinds = {record: kind for record, _, kind in rows}
        seen: set[str] = set()
        for kind in KINDS.values():
            for row in self._rows(kind):
                uid = row[1].lower()
                seen.add(uid)
                self._found.records += 1
                same = kinds[row[0]] == kind.name and (uid in self._blurred or self._agrees(kind, row, uids))
                if not same:
                    yield said(N_("A record differs from its last entry: {kind} {id}."), kind=kind.name, id=str(row[0]))
        for uid in sorted((self._fields.keys() | uids.values()) - seen):
            yield said(N_("A record that the journal tells of is missing: {uid}."), uid=uid)

    def compare_attachments(self) -> Iterator[Said]:
        """Look for the bytes of every attachment."""
        for record, digest in self._db.execute("SELECT id, sha256 FROM attachment").fetchall():
            if digest not in self._blobs:
                yield said(N_("The bytes of attachment {id} are missing."), id=str(record))

    def _rows(self, kind: Kind) -> list[tuple[Any, ...]]:
        """Return the rows of a kind; an older casebook may lack its newest columns, or all of it."""
        here = {name for (name,) in self._db.execute("SELECT name FROM pragma_table_info(?)", (kind.name,)).fetchall()}
        if not here:
            return []
        missing = [name for name in columns(kind) if name not in here]
        absent = "".join(f", {_default(columns(kind)[name])} AS {quoted(name)}" for name in missing)
        table = f"(SELECT *{absent} FROM {quoted(kind.name)})" if missing else quoted(kind.name)
        return self._db.execute(f"SELECT {select_list(kind)} FROM {table} t JOIN record r ON r.id = t.id").fetchall()

    def _agrees(self, kind: Kind, row: tuple[Any, ...], uids: dict[int, str]) -> bool:
        try:
            record = from_row(kind.record, row)
            now = {each.name: to_json(each, getattr(record, each.name), uids) for each in kind.fields}
        except (ValueError, KeyError, TypeError):
            return False
        told = self._fields.get(record.uid)
        if told is None or told.get("kind") != kind.name or self._removed.get(record.uid) != record.removed:
            return False
        for name, value in now.items():
            then = told.get(name)
            if isinstance(then, dict):
                then = self._long(then)
            if value != then and not (is_empty(value) and is_empty(then)):
                return False
        return True

    def _long(self, reference: Any) -> Any:  # noqa: ANN401
        try:
            return journal.long_value(self._db, reference)
        except (KeyError, ValueError, zlib.error):
            return None


def _default(declaration: str) -> str:
    """Return what a column of that declaration holds when nothing was entered."""
    return declaration.partition(" DEFAULT ")[2] or "NULL"


def _all_entries(db: Connection) -> Iterator[Entry]:
    after = 0
    while batch := journal.entries(db, after=after, limit=1000):
        yield from batch
        after = batch[-1].seq
