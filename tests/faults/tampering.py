"""Casebooks in which somebody changed one thing behind the program's back, and journals whose end was cut off."""

from __future__ import annotations

import dataclasses
import random
import shutil
import traceback
from pathlib import Path
from typing import Any

from clientguard.actions.records import attachments, editing
from clientguard.domain.journal import tree
from clientguard.domain.records import KINDS, Client, Invoice
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.erasure import erasing
from clientguard.store.file import sqlite
from clientguard.store.journal import entry_log
from clientguard.store.journal.entry_log import Anchor
from clientguard.store.verify.full import verify
from tests import factories
from tests.faults.ground import client_of, message, opened, place, prepared, the

TAIL = 10  # messages at the end, which can be cut
# What the journal answers for.
TABLES = (
    *("journal", "journal_value", "journal_part", "journal_tree", "erasure", "record", "blob", "blob_part", "anchor"),
    *KINDS,
)
UNTOLD = {("anchor", "id")}


class Bench:
    """One casebook with some of everything, and copies of it that are changed."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._whole = folder / "whole.casebook"
        self._copy = folder / "copy.casebook"
        prepared(folder)
        (folder / "scan.bin").write_bytes(random.Random(1).randbytes(3000))
        with opened(folder) as book:
            client = client_of(book)
            first = editing.save_record(book, message(client, 90)).first
            editing.change_record(book, factories.read(book, Client, client), note="Pays late. " * 200)
            attachments.attach_files(book, client, [folder / "scan.bin"])
            with book.read() as db:
                invoice = the(db, Invoice).id
            factories.add(book, "payment", client=client, invoice=invoice)
            editing.remove_records(book, [first or 0])
            editing.restore_records(book, [first or 0])
            editing.remove_records(book, [first or 0])
            _righted(book, client)
            book.write(lambda write: write.note_anchor("a test"))
            for number in range(TAIL):
                editing.save_record(book, message(client, number))
            with book.read() as db:
                self._anchor = entry_log.anchor(db)
        place(folder).rename(self._whole)

    def is_whole(self) -> bool:
        """Return whether the casebook is valid before anything is changed."""
        return verify(self._whole, (self._anchor,)).valid

    def mutations(self, rng: random.Random, count: int) -> dict[str, Any]:
        """Change one thing in each of `count` copies; the verification has to find it without any help."""
        complaints: list[str] = []
        for _ in range(count):
            what = self._mutated(rng)
            complaints += [f"not found: {what}"] if self._found(()) == "valid" else []
            complaints += [f"{what}: {self._last}"] if self._last.startswith("uncaught") else []
        return {"mutations": count, "complaints": complaints}

    def tails(self, rng: random.Random, count: int) -> dict[str, Any]:
        """Cut the journal's end so well that the file is whole in itself; an anchor from outside has to show it."""
        complaints: list[str] = []
        for _ in range(count):
            length = rng.randint(1, TAIL)
            regrown = rng.random() < 0.5
            self._cut(length, regrown=regrown)
            what = f"{length} entries, {'written anew' if regrown else 'cut'}"
            if self._found(()) != "valid":
                complaints.append(f"the forgery is none: {what}: {self._last}")
            if self._found((self._anchor,)) != "not valid":
                complaints.append(f"not found: {what}: {self._last}")
        return {"tails": count, "complaints": complaints}

    def _found(self, outside: tuple[Anchor, ...]) -> str:
        try:
            self._last = "valid" if verify(self._copy, outside).valid else "not valid"
        except KnownError:
            self._last = "refused"
        except Exception:  # noqa: BLE001 - it is what is looked for
            self._last = f"uncaught: {traceback.format_exc()}"
        return self._last

    # --- one change ---

    def _mutated(self, rng: random.Random) -> str:
        """Make a copy with one change and say which; a change that the tables refuse is tried as another."""
        while True:
            shutil.copyfile(self._whole, self._copy)
            db = sqlite.dbapi.connect(str(self._copy), isolation_level=None)
            try:
                db.execute("PRAGMA synchronous = OFF")
                guards = _unguarded(db)
                if rng.random() < 0.02:
                    name, _ = gone = rng.choice(guards)
                    _guarded(db, [each for each in guards if each != gone])
                    return f"dropped: trigger {name}"
                if what := _mutate(db, rng):
                    _guarded(db, guards)
                    return what
            except sqlite.DatabaseError:
                continue
            finally:
                db.close()

    def _cut(self, length: int, *, regrown: bool) -> None:
        folder = self._copy.parent
        shutil.copyfile(self._whole, place(folder))
        db = sqlite.dbapi.connect(str(place(folder)), isolation_level=None)
        try:
            size = self._anchor.size - length
            guards = _unguarded(db)
            gone = "SELECT id FROM record WHERE uid IN (SELECT uid FROM journal WHERE seq > ?)"
            for table, column in (("search_entry", "record"), ("message", "id")):
                db.execute(f"DELETE FROM {table} WHERE {column} IN ({gone})", (size,))
            db.execute("DELETE FROM record WHERE uid IN (SELECT uid FROM journal WHERE seq > ?)", (size,))
            db.execute("DELETE FROM journal_value WHERE seq > ?", (size,))
            db.execute("DELETE FROM journal WHERE seq > ?", (size,))
            _drop_unneeded(db)
            edge = tree.Frontier()
            for (leaf,) in db.execute("SELECT hash FROM journal ORDER BY seq").fetchall():
                edge.append(leaf)
            db.execute("UPDATE journal_tree SET size = ?, roots = ?", (edge.size, edge.packed()))
            _guarded(db, guards)
        finally:
            db.close()
        if regrown:
            with opened(folder) as book:
                client = client_of(book)
                for number in range(length):
                    editing.save_record(book, message(client, 50 + number))
        place(folder).replace(self._copy)


def _righted(book: Casebook, client: int) -> None:
    """Correct an entry, take a field away, and erase a client with what is under it."""
    with book.read() as db:
        first = entry_log.entries_of(db, bytes.fromhex(factories.read(book, Client, client).uid))[0].seq
    right = dataclasses.replace(factories.read(book, Client, client), email="right@example.org")
    book.write(lambda write: write.correct(right, first, "A typing error."))
    book.write(lambda write: erasing.write_redaction(write, client, "note", "a request"))
    gone = factories.add(book, "client", name="Gone", note="Gone. " * 300)
    factories.add(book, "contact", client=gone)
    book.write(lambda write: erasing.write_erasure(write, [gone], "a request"))


def _unguarded(db: sqlite.Connection) -> list[tuple[str, str]]:
    """Drop the triggers, as whoever tampers does first, and return them."""
    triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        db.execute(f"DROP TRIGGER {name}")
    return triggers


def _guarded(db: sqlite.Connection, triggers: list[tuple[str, str]]) -> None:
    """Put the triggers back: else their absence would be what is found."""
    for _, sql in triggers:
        db.execute(sql)


def _drop_unneeded(db: sqlite.Connection) -> None:
    """Delete the bytes that nothing refers to any more: a forger would."""
    told = " ".join(row[0] for row in db.execute("SELECT fields FROM journal_value").fetchall())
    for blob, digest in db.execute("SELECT id, sha256 FROM blob").fetchall():
        if digest.hex() not in told:
            db.execute("DELETE FROM blob WHERE id = ?", (blob,))
            db.execute("DELETE FROM blob_part WHERE id >= ? AND id < ?", (blob * 64, blob * 64 + 64))


def _mutate(db: sqlite.Connection, rng: random.Random) -> str:
    """Change a value, delete a row, double one, or exchange two values; return nothing when nothing differs."""
    if rng.random() < 0.05:
        return _unmade(db, rng)
    table = rng.choice(TABLES)
    if table == "erasure":
        return _of_erasure(db, rng)
    rows = db.execute(f'SELECT rowid, * FROM "{table}"').fetchall()
    names = [name for (name,) in db.execute("SELECT name FROM pragma_table_info(?)", (table,)).fetchall()]
    if not rows:
        return ""
    row, other = rng.choice(rows), rng.choice(rows)
    at = rng.randrange(len(names))
    told = f"{table}.{names[at]} of row {row[0]}"
    manner = rng.random()
    if manner < 0.1:
        db.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (row[0],))
        return f"deleted: {table} row {row[0]}"
    if manner < 0.15 and table == "journal":
        db.execute(f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(names))})', (rows[-1][0] + 1, *row[2:]))
        return f"doubled: {table} row {row[0]}"
    if (table, names[at]) in UNTOLD or (names[at] == "salt" and row[-1] == "{}"):  # a salt over no fields is no part
        return ""
    before = row[1 + at]
    after = other[1 + at] if manner < 0.3 else _changed(before, rng)
    if after == before:
        return ""
    db.execute(f'UPDATE "{table}" SET "{names[at]}" = ? WHERE rowid = ?', (after, row[0]))
    return f"{told}: {str(before)[:60]!r} became {str(after)[:60]!r}"


def _unmade(db: sqlite.Connection, rng: random.Random) -> str:
    """Drop an index or a table, or add a trigger."""
    found = db.execute("SELECT type, name FROM sqlite_master WHERE sql LIKE 'CREATE%'").fetchall()
    kind, name = rng.choice([each for each in found if not each[1].startswith(("_sqlite", "idx__", "search_index_"))])
    if rng.random() < 0.2:
        event, table = rng.choice(("INSERT", "DELETE")), rng.choice(TABLES)
        db.execute(f'CREATE TRIGGER more AFTER {event} ON "{table}" BEGIN SELECT 1; END')
        return f"a trigger on {table}"
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute(f'DROP {kind} "{name}"')
    return f"dropped: {kind} {name}"


def _of_erasure(db: sqlite.Connection, rng: random.Random) -> str:
    """Change, delete or add a row of the table that says which entry erased which; it has no rowid."""
    rows = db.execute("SELECT seq, by_seq FROM erasure").fetchall()
    seq, by = rng.choice(rows)
    manner = rng.choice(("delete", "change", "add"))
    to = seq + rng.choice((-2, -1, 1, 2))
    if manner == "delete":
        db.execute("DELETE FROM erasure WHERE seq = ? AND by_seq = ?", (seq, by))
    elif manner == "change":
        db.execute("UPDATE erasure SET seq = ? WHERE seq = ? AND by_seq = ?", (to, seq, by))
    else:
        db.execute("INSERT INTO erasure VALUES (?, ?)", (to, by))
    return f"{manner}: erasure of {seq} by {by}, {to}"


def _changed(value: Any, rng: random.Random) -> Any:
    """Return a value near another one."""
    if value is None:
        return rng.choice((1, "2026-01-01"))
    if isinstance(value, int):
        return value + rng.choice((-1000, -1, 1, 60, 10**6))
    if isinstance(value, str):
        at = rng.randint(0, len(value))
        return value[:at] + rng.choice(("x", "0", " ", "ก")) + value[at + rng.randint(0, 1) :]
    if not value:
        return b"\x00"
    data = bytearray(value)
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    return bytes(data)
