"""A damaged casebook, read as far as possible: from a copy, row by row around the damage; nothing is written to it.

SQLite stops at the first damaged page that it meets. So each table is read forwards up to the damage, backwards up to
the damage, and in between by trying single rows. Nothing is guessed about pages that cannot be read.
"""

from __future__ import annotations

import shutil
import zlib
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from clientguard import output
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.file import keys, plain_errors, read_copy, sqlite
from clientguard.store.file.keys import Key, for_file
from clientguard.store.file.place import true_path
from clientguard.store.file.readable import open_for_reading
from clientguard.store.file.sqlite import Connection
from clientguard.store.file.version import SCHEMA
from clientguard.store.journal import blobs, recipes
from clientguard.store.journal.recipes import Read
from clientguard.store.records.columns import quoted
from clientguard.store.salvage.first_page import first_page

_VARIED = 200  # a page of ciphertext has at least so many different bytes, as in `keys`
_TREES = (2, 5, 10, 13)  # the first byte of table and index pages
PROBES = 20_000  # rows tried one by one between the two ends that can be read
_HERE = "SELECT 1 FROM sqlite_master WHERE name IN ('record', 'journal')"

Row = tuple[Any, ...]


class DamagedFile:
    """A copy of a damaged casebook, open for reading. `faults` counts how often a page could not be read."""

    def __init__(self, path: Path, key: Key | None, mode: str = "rw") -> None:
        self._path = path
        self._mode = mode
        self.key = key
        self._db: Connection | None = None
        self.faults = 0

    def close(self) -> None:
        """Close the copy."""
        if self._db is not None:
            self._db.close()
            self._db = None

    def stands(self) -> bool:
        """Return whether the list of tables can be read, and is that of a casebook; all of it where there is a key.

        Without one, SQLite goes on with the part before the damage. With one, it reads no table at all then.
        """
        found, whole = self.ask(_HERE)
        return bool(found) and (whole or self.key is None)

    def version(self) -> int:
        """Return the schema version; 0 if it cannot be read."""
        found, whole = self.ask("PRAGMA user_version")
        return found[0][0] if found and whole else 0

    def ask(self, sql: str, *values: object) -> tuple[list[Row], bool]:
        """Return the rows of a query up to the first that cannot be read, and whether these are all of them."""
        found: list[Row] = []
        try:
            if self._db is None:
                self._db = _connected(self._path, self.key, self._mode)
            for row in self._db.execute(sql, values):
                found.append(row)
        except (sqlite.Error, UnicodeDecodeError):
            self.faults += 1
            if self.key is not None:  # SQLCipher reads nothing more after a page that fails authentication
                self.close()
            return found, False
        return found, True

    def columns(self, table: str) -> list[str]:
        """Return the names of a table's columns; none if the table is lost."""
        return [name for (name,) in self.ask("SELECT name FROM pragma_table_info(?)", table)[0]]

    def rows(self, table: str, names: list[str], key: str = "id") -> Iterator[Row]:
        """Yield `(key, *names)` of every row of a table that can be read, each once, in no particular order."""
        select = f"SELECT {quoted(key)}, {', '.join(quoted(each) for each in names)} FROM {quoted(table)}"
        by = quoted(key)
        if not self.ask(f"{select} LIMIT 0")[1]:  # the table is not on the list that can be read
            return
        found, whole = self.ask(f"{select} ORDER BY {by}")
        yield from found
        if whole:
            return
        low = found[-1][0] if found else 0
        found, whole = self.ask(f"{select} WHERE {by} > ? ORDER BY {by} DESC", low)
        yield from found
        if not whole:
            high = found[-1][0] if found else self._last(table, key)
            yield from self._between(select, by, low, high)

    def _last(self, table: str, key: str) -> int:
        """Return a key beyond every row that a table may have: record numbers are shared by all tables."""
        for sql, values in (
            (f"SELECT max({quoted(key)}) FROM {quoted(table)}", ()),
            ("SELECT seq FROM sqlite_sequence WHERE name = 'record'", ()),
            ("SELECT max(id) FROM record", ()),
        ):
            found, whole = self.ask(sql, *values)
            if whole and found and isinstance(found[0][0], int):
                return found[0][0] + 1
        return PROBES

    def _between(self, select: str, by: str, low: int, high: int) -> Iterator[Row]:
        """Yield what can be read between the two rows where reading stopped: single rows, and what follows them."""
        step = max(1, (high - low) // PROBES)
        done, at = low, low + 1
        while at < high:
            among = f"{select} WHERE {by} >= ? AND {by} < ? ORDER BY {by}"
            first, _ = self.ask(f"{among} LIMIT 1", at, high)
            if first and first[0][0] >= at:  # in a damaged tree, a search may go backwards
                found, _ = self.ask(among, at, high)
                if step > 1:  # the rows before it, back to the last one tried
                    yield from self.ask(f"{select} WHERE {by} > ? AND {by} < ? ORDER BY {by} DESC", done, at)[0]
                yield from found
                at = max([at, *(row[0] for row in found)])
            done = at
            at += step

    def file(self, parts: int, digest: bytes, read: Read) -> bytes | None:
        """Return the bytes of the blob `parts` if they match its digest; `read` gives the pieces of an original."""
        data = self.stored(parts)
        if sha256(data).digest() == digest:
            return data
        with suppress(zlib.error):
            found = zlib.decompressobj().decompress(data, blobs.LARGEST)
            if sha256(found).digest() == digest:
                return found
        with suppress(zlib.error, ValueError, KeyError):
            found = recipes.rebuild(data, read)
            if sha256(found).digest() == digest:
                return found
        return None

    def stored(self, parts: int) -> bytes:
        """Return the rows of a blob as they are stored, as far as they can be read."""
        first = parts * blobs.PARTS
        sql = "SELECT data FROM blob_part WHERE id >= ? AND id < ? ORDER BY id"
        found, _ = self.ask(sql, first, first + blobs.PARTS)
        return b"".join(part for (part,) in found if isinstance(part, bytes))


@contextmanager
def opened(path: Path, key: Key | None, work: Path) -> Generator[DamagedFile]:
    """Lend a damaged casebook for reading, from a copy in a new folder under `work`, which is removed afterwards.

    SQLite plays its WAL or rollback journal into the copy. If its first page is damaged, the first page of a new
    casebook is tried instead. KnownError if nothing can be read, or a newer version wrote the file.
    """
    path = true_path(path)
    if key is None and is_locked(path):
        raise plain_errors.LockedError(
            N_("{name} has a passphrase, or nothing in it can be read."),
            kept=N_("It was not changed."),
            todo=N_("Enter its passphrase or its recovery code."),
            name=path.name,
        )
    with plain_errors.reading(path):
        key = key if _damaged_head(path) else for_file(path, key)
    with plain_errors.writing(work):
        folder, let_go = output.folder_in(work)
    try:
        with plain_errors.writing(work):
            copy = folder / path.name
            for part in read_copy.PARTS:
                source = path.with_name(path.name + part)
                if source.exists():
                    shutil.copyfile(source, folder / source.name)
                    (folder / source.name).chmod(0o600)
        damaged = _standing(copy, key, folder)
        if damaged is None:
            raise _hopeless(path)
        try:
            if damaged.version() > SCHEMA:
                raise _newer(path)
            yield damaged
        finally:
            damaged.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        let_go()


def is_locked(path: Path) -> bool:
    """Return whether a damaged file has a passphrase: all its pages are ciphertext, not only the first. KnownError."""
    with plain_errors.reading(path), path.open("rb") as file:
        first, *others = (file.read(keys.PAGE) for _ in range(6))
    plain = any(0 < len(set(page)) < _VARIED for page in others) or first.startswith(keys.MAGIC)
    return not plain and (bool(others[0]) or len(set(first)) >= _VARIED)


def is_one(path: Path) -> bool:
    """Return whether a file with a damaged start may be a casebook: its pages look like those of tables."""
    try:
        with path.open("rb") as file:
            pages = [page for _ in range(64) if len(page := file.read(keys.PAGE)) == keys.PAGE]
    except OSError:
        return False
    alike = sum(page[0] in _TREES and 0 < len(set(page)) < _VARIED for page in pages[1:])
    return alike >= 8 and alike * 4 >= len(pages)


def uid(path: Path, key: Key | None) -> str:
    """Return the casebook's own uid if it can still be read from the file, which is not changed; else ""."""
    try:
        there = open_for_reading(path, key)
    except (OSError, KnownError):
        return ""
    with there, closing(DamagedFile(there.path, key, "ro")) as damaged:
        found, _ = damaged.ask("SELECT value FROM setting WHERE name = 'uid'")
        return str(found[0][0]) if found else ""


def _standing(copy: Path, key: Key | None, folder: Path) -> DamagedFile | None:
    """Return the copy once its list of tables can be read, with another first page if necessary.

    That page is made from the pages that list the tables, with the WAL and without: a damaged one may be the cause. If
    those pages are lost as well, the first page of a new casebook is tried, which fits a file that was never rewritten.
    """
    if damaged := _if_it_stands(copy, key):
        return damaged
    if copy.stat().st_size < keys.PAGE:
        return None
    with copy.open("rb") as file:
        before = file.read(keys.PAGE)
    made = first_page(copy, key)
    if made and (damaged := _with_page(copy, key, made)):
        return damaged
    for part in read_copy.PARTS[1:]:
        copy.with_name(copy.name + part).unlink(missing_ok=True)
    for page in [before, *([made] if made else [])]:
        if damaged := _with_page(copy, key, page):
            return damaged
    for version in range(SCHEMA, 0, -1):
        model = _model_page(folder / f"model {version}", version, key, copy.stat().st_size)
        if damaged := _with_page(copy, key, model):
            return damaged
    return None


def _with_page(copy: Path, key: Key | None, first: bytes) -> DamagedFile | None:
    with copy.open("rb+") as file:
        file.write(first)
    return _if_it_stands(copy, key)


def _if_it_stands(copy: Path, key: Key | None) -> DamagedFile | None:
    damaged = DamagedFile(copy, key)
    if damaged.stands():
        return damaged
    damaged.close()
    return None


def _model_page(model: Path, version: int, key: Key | None, size: int) -> bytes:
    """Return the first page of a new casebook of that schema, grown to at least that size.

    The list of tables begins at the same place in all of them.
    """
    from clientguard.store.file.version import APPLICATION_ID
    from clientguard.store.schema.migrations import steps

    output.create(model)
    db = sqlite.connect(model, write=True, key=key)
    try:
        later = next((name for name in _steps() if int(name[1:5]) > version), None)
        db.execute("BEGIN IMMEDIATE")
        steps.apply(sqlite.utils(db), stop_before=later)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {version}")
        for _ in range(size // blobs.PART + 1):
            db.execute("INSERT INTO blob_part (data) VALUES (zeroblob(?))", (blobs.PART,))
        db.execute("COMMIT")
    finally:
        db.close()
    with model.open("rb") as file:
        return file.read(keys.PAGE)


def _steps() -> list[str]:
    from clientguard.store.schema import migrations

    return sorted(name for name in vars(migrations) if name.startswith("m0"))


def _damaged_head(path: Path) -> bool:
    with path.open("rb") as file:
        return not file.read(len(keys.MAGIC)).startswith(keys.MAGIC)


def _connected(path: Path, key: Key | None, mode: str) -> Connection:
    """Open a file that may be damaged anywhere: without the safe PRAGMAs, some of which need an intact schema."""
    sqlite.check_engine()
    db = sqlite.dbapi.connect(
        f"{path.resolve().as_uri()}?mode={mode}", timeout=5.0, isolation_level=None, check_same_thread=False, uri=True
    )
    try:
        db.text_factory = _text
        db.execute("PRAGMA cipher_log_level = NONE")
        if key is not None:
            sqlite.give_key(db, key)
        db.execute("PRAGMA writable_schema = ON")  # reads a faulty list of tables as far as possible
        db.execute("PRAGMA trusted_schema = OFF")
    except BaseException:
        db.close()
        raise
    return db


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _hopeless(path: Path) -> plain_errors.DamagedError:
    return plain_errors.DamagedError(
        N_("Nothing in {name} can be read."),
        kept=N_("It was not changed."),
        todo=N_("Restore a backup. If there is none, keep the file: a data recovery specialist may find more in it."),
        name=path.name,
    )


def _newer(path: Path) -> KnownError:
    return KnownError(
        N_("{name} was written by a newer ClientGuard."),
        kept=N_("Not a byte of it was changed."),
        todo=N_("Install the newer version and salvage it there."),
        name=path.name,
    )
