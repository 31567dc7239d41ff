"""The only write path: every change to a record is written with its journal entry and search text, in one transaction.

Records of one kind are read here as well; named reads across kinds are in `views`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any, TypeVar

from clientguard.domain.changed import Changed
from clientguard.domain.records import KINDS, Attachment, Field, Instant, Kind, Record, Type
from clientguard.domain.wording import N_, Said
from clientguard.errors import KnownError
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal import blobs, entry_log, erased
from clientguard.store.journal.clock import Clock
from clientguard.store.journal.entry_log import CORRECTS, WHY, Anchor, Entropy, Entry, Journal
from clientguard.store.records import file_words, search
from clientguard.store.records.columns import (
    columns,
    insert_statement,
    is_empty,
    links_of,
    quoted,
    to_json,
    to_row,
)
from clientguard.store.records.links import Target, check_client, check_link, read_target
from clientguard.store.records.lookup import erased_error, get_record, gone_error, parts_of

R = TypeVar("R", bound=Record)


WRITES = ("add", "change", "correct")  # the changes that write fields of a record
ANCHOR = "anchor"  # the change that notes an anchor
# The most that one transaction keeps in memory. FTS5 collects 8 MB before it writes a segment (`hashsize` in the
# schema), so texts in portions of this size make no more segments than all of them at once would.
HELD = 8 << 20  # characters of search texts
KNOWN = 50_000  # records


class Write:
    """One write transaction, made by `Casebook.write` and used by actions. Nothing else writes."""

    def __init__(self, db: Connection, clock: Clock, entropy: Entropy) -> None:
        self.db = db
        self._clock = clock
        self._entropy = entropy
        self._journal = Journal(db, clock, entropy)
        self._ids: set[int] = set()
        self._kinds: set[str] = set()
        self._made: list[int] = []
        self._told: list[Said] = []
        self._index: dict[int, tuple[int, str, int]] = {}  # search texts to be written by `index_all`, by record
        self._held = 0  # characters in it
        self._fresh: set[int] = set()  # records made since it was last written
        self._targets: dict[int, Target] = {}
        self._announced: dict[int, Target] = {}  # records that are added at the end, by a number below zero
        self._waiting: dict[tuple[int, str, str], list[int]] = {}  # links to these: the place, kind, field → records
        self._links_checked = True
        self._purge = False

    def keep_faulty_links(self) -> None:
        """Stop checking links, because a salvage keeps what was on record even if it is wrong."""
        self._links_checked = False

    def add(self, record: R) -> R:
        """Add a new record and return it with its id."""
        return self._add(record, self._entropy(16))

    def announce(self, kind: Kind, client: int | None) -> int:
        """Return what links may hold until `add_announced` adds the record that they point at, in this transaction.

        So a record of what was done gets the number after that, and is written once, with its counts. Until then these
        links are empty in their rows: with one that points nowhere yet, SQLite would search every table that refers to
        records or to the journal, at each new row of either.
        """
        place = -1 - len(self._announced)
        self._announced[place] = Target(self._entropy(16).hex(), kind.name, client)
        return place

    def add_announced(self, record: R, place: int) -> R:
        """Add a record that was announced, and have the links to it hold its id."""
        made = self._add(record, bytes.fromhex(self._announced[place].uid))
        for (at, kind, name), waiting in self._waiting.items():
            if at == place:
                link = f"UPDATE {quoted(kind)} SET {quoted(name)} = ? WHERE id = ?"
                self.db.executemany(link, ((made.id, each) for each in waiting))
        return made

    def _add(self, record: R, uid: bytes) -> R:
        kind = record.kind
        fields = self._fields(record, kind.fields)
        new = self.db.execute("INSERT INTO record (kind, uid) VALUES (?, ?)", (kind.name, uid)).lastrowid
        self.db.execute(insert_statement(kind), (new, *self._row_without_announced(record, new)))
        made = dataclasses.replace(record, id=new, uid=uid.hex())
        if len(self._targets) >= KNOWN:
            self._targets.clear()
        self._targets[new] = Target(made.uid, kind.name, made.client_id)
        self._journal.append("add", uid, {"kind": kind.name, **fields})
        self._fresh.add(new)
        self._touch(made)
        self._made.append(new)
        return made

    def _row_without_announced(self, record: Record, new: int) -> list[Any]:
        """Return a new record's row; links to announced records are empty in it, and are filled in later."""
        row = list(to_row(record))
        for name, place in links_of(record.kind) if self._announced else ():
            if row[place] in self._announced:
                self._waiting.setdefault((row[place], record.kind.name, name), []).append(new)
                row[place] = None
        return row

    def change(self, record: R) -> R:
        """Write the fields that differ from the saved record, if any.

        Raises KnownError if the record does not exist or is removed, if a changed link points where it must not, or if
        the client differs (use `move` for that).
        """
        before = self._living(type(record), record.id)
        if self._links_checked:
            check_client(before, record)
        differing = _differing(before, record)
        return self._rewrite(before, record, "change", differing, {}) if differing else before

    def correct(self, record: R, entry: int, why: str) -> R:
        """Write the fields that differ as a correction of an earlier entry of this record; both stay readable (P5).

        Raises KnownError if the record does not exist or is removed or erased, if `entry` did not write its fields or
        has lost its values, or if nothing differs.
        """
        before = self._living(type(record), record.id)
        check_client(before, record)
        correctable(entry_log.entry_at(self.db, entry), before)
        differing = _differing(before, record)
        if not differing:
            raise KnownError(
                N_("Nothing differs from the record as it is."),
                kept=N_("Nothing was written."),
                todo=N_("Enter the right values in the fields that are wrong."),
            )
        return self._rewrite(before, record, "correct", differing, {CORRECTS: entry, WHY: why})

    def move(self, record: R, client: int) -> R:
        """Move a saved record, and what is part of it, to another client, and return it.

        Raises KnownError if the record does not exist or is removed, or if `client` is not the id of a client.
        """
        moved = self._give(self._living(type(record), record.id), client)
        for part, kind in parts_of(self.db, record.id):
            self._give(self.get(KINDS[kind].record, part), client)
        return moved

    def _give(self, before: R, client: int) -> R:
        field = before.kind.field(before.kind.client)
        moved = dataclasses.replace(before, **{field.name: client})
        self._targets.pop(before.id, None)
        return self._rewrite(before, moved, "change", [field], {}) if moved != before else before

    def relink(self, record: R, **links: int | None) -> R:
        """Write other links into a record, removed or not, that to its client among them, and return it.

        For merging two clients or people, where everything that belongs together changes in one transaction: only the
        links that are written are checked.
        """
        before = self.get(type(record), record.id)
        linked = dataclasses.replace(before, **links)
        differing = _differing(before, linked)
        self._targets.pop(before.id, None)
        return self._rewrite(before, linked, "change", differing, {}, words=False) if differing else before

    def _living(self, cls: type[R], record: int) -> R:
        before = self.get(cls, record)
        if before.removed is not None:
            raise erased_error() if erased.is_erased(self.db, before.removed) else gone_error()
        return before

    def _rewrite(
        self, before: R, record: R, change: str, differing: list[Field], aside: dict[str, Any], *, words: bool = True
    ) -> R:
        kind = record.kind
        fields = self._fields(record, differing, empties=True)
        sets = ", ".join(f"{quoted(name)} = ?" for name in columns(kind))
        self.db.execute(f"UPDATE {quoted(kind.name)} SET {sets} WHERE id = ?", (*to_row(record), record.id))
        self._journal.append(change, bytes.fromhex(before.uid), {**fields, **aside})
        if words:
            self._touch(record)
        else:  # its search text is as it was
            self._ids.add(record.id)
            self._kinds.add(kind.name)
        return dataclasses.replace(record, uid=before.uid, removed=None)

    def remove(self, record: int) -> None:
        """Mark a record as removed; `restore` undoes it."""
        uid, kind, removed = self._row(record)
        if removed is not None:
            return
        seq = self._journal.append("remove", uid, {})
        self.db.execute("UPDATE record SET removed_seq = ? WHERE id = ?", (seq, record))
        self._ids.add(record)
        self._kinds.add(kind)

    def restore(self, record: int) -> None:
        """Undo a removal; KnownError if the record was erased."""
        uid, kind, removed = self._row(record)
        if removed is None:
            return
        if erased.is_erased(self.db, removed):
            raise erased_error()
        self._journal.append("restore", uid, {})
        self.db.execute("UPDATE record SET removed_seq = NULL WHERE id = ?", (record,))
        self._ids.add(record)
        self._kinds.add(kind)

    def attach(self, of: int, client: int | None, name: str, media_type: str, data: bytes) -> Attachment:
        """Attach a file (at most 64 MiB) to the record `of`."""
        digest = blobs.put_blob(self.db, data)
        return self.add(
            Attachment(client=client, of=of, name=name, media_type=media_type, size=len(data), sha256=digest.hex())
        )

    def note_anchor(self, place: str, given: Anchor | None = None) -> Anchor:
        """Note the journal's current anchor, and return it; `place` says where the anchor went, without naming anyone.

        `given` is one that was read a moment ago and has been given out since.

        The note is itself a journal entry. A separate list could lose its last line without anyone noticing, while the
        end of the journal is already stored, printed and compared.
        """
        seen = given or self._journal.anchor()
        noted = {"size": seen.size, "root": seen.root.hex(), "place": place}
        seq = self._journal.append(ANCHOR, entry_log.own_uid(self.db), noted)
        self.db.execute(
            'INSERT INTO anchor (size, root, ms, "offset", place) SELECT ?, ?, ms, "offset", ? FROM journal'
            " WHERE seq = ?",
            (seen.size, seen.root, place, seq),
        )
        return seen

    def entry(self, change: str, uid: bytes, fields: dict[str, Any]) -> int:
        """Write a journal entry that holds no values of a record, such as an erasure, and return its number."""
        return self._journal.append(change, uid, fields)

    def rewritten(self, record: Record) -> None:
        """Report that a record's row was changed by other means, so that its search text and the screens follow."""
        self._touch(record)

    def reindex(self, record: Record) -> None:
        """Have a record found by the words of its file, which were read since it was written."""
        self._hold(record)

    def emptied(self, record: int, kind: str) -> None:
        """Report that a record was erased, so that the screens follow and its words leave the search index."""
        self._unhold(record)
        search.forget(self.db, record)
        self._targets.pop(record, None)
        self._ids.add(record)
        self._kinds.add(kind)

    def purge_words(self) -> None:
        """Have the search index rewritten at the end of the transaction, without words that no record has."""
        self._purge = True

    def random(self, size: int) -> bytes:
        """Return random bytes from the casebook's source of them."""
        return self._entropy(size)

    def now(self) -> Instant:
        """Return the current time by the casebook's clock."""
        return self._clock()

    def get(self, cls: type[R], record: int) -> R:
        """Return one record as this transaction sees it; KnownError if it does not exist."""
        return get_record(self.db, cls, record)

    def finish(self) -> None:
        """Write what is left for the end of the transaction: remaining search texts, and the hash tree's edge."""
        self._write_index()
        if self._purge:
            search.purge(self.db)
        self._journal.save()

    def changed(self) -> Changed:
        """Return what this transaction has touched so far."""
        return Changed(frozenset(self._ids), frozenset(self._kinds), tuple(self._made), tuple(self._told))

    def tell(self, what: Said) -> None:
        """Have the answer say what else followed from this write."""
        if what not in self._told:
            self._told.append(what)

    def _touch(self, record: Record) -> None:
        self._ids.add(record.id)
        self._kinds.add(record.kind.name)
        self._hold(record)

    def _hold(self, record: Record) -> None:
        """Hold a record's search text until it is written with others."""
        self._unhold(record.id)
        text, seconds = file_words.entry(self.db, record)
        self._index[record.id] = (record.id, text, seconds)
        self._held += len(text)
        if self._held >= HELD or len(self._index) >= KNOWN:
            self._write_index()

    def _unhold(self, record: int) -> None:
        """Drop the search text of a record that has not been written yet."""
        waiting = self._index.pop(record, None)
        self._held -= len(waiting[1]) if waiting else 0

    def _write_index(self) -> None:
        search.index_all(self.db, self._index.values(), self._fresh)
        self._index.clear()
        self._fresh.clear()
        self._held = 0

    def _row(self, record: int) -> tuple[bytes, str, int | None]:
        row = self.db.execute("SELECT uid, kind, removed_seq FROM record WHERE id = ?", (record,)).fetchone()
        if row is None:
            raise gone_error()
        return row

    def _fields(self, record: Record, fields: Iterable[Field], *, empties: bool = False) -> dict[str, Any]:
        values: dict[str, Any] = {}
        uids: dict[int, str] = {}
        for field in fields:
            value = getattr(record, field.name)
            if field.type is Type.LINK and value is not None:
                target = self._target(value)
                if self._links_checked:
                    check_link(self.db, record, field, target)
                uids[value] = target.uid
            if empties or not is_empty(value):
                values[field.name] = to_json(field, value, uids)
        return values

    def _target(self, record: int) -> Target:
        if record < 0:
            return self._announced[record]
        if record not in self._targets:
            self._targets[record] = read_target(self.db, record)
        return self._targets[record]


def correctable(entry: Entry | None, record: Record) -> None:
    """Raise KnownError unless `entry` wrote fields of `record` and still has values."""
    if entry is None or entry.uid.hex() != record.uid or entry.change not in WRITES:
        raise KnownError(
            N_("That entry wrote nothing to this record, so there is nothing in it to correct."),
            kept=N_("Nothing was written."),
            todo=N_("Choose an entry that added, changed or corrected the record."),
        )
    if entry.fields is None:
        raise KnownError(
            N_("The values of entry {seq} were erased, so it cannot be corrected."),
            kept=N_("Nothing was written."),
            todo=N_("Change the record instead."),
            seq=entry.seq,
        )


def _differing(before: Record, record: Record) -> list[Field]:
    return [each for each in record.kind.fields if getattr(before, each.name) != getattr(record, each.name)]
