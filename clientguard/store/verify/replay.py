"""Recomputing the journal's tree and checking every value, then comparing each record with its entries.

Memory grows only with faults and erasures, not with the journal: the walk keeps no values, and records are compared in
portions, each with its own entries.
"""

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

PORTION = 500  # records that are compared at a time
LINKS = 50_000  # uids of linked records that are kept

_Noted = tuple[Any, Any, Any, Any, Any]  # a noted anchor: size, root in hex, milliseconds, offset, place


class Replay:
    """One walk through the journal, and the comparisons that follow from it."""

    def __init__(self, db: Connection, found: Findings) -> None:
        self._db = db
        self._found = found
        self._tree = tree.Frontier()
        self._roots: dict[int, bytes] = {0: tree.EMPTY_ROOT}
        self._rejected: set[int] = set()  # entries whose values are missing or were changed
        self._whole: dict[int, Told] = {}  # entries that lost all values, with the erase entry
        self._some: dict[int, list[Told]] = {}  # entries that lost some fields
        self._shells: dict[str, Told] = {}  # erased records
        self._kinds: dict[str, str] = {}  # of the erased records
        self._noted: list[tuple[int, _Noted]] = []
        self._uids = _Uids(db)
        self._used: set[int] = set()  # blobs that something refers to

    # --- the journal ---

    def walk(self) -> Iterator[Said]:
        """Recompute every hash and check every value against its commitment."""
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
        """Read the erase entries, and compare them with the list of entries that lost values."""
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
            yield said(N_("The list of erased entries does not match the erase entries."))

    def _compare_edge(self) -> Iterator[Said]:
        try:
            edge = entry_log.frontier(self._db)
        except ValueError:
            yield said(N_("The journal's stored root is damaged."))
            return
        if (edge.size, edge.root()) != (self._tree.size, self._tree.root()):
            yield said(N_("The journal does not end where its stored root says: entries were removed or changed."))

    def _open(self, entry: Entry) -> Iterator[Said]:
        whole, some = self._whole.get(entry.seq), self._some.get(entry.seq, [])
        if whole:
            yield from self._open_erased(entry, whole)
            return
        if entry.fields is None or (entry.salt is None and not some):
            self._rejected.add(entry.seq)
            yield said(N_("The values of entry {seq} are missing without an erasure."), seq=entry.seq)
            return
        if entry.committed() != entry.commitment:
            self._rejected.add(entry.seq)
            yield said(N_("The values of entry {seq} are not those that were written."), seq=entry.seq)
            return
        if (some or entry.part) and not _as_told(entry, some):
            yield said(N_("Entry {seq} does not match its redaction."), seq=entry.seq)
        self._found.redacted += bool(some)
        for value in entry.fields.values():
            if isinstance(value, dict) and self._use(str(value["sha256"])) != value["size"]:  # pyright: ignore[reportUnknownArgumentType] - it was JSON
                yield said(N_("A long text of entry {seq} is missing."), seq=entry.seq)
        if entry.change == ANCHOR:
            told = entry.fields
            noted = (told.get("size"), told.get("root"), entry.at.ms, entry.at.offset, told.get("place"))
            self._noted.append((entry.seq, noted))
        if entry.change == "correct" and not self._is_correction(entry):
            yield said(N_("Entry {seq} corrects none of its record's entries."), seq=entry.seq)

    def _use(self, digest: str) -> int | None:
        """Note that the bytes with this digest are in use; return their size, or None if they are missing."""
        try:
            row = self._db.execute("SELECT id, size FROM blob WHERE sha256 = ?", (bytes.fromhex(digest),)).fetchone()
        except ValueError:  # no digest at all
            return None
        if row is None:
            return None
        self._used.add(row[0])
        return row[1]

    def _open_erased(self, entry: Entry, told: Told) -> Iterator[Said]:
        self._found.erased += 1
        if entry.fields is not None or entry.salt is not None:
            yield said(N_("Entry {seq} was erased, but some of its values are still there."), seq=entry.seq)
        if entry.change == "add":
            self._shells[entry.uid.hex()] = told
            self._kinds[entry.uid.hex()] = told.kinds.get(entry.seq, "")

    def _is_correction(self, entry: Entry) -> bool:
        corrected = (entry.fields or {}).get(CORRECTS)
        if not isinstance(corrected, int) or not 0 < corrected < entry.seq:
            return False
        row = self._db.execute("SELECT uid, change FROM journal WHERE seq = ?", (corrected,)).fetchone()
        return row is not None and row[0] == entry.uid and row[1] in WRITES

    # --- the anchors ---

    def compare_anchors(self, outside: list[Anchor]) -> Iterator[Said]:
        """Compare the tree with anchors from earlier, kept in the casebook or elsewhere."""
        rows = self._db.execute('SELECT size, root, ms, "offset", place FROM anchor').fetchall()
        kept = {(row[0], row[1].hex() if isinstance(row[1], bytes) else row[1], *row[2:]) for row in rows}
        for seq, noted in self._noted:
            if noted not in kept:
                yield said(N_("The anchor recorded by entry {seq} is missing or was changed."), seq=seq)
        inside = [Anchor(row[0], row[1]) for row in rows]
        self._found.anchors = len(inside) + len(outside)
        self._found.outside = len(outside)
        self._compute_roots({each.size for each in outside} - self._roots.keys())
        for each in (*inside, *outside):
            if self._roots.get(each.size) != each.root:
                yield said(N_("The journal does not match the anchor at entry {seq}."), seq=each.size)

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
        for kind in KINDS.values():
            for portion in self._rows(kind):
                told = self._told([bytes.fromhex(row[1]) for row in portion])
                for row in portion:
                    yield from self._compare(kind, row, told.get(row[1].lower(), _Record()))
        yield from self._compare_missing()

    def _compare(self, kind: Kind, row: tuple[Any, ...], told: _Record) -> Iterator[Said]:
        *values, recorded_as = row
        self._found.records += 1
        erased_by = self._shells.get(row[1].lower())
        agrees = self._is_shell(kind, values, erased_by, told) if erased_by else self._agrees(kind, values, told)
        if recorded_as == kind.name and agrees:
            return
        if erased_by:
            yield said(N_("An erased record is not empty: {kind} {id}."), kind=kind.name, id=str(row[0]))
        else:
            yield said(N_("A record differs from its last entry: {kind} {id}."), kind=kind.name, id=str(row[0]))

    def _told(self, uids: list[bytes]) -> dict[str, _Record]:
        """Return the records with these uids as those of their entries describe them that the walk found sound."""
        found: dict[str, _Record] = {}
        for entry in entry_log.entries_of_all(self._db, uids):
            if entry.seq <= self._tree.size and entry.seq not in self._rejected and entry.seq not in self._whole:
                found.setdefault(entry.uid.hex(), _Record()).fold(entry)
        return found

    def _compare_missing(self) -> Iterator[Said]:
        """Find records that are in the journal or the list of records but have no row."""
        tables = [kind.name for kind in KINDS.values() if self._columns(kind)]
        no_row = [f"NOT EXISTS (SELECT 1 FROM {quoted(each)} t WHERE t.id = r.id)" for each in tables]
        missing = {
            uid.hex()
            for kind in [*tables, ""]
            for (uid,) in self._db.execute(
                f"SELECT r.uid FROM record r WHERE {_own(kind, tables)} AND {' AND '.join(no_row) or 1}",
                (kind,) if kind else (),
            ).fetchall()
        }
        writes = ", ".join(f"'{each}'" for each in WRITES)
        missing |= {
            uid.hex()
            for (uid,) in self._db.execute(
                f"SELECT DISTINCT j.uid FROM journal j WHERE j.change IN ({writes})"
                " AND NOT EXISTS (SELECT 1 FROM record r WHERE r.uid = j.uid)"
            ).fetchall()
        }
        for uid in sorted(missing):
            yield said(N_("A record that the journal mentions is missing: {uid}."), uid=uid)

    def compare_bytes(self) -> Iterator[Said]:
        """Find missing bytes that a record refers to, and bytes that nothing refers to."""
        for kind in KINDS.values():
            for record, digest, uid in self._refer(kind):
                if self._use(digest) is None and uid.lower() not in self._shells:
                    yield said(N_("Contents are missing: {kind} {id}."), kind=kind.name, id=str(record))
        self._use_pieces()
        for blob, digest in self._db.execute("SELECT id, sha256 FROM blob ORDER BY sha256"):
            if blob not in self._used:
                yield said(N_("Nothing refers to the stored data {digest}."), digest=digest.hex()[:16])

    def _use_pieces(self) -> None:
        """Note that what an original in use is rebuilt from is in use as well; older casebooks keep none."""
        if self._db.execute("SELECT 1 FROM pragma_table_info('blob_need')").fetchone():
            rows = self._db.execute("SELECT blob, needs FROM blob_need")
            self._used |= {needs for blob, needs in rows if blob in self._used}

    def _refer(self, kind: Kind) -> Iterator[tuple[int, str, str]]:
        """Yield id, digest and uid of the records of a kind that refer to stored bytes."""
        here = self._columns(kind)
        for name in (quoted(each.name) for each in kind.blobs if each.name in here):
            yield from self._db.execute(
                f"SELECT t.id, t.{name}, hex(r.uid) FROM {quoted(kind.name)} t JOIN record r ON r.id = t.id"
                f" WHERE t.{name} <> ''"
            )

    def _columns(self, kind: Kind) -> set[str]:
        """Return the columns of a kind's table; an older casebook may lack the newest, or all."""
        rows = self._db.execute("SELECT name FROM pragma_table_info(?)", (kind.name,)).fetchall()
        return {name for (name,) in rows}

    def _rows(self, kind: Kind) -> Iterator[list[tuple[Any, ...]]]:
        """Yield the rows of a kind in portions; each row ends with the kind that `record` has for it."""
        here = self._columns(kind)
        if not here:
            return
        missing = [name for name in columns(kind) if name not in here]
        absent = "".join(f", {_default(columns(kind)[name])} AS {quoted(name)}" for name in missing)
        table = f"(SELECT *{absent} FROM {quoted(kind.name)})" if missing else quoted(kind.name)
        rows = self._db.execute(f"SELECT {select_list(kind)}, r.kind FROM {table} t JOIN record r ON r.id = t.id")
        while portion := rows.fetchmany(PORTION):
            yield portion

    def _is_shell(self, kind: Kind, row: list[Any], by: Told, told: _Record) -> bool:
        """Return whether an erased record is as its erasure left it: an empty row, removed by that entry."""
        return (
            not told.fields
            and self._kinds[row[1].lower()] == kind.name
            and row[2] == by.seq
            and tuple(row[3:]) == empty_row(kind)
        )

    def _agrees(self, kind: Kind, row: list[Any], told: _Record) -> bool:
        """Return whether a record matches its entries; a field that was redacted must be empty."""
        try:
            record = from_row(kind.record, row)
            now = {each.name: to_json(each, getattr(record, each.name), self._uids) for each in kind.fields}
            exact = to_row(record) == tuple(row[3:])
        except (ValueError, KeyError, TypeError):
            return False
        if told.fields.get("kind") != kind.name or told.removed != record.removed:
            return False
        for name, value in now.items():
            then = told.fields.get(name)
            if isinstance(then, dict):
                if not entry_log.is_long_value(value, then):
                    return False
            elif value != then and not (is_empty(value) and is_empty(then)):
                return False
        return exact


class _Record:
    """A record as its entries describe it."""

    def __init__(self) -> None:
        self.fields: dict[str, Any] = {}
        self.removed: int | None = None

    def fold(self, entry: Entry) -> None:
        """Apply the next entry."""
        if entry.change in WRITES:
            self.fields.update(entry.own_fields())
        elif entry.change == "remove":
            self.removed = entry.seq
        elif entry.change == "restore":
            self.removed = None


class _Uids(dict[int, str]):
    """The uids of records by id, read when needed; a limited number is cached."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def __missing__(self, record: int) -> str:
        row = self._db.execute("SELECT uid FROM record WHERE id = ?", (record,)).fetchone()
        if row is None:
            raise KeyError(record)
        if len(self) >= LINKS:
            self.clear()
        self[record] = row[0].hex()
        return self[record]


def _own(kind: str, tables: list[str]) -> str:
    """Return the SQL condition for records of a kind; for "", those of no kind that has a table."""
    return "r.kind = ?" if kind else f"r.kind NOT IN ({', '.join(repr(each) for each in tables)})"


def _as_told(entry: Entry, some: list[Told]) -> bool:
    """Return whether a partly erased entry lost exactly what its erase entries say."""
    part = entry.part
    if part is None or entry.salt is not None or not some:
        return False
    gone = {name for told in some for name in told.fields}
    kept = (entry.fields or {}).keys()
    return part.by == max(told.seq for told in some) and part.lost.keys() <= gone and not gone & kept


def _leaf(entry: Entry) -> bytes:
    return tree.leaf_hash(entry_log.header(entry.seq, entry.change, entry.uid, entry.at, entry.commitment))


def _default(declaration: str) -> str:
    """Return what a column with this declaration holds if nothing was entered."""
    return declaration.partition(" DEFAULT ")[2] or "NULL"
