"""A casebook: one file, one writing connection on one thread, reading connections on others.

`Casebook.create` and `Casebook.open` do the checks in their order; `write` runs a function in one transaction on the
writer thread and returns what it returned; `read` lends a reading connection of the calling thread; `close` leaves
one file in DELETE mode behind.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Generator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Self, TypeVar

from clientguard.domain.words import N_
from clientguard.errors import KnownError
from clientguard.store import checks, sqlite
from clientguard.store.clock import Clock, now
from clientguard.store.journal import Entropy, Journal
from clientguard.store.records import Write
from clientguard.store.sqlite import Connection
from clientguard.store.version import APPLICATION_ID, SCHEMA

if TYPE_CHECKING:
    from filelock import FileLock

SETTLE = 1.0  # seconds that closing waits for another program's reading to end

T = TypeVar("T")
_Job = tuple[Callable[[Write], object], "Future[object]"]


class Casebook:
    """An open casebook."""

    def __init__(self, path: Path, *, lock: FileLock | None, clock: Clock = now, entropy: Entropy = os.urandom) -> None:
        self.path = path
        self.writable = lock is not None
        self._lock = lock
        self._clock = clock
        self._entropy = entropy
        self._local = threading.local()
        self._readers: set[Connection] = set()
        self._guard = threading.Condition()
        self._reading = 0
        self._closed = False
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._writer: threading.Thread | None = None
        self._broken: KnownError | None = None

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        begin: Callable[[Write], object] | None = None,
        clock: Clock = now,
        entropy: Entropy = os.urandom,
    ) -> Self:
        """Make a new casebook at `path`, with what `begin` writes, and open it.

        It is there whole or not at all. KnownError when the place is taken or cannot be written.
        """
        _free(path)
        with checks.writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        lock = checks.acquire(path)
        try:
            with checks.writing(path):
                _make(path, begin, clock, entropy)
        except BaseException:
            checks.let_go(lock)
            raise
        return cls(path, lock=lock, clock=clock, entropy=entropy)._start()

    @classmethod
    def open(cls, path: Path, *, write: bool = True, clock: Clock = now, entropy: Entropy = os.urandom) -> Self:
        """Open the casebook at `path`; without `write` it can be read beside a program that has it open.

        The order of checks: the file and its header, the lock, what a crash left half written, application id and
        schema version (a newer file is not touched), the steps that are missing after a verified backup, quick_check,
        the journal's tail. KnownError says what stands in the way.
        """
        checks.looks_like_casebook(path)
        if not write:
            with checks.reading(path):
                version = checks.identity(path)
            if version < SCHEMA:
                raise checks.older(path)
            return cls(path, lock=None, clock=clock, entropy=entropy)
        lock = checks.acquire(path)
        try:
            with checks.reading(path):
                checks.recover(path)
                version = checks.identity(path)
            if version < SCHEMA:
                with checks.writing(path):
                    migrate(path, version)
            with checks.reading(path):
                checks.sound(path)
            return cls(path, lock=lock, clock=clock, entropy=entropy)._start()
        except BaseException:
            checks.let_go(lock)
            raise

    def write(self, work: Callable[[Write], T]) -> T:
        """Run `work` in one BEGIN IMMEDIATE on the writer thread and return what it returned.

        It commits when `work` returns, and rolls back all of it when `work` raises. Raises KnownError when the
        casebook is read-only, closed, or was lost to an I/O error. Never call it from within `work`.
        """
        if threading.current_thread() is self._writer:
            raise RuntimeError("a write within a write")
        if not self.writable:
            raise KnownError(
                N_("This casebook is open for reading only."),
                kept=N_("Nothing was written."),
                todo=N_("Close it where it is open, and open it again."),
            )
        done: Future[object] = Future()
        with self._guard:
            if self._closed:
                raise _closed()
            self._jobs.put((work, done))
        return done.result()  # type: ignore[return-value] - what `work` returned

    @contextmanager
    def read(self) -> Generator[Connection]:
        """Lend a reading connection that sees one moment of the casebook until the block ends."""
        with self._guard:
            if self._closed:
                raise _closed()
            self._reading += 1
        try:
            yield from self._snapshot()
        finally:
            with self._guard:
                self._reading -= 1
                self._guard.notify_all()

    def _snapshot(self) -> Generator[Connection]:
        db: Connection | None = getattr(self._local, "db", None)
        if db is None:
            with checks.reading(self.path):
                db = sqlite.connect(self.path)
            self._local.db = db
            with self._guard:
                self._readers.add(db)
        if db.in_transaction:  # a read within a read: the outer one's moment holds
            yield db
            return
        try:
            db.execute("BEGIN")
            yield db
        except sqlite.Error as error:
            raise checks.explain(error, self.path) or error from error
        finally:
            if db.in_transaction:
                db.execute("ROLLBACK")

    def close(self) -> None:
        """Finish the writes that were asked for, close every connection, and leave one file behind."""
        with self._guard:
            if self._closed:
                return
            self._closed = True
            self._guard.wait_for(lambda: self._reading == 0)
        if self._writer:
            self._jobs.put(None)
            self._writer.join()
        for db in self._readers:
            db.close()
        self._readers.clear()
        if self._lock:
            try:
                if not self._broken:
                    _settle(self.path)
            finally:
                checks.let_go(self._lock)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _start(self) -> Self:
        started: Future[None] = Future()
        self._writer = threading.Thread(target=self._serve, args=(started,), name="casebook writer", daemon=True)
        self._writer.start()
        with checks.writing(self.path):
            started.result()
        return self

    def _serve(self, started: Future[None]) -> None:
        try:
            db = _writing_connection(self.path)
        except BaseException as error:  # noqa: BLE001 - it is raised again by whoever waits
            started.set_exception(error)
            return
        started.set_result(None)
        while job := self._jobs.get():
            work, done = job
            if self._broken:
                done.set_exception(self._broken)
                continue
            try:
                done.set_result(self._transact(db, work))
            except BaseException as error:  # noqa: BLE001 - it is raised again by whoever waits
                done.set_exception(self._judge(db, error))
        db.close()

    def _transact(self, db: Connection, work: Callable[[Write], object]) -> object:
        db.execute("BEGIN IMMEDIATE")
        try:
            write = Write(db, self._clock, self._entropy)
            result = work(write)
            write.finish()
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise
        return result

    def _judge(self, db: Connection, error: BaseException) -> BaseException:
        """Return the error as a person can understand it; after an I/O error nothing more is written."""
        if not isinstance(error, sqlite.Error):
            return error
        known = checks.explain(error, self.path)
        if known and sqlite.code(error) in {sqlite.IOERR, sqlite.CORRUPT, sqlite.NOTADB}:
            self._broken = known
            db.close()
        return known or error


def _writing_connection(path: Path) -> Connection:
    db = sqlite.connect(path, write=True)
    try:
        sqlite.pragma(db, "journal_mode", "WAL", "wal")
    except BaseException:
        db.close()
        raise
    return db


def _closed() -> KnownError:
    return KnownError(N_("The casebook is closed."), kept=N_("What was saved before is kept."))


def _free(path: Path) -> None:
    """Raise KnownError when there is a file at `path`, or one beside it that SQLite would take for its own."""
    for taken in (path, *(path.with_name(f"{path.name}{ending}") for ending in ("-wal", "-journal"))):
        if taken.exists():
            raise KnownError(
                N_("There is already a file at {path}."),
                kept=N_("It was left as it is."),
                todo=N_("Choose another name, or open that file."),
                path=str(taken),
            )


def _make(path: Path, begin: Callable[[Write], object] | None, clock: Clock, entropy: Entropy) -> None:
    """Make a casebook under a temporary name, and give it its own once it lies on the drive."""
    from clientguard.store import backup

    temporary = path.with_name(f".{path.name}.part")
    temporary.unlink(missing_ok=True)
    temporary.touch(mode=0o600, exist_ok=False)
    try:
        db = sqlite.connect(temporary, write=True)
        try:
            _fill(db, begin, clock, entropy)
        finally:
            db.close()
        backup.sync(temporary)
        _free(path)
        temporary.replace(path)
        backup.sync_folder(path.parent)
    finally:
        with suppress(OSError):  # a drive that fails here too; the next attempt clears it away
            temporary.unlink(missing_ok=True)


def _fill(db: Connection, begin: Callable[[Write], object] | None, clock: Clock, entropy: Entropy) -> None:
    """Make the schema of a new casebook, its journal's first entry, and what it begins with, in one transaction."""
    db.execute("BEGIN IMMEDIATE")
    _take_steps(db)
    journal = Journal(db, clock, entropy)
    uid = entropy(16)
    db.execute("INSERT INTO setting (name, value) VALUES ('uid', ?)", (uid.hex(),))
    journal.append("create", uid, {"schema": SCHEMA})
    journal.save()
    if begin is not None:
        write = Write(db, clock, entropy)
        begin(write)
        write.finish()
    db.execute("COMMIT")


def _take_steps(db: Connection) -> None:
    from clientguard.store.migrations import steps

    steps.apply(sqlite.utils(db))
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {SCHEMA}")


def migrate(path: Path, version: int) -> None:
    """Bring an older casebook to today's schema: a verified backup first, then all steps in one transaction."""
    from clientguard.store import backup

    backup.backup(path, path.with_name(f"{path.stem} before schema {SCHEMA}, was {version}{path.suffix}"))
    db = sqlite.connect(path, write=True)
    try:
        # A table that others refer to is rebuilt with foreign keys off, and checked before the commit.
        sqlite.pragma(db, "foreign_keys", "OFF", 0)
        db.execute("BEGIN IMMEDIATE")
        _take_steps(db)
        checks.foreign_keys(db, path)
        db.execute("COMMIT")
    finally:
        db.close()


def _settle(path: Path) -> None:
    """Bring a casebook to rest: everything in the one file, DELETE mode.

    While another program reads it, its WAL has to stay; whoever opens and closes it next brings it to rest.
    """
    with checks.writing(path):
        db = sqlite.connect(path, write=True, timeout=SETTLE)
        try:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            db.execute("PRAGMA journal_mode = DELETE").fetchall()
        except sqlite.Error as error:
            if sqlite.code(error) != sqlite.BUSY:
                raise
        finally:
            db.close()
