"""The records as the journal tells them, built while its tree is computed again; and their comparison with the rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clientguard.domain.journal import tree
from clientguard.domain.records import KINDS, Kind
from clientguard.domain.wording import N_, Said, said
from clientguard.store.erasure.erasing import empty_row
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal import entry_log, erased
from clientguard.store.journal.entry_log import CORRECTS, Anchor, Entry
from clientguard.store.journal.erased import Told
from clientguard.store.records.columns import columns, from_row, is_empty, quoted, select_list, to_json, to_row
from clientguard.store.records.write_path import ANCHOR, WRITES
from clientguard.store.verify.findings import Findings

_Noted = tuple[Any, Any, Any, Any, Any]  # an anchor as it is kept: size, root in hex, milliseconds, offset, place


class Replay:
    """One walk through the journal, and what follows from it."""

    def __init__(self, db: Connection, found: Findings) -> None:
        self._db = db
        self._found = found
        self._tree = tree.Frontier()
        self._roots: dict[int, bytes] = {0: tree.EMPTY_ROOT}
        self._fields: dict[str, dict[str, Any]] = {}
        self._removed: dict[str, int | None] = {}
        self._whole: dict[int, Told] = {}  # entries that lost all, with what took it
        self._some: dict[int, list[Told]] = {}  # entries that lost some fields
        self._shells: dict[str, Told] = {}  # erased records
        self._kinds: dict[str, str] = {}  # of the erased records
        self._noted: list[tuple[int, _Noted]] = []
        self._blobs = {digest.hex(): size for digest, size in db.execute("SELECT sha256, size FROM blob").fetchall()}
        self._used: set[str] = set()  # digests that something refers to

    # --- the journal ---

    def walk(self) -> Iterator[Said]:
        """Recompute every hash, open every value that is held, and fold the entries into records."""
        yield from self._read_erasures()
        kept = {size for (size,) in self._db.execute("SELECT size FROM anchor").fetchall()}
        last = None
        for entry in entry_log.every_entry(self._db):
            if entry.seq != self._tree.size + 1:
                yield said(N_("Entry {seq} is missing from the journal."), seq=self._tree.size + 1)
                return
            leaf = _leaf(entry)
            if leaf != entry.hash:
                yield said(N_("Entry {seq} of the journal was changed."), seq=entry.seq)
            self._tree.append(leaf)
            if entry.seq in kept:
                self._roots[entry.seq] = self._tree.root()
            if last is not None and entry.at.ms < last:
                self._found.remarks.append(said(N_("The clock went back at entry {seq}."), seq=entry.seq))
            last = entry.at.ms
            yield from self._open(entry)
        self._found.size = self._tree.size
        self._found.root = self._tree.root().hex()
        yield from self._compare_edge()

    def _read_erasures(self) -> Iterator[Said]:
        """Take in what the erase entries tell, and compare it with the list by which values were let go."""
        pairs: set[tuple[int, int]] = set()
        for entry in erased.erase_entries(self._db):
            try:
                told = erased.told(self._db, entry)
            except ValueError:
                yield said(N_("The values of entry {seq} are not those that were written."), seq=entry.seq)
                continue
            pairs |= {(seq, told.seq) for seq in told.entries}
            for seq in told.entries:
                if told.fields:
                    self._some.setdefault(seq, []).append(told)
                else:
                    self._whole[seq] = told
        if pairs != set(self._db.execute("SELECT seq, by_seq FROM erasure").fetchall()):
            yield said(N_("The list of erased entries is not what the erase entries tell."))

    def _compare_edge(self) -> Iterator[Said]:
        try:
            edge = entry_log.frontier(self._db)
        except ValueError:
            yield said(N_("The journal's kept root is damaged."))
            return
        if (edge.size, edge.root()) != (self._tree.size, self._tree.root()):
            yield said(N_("The journal does not end where its kept root says: entries were cut or changed."))

    def _open(self, entry: Entry) -> Iterator[Said]:
        whole, some = self._whole.get(entry.seq), self._some.get(entry.seq, [])
        if whole:
            yield from self._open_erased(entry, whole)
            return
        if entry.fields is None or (entry.salt is None and not some):
            yield said(N_("The values of entry {seq} are gone without an erasure."), seq=entry.seq)
            return
        if entry.committed() != entry.commitment:
            yield said(N_("The values of entry {seq} are not those that were written."), seq=entry.seq)
            return
        if (some or entry.part) and not _as_told(entry, some):
            yield said(N_("Entry {seq} does not show what its redaction tells."), seq=entry.seq)
        self._found.redacted += bool(some)
        for value in entry.fields.values():
            if isinstance(value, dict):
                self._used.add(str(value["sha256"]))  # pyright: ignore[reportUnknownArgumentType] - it was JSON
                if self._blobs.get(value["sha256"]) != value["size"]:
                    yield said(N_("A long text of entry {seq} is missing."), seq=entry.seq)
        yield from self._fold(entry)

    def _open_erased(self, entry: Entry, told: Told) -> Iterator[Said]:
        self._found.erased += 1
        if entry.fields is not None or entry.salt is not None:
            yield said(N_("Entry {seq} was erased, but values of it are there."), seq=entry.seq)
        if entry.change == "add":
            self._shells[entry.uid.hex()] = told
            self._kinds[entry.uid.hex()] = told.kinds.get(entry.seq, "")

    def _fold(self, entry: Entry) -> Iterator[Said]:
        uid = entry.uid.hex()
        if entry.change in WRITES:
            self._fields.setdefault(uid, {}).update(entry.own_fields())
            self._removed.setdefault(uid, None)
        elif entry.change == "remove":
            self._removed[uid] = entry.seq
        elif entry.change == "restore":
            self._removed[uid] = None
        elif entry.change == ANCHOR:
            told = entry.fields or {}
            noted = (told.get("size"), told.get("root"), entry.at.ms, entry.at.offset, told.get("place"))
            self._noted.append((entry.seq, noted))
        if entry.change == "correct" and not self._is_correction(entry):
            yield said(N_("Entry {seq} corrects none of its record's entries."), seq=entry.seq)

    def _is_correction(self, entry: Entry) -> bool:
        corrected = (entry.fields or {}).get(CORRECTS)
        if not isinstance(corrected, int) or not 0 < corrected < entry.seq:
            return False
        row = self._db.execute("SELECT uid, change FROM journal WHERE seq = ?", (corrected,)).fetchone()
        return row is not None and row[0] == entry.uid and row[1] in WRITES

    # --- the anchors ---

    def compare_anchors(self, outside: list[Anchor]) -> Iterator[Said]:
        """Compare the roots that were noted at earlier moments, inside and outside."""
        rows = self._db.execute('SELECT size, root, ms, "offset", place FROM anchor').fetchall()
        kept = {(row[0], row[1].hex() if isinstance(row[1], bytes) else row[1], *row[2:]) for row in rows}
        for seq, noted in self._noted:
            if noted not in kept:
                yield said(N_("The anchor that entry {seq} noted is missing or was changed."), seq=seq)
        inside = [Anchor(row[0], row[1]) for row in rows]
        self._found.anchors = len(inside) + len(outside)
        self._found.outside = len(outside)
        self._compute_roots({each.size for each in outside} - self._roots.keys())
        for each in (*inside, *outside):
            if self._roots.get(each.size) != each.root:
                yield said(N_("The journal does not agree with the anchor at entry {seq}."), seq=each.size)

    def _compute_roots(self, sizes: set[int]) -> None:
        if not sizes:
            return
        edge = tree.Frontier()
        for entry in entry_log.every_entry(self._db):
            edge.append(_leaf(entry))
            if entry.seq in sizes:
                self._roots[entry.seq] = edge.root()

    # --- the records and their bytes ---

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
                agrees = self._is_shell(kind, row) if uid in self._shells else self._agrees(kind, row, uids)
                if kinds[row[0]] == kind.name and agrees:
                    continue
                if uid in self._shells:
                    yield said(N_("An erased record is not empty: {kind} {id}."), kind=kind.name, id=str(row[0]))
                else:
                    yield said(N_("A record differs from its last entry: {kind} {id}."), kind=kind.name, id=str(row[0]))
        for uid in sorted((self._fields.keys() | self._shells.keys() | set(uids.values())) - seen):
            yield said(N_("A record that the journal tells of is missing: {uid}."), uid=uid)

    def compare_bytes(self) -> Iterator[Said]:
        """Look for the bytes that every record refers to, and for bytes that nothing refers to."""
        for kind in KINDS.values():
            for record, digest, uid in self._refer(kind):
                self._used.add(digest)
                if digest not in self._blobs and uid.lower() not in self._shells:
                    yield said(N_("The bytes of {kind} {id} are missing."), kind=kind.name, id=str(record))
        for digest in sorted(self._blobs.keys() - self._used):
            yield said(N_("Nothing refers to the stored bytes {digest}."), digest=digest[:16])

    def _refer(self, kind: Kind) -> Iterator[tuple[int, str, str]]:
        """Yield id, digest and uid of the records of a kind that refer to kept bytes."""
        here = self._columns(kind)
        for name in (quoted(each.name) for each in kind.blobs if each.name in here):
            yield from self._db.execute(
                f"SELECT t.id, t.{name}, hex(r.uid) FROM {quoted(kind.name)} t JOIN record r ON r.id = t.id"
                f" WHERE t.{name} <> ''"
            ).fetchall()

    def _columns(self, kind: Kind) -> set[str]:
        """Return the columns that the file has for a kind: an older one lacks the newest, or all."""
        return {name for (name,) in self._db.execute("SELECT name FROM pragma_table_info(?)", (kind.name,)).fetchall()}

    def _rows(self, kind: Kind) -> list[tuple[Any, ...]]:
        """Return the rows of a kind; an older casebook may lack its newest columns, or all of it."""
        here = self._columns(kind)
        if not here:
            return []
        missing = [name for name in columns(kind) if name not in here]
        absent = "".join(f", {_default(columns(kind)[name])} AS {quoted(name)}" for name in missing)
        table = f"(SELECT *{absent} FROM {quoted(kind.name)})" if missing else quoted(kind.name)
        return self._db.execute(f"SELECT {select_list(kind)} FROM {table} t JOIN record r ON r.id = t.id").fetchall()

    def _is_shell(self, kind: Kind, row: tuple[Any, ...]) -> bool:
        """Return whether an erased record is what its erasure left: an empty row, removed by that entry."""
        uid = row[1].lower()
        return (
            not self._fields.get(uid)
            and self._kinds[uid] == kind.name
            and row[2] == self._shells[uid].seq
            and tuple(row[3:]) == empty_row(kind)
        )

    def _agrees(self, kind: Kind, row: tuple[Any, ...], uids: dict[int, str]) -> bool:
        """Return whether a record is what its entries told; a field that was taken away has to be empty."""
        try:
            record = from_row(kind.record, row)
            now = {each.name: to_json(each, getattr(record, each.name), uids) for each in kind.fields}
            exact = to_row(record) == tuple(row[3:])
        except (ValueError, KeyError, TypeError):
            return False
        told = self._fields.get(record.uid)
        if told is None or told.get("kind") != kind.name or self._removed.get(record.uid) != record.removed:
            return False
        for name, value in now.items():
            then = told.get(name)
            if isinstance(then, dict):
                if not entry_log.is_long_value(value, then):
                    return False
            elif value != then and not (is_empty(value) and is_empty(then)):
                return False
        return exact


def _as_told(entry: Entry, some: list[Told]) -> bool:
    """Return whether an entry in part lost what its erase entries tell, and nothing else."""
    part = entry.part
    if part is None or entry.salt is not None or not some:
        return False
    gone = {name for told in some for name in told.fields}
    kept = (entry.fields or {}).keys()
    return part.by == max(told.seq for told in some) and part.lost.keys() <= gone and not gone & kept


def _leaf(entry: Entry) -> bytes:
    return tree.leaf_hash(entry_log.header(entry.seq, entry.change, entry.uid, entry.at, entry.commitment))


def _default(declaration: str) -> str:
    """Return what a column of that declaration holds when nothing was entered."""
    return declaration.partition(" DEFAULT ")[2] or "NULL"
