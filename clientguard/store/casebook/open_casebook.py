"""A casebook: one file, one writing connection on one thread, reading connections on others.

`Casebook.create` and `Casebook.open` do the checks in their order (a large file's may go on beside); `write` runs a
function in one transaction on the writer thread and returns what it returned; `read` lends a reading connection for
one moment of the file; `rekey` rewrites the file under another key; `close` leaves one file in DELETE mode behind.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Generator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Self, TypeVar

from clientguard.errors import Cancelled, KnownError
from clientguard.store.casebook import new_file, rewrite, sound_check, unwritable
from clientguard.store.casebook.doubt import commit
from clientguard.store.casebook.sound_check import SoundCheck, closed, reading_only
from clientguard.store.file import checks, file_lock, plain_errors, read_copy, sqlite
from clientguard.store.file.keys import Key, for_file
from clientguard.store.file.sqlite import Connection
from clientguard.store.file.version import SCHEMA
from clientguard.store.journal.clock import Clock, now
from clientguard.store.journal.entry_log import Entropy
from clientguard.store.records.write_path import Write
from clientguard.store.verify import quick

if TYPE_CHECKING:
    from filelock import FileLock

IDLE = 2  # reading connections that are kept open while nobody reads

T = TypeVar("T")
_Job = tuple[Callable[[Write], object], "Future[object]"]


class Casebook:
    """An open casebook.

    `writable` is False beside a program that has it open, and on a place that cannot be written. `unclean` says that
    the last one who had it open did not close it. `key` opens its file; None when it has no passphrase.
    """

    def __init__(
        self,
        path: Path,
        *,
        lock: FileLock | None,
        key: Key | None = None,
        copy: Path | None = None,
        unclean: bool = False,
        clock: Clock = now,
        entropy: Entropy = os.urandom,
    ) -> None:
        self.path = path
        self.writable = lock is not None
        self.unclean = unclean
        self.key = key
        self._lock = lock
        self._copy = copy  # what is read instead, where the casebook's own place cannot be written
        self._clock = clock
        self._entropy = entropy
        self._local = threading.local()
        self._idle: list[Connection] = []
        self._guard = threading.Condition()
        self._reading = 0
        self._held = False  # the file is being rewritten: reads and writes wait
        self._closed = False
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._writer: threading.Thread | None = None
        self._broken: KnownError | None = None
        self._unrest: KnownError | None = None  # the drive failed over a change that is saved
        self._check: SoundCheck | None = None  # while what is read may still turn out to be damaged

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        begin: new_file.Begin | None = None,
        key: Key | None = None,
        clock: Clock = now,
        entropy: Entropy = os.urandom,
    ) -> Self:
        """Make a new casebook at `path`, with what `begin` writes, locked when there is a key, and open it.

        It is there whole or not at all. KnownError when the place is taken or cannot be written.
        """
        new_file.require_free(path)
        with plain_errors.writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        lock = file_lock.acquire_lock(path)
        try:
            with plain_errors.writing(path):
                new_file.make(path, begin, clock, entropy, key)
        except BaseException:
            file_lock.let_go(lock)
            raise
        return cls(path, lock=lock, key=key, clock=clock, entropy=entropy)._start()

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        write: bool = True,
        key: Key | None = None,
        beside: bool = False,
        migrating: Callable[[], object] = lambda: None,
        clock: Clock = now,
        entropy: Entropy = os.urandom,
    ) -> Self:
        """Open the casebook at `path`; without `write` it can be read beside a program that has it open.

        The order of checks: the file and its header or key, the lock, what a crash left half written, application id
        and schema version (a newer file is not touched), the steps that are missing after a verified backup,
        quick_check, the journal's tail. With `beside`, the last two of a large file go on while it can be read already:
        writing waits for them, and `when_checked` tells of their end. `migrating` is called before an older casebook
        is backed up and brought to today's schema, which takes a while. On a place that cannot be written it is opened
        for reading; what lies in its WAL is read from a copy. LockedError when it takes a key; KnownError says what
        else stands in the way.
        """
        checks.looks_like_casebook(path, key)
        with plain_errors.reading(path):
            key = for_file(path, key)
        options: dict[str, Any] = {"key": key, "clock": clock, "entropy": entropy}
        if not write or not read_copy.is_writable(path):
            return cls._open_beside(path, options)
        lock = file_lock.acquire_lock(path)
        try:
            with plain_errors.reading(path):
                unclean = checks.has_beside(path, "-wal", "-journal")
                checks.recover(path, key)
                version = checks.identity(path, key)
            if version < SCHEMA:
                migrating()
                with plain_errors.writing(path):
                    new_file.migrate(path, version, key=key)
            book = cls(path, lock=lock, unclean=unclean, **options)
            with plain_errors.reading(path):
                if not beside or path.stat().st_size < sound_check.LARGE:
                    quick.sound(path, key)
                    new_file.sweep_leftovers(path)
                    return book._start()
            book._start()
            book._check = SoundCheck(path, key, lambda: new_file.sweep_leftovers(path))
            return book
        except BaseException:
            file_lock.let_go(lock)
            raise

    @classmethod
    def _open_beside(cls, path: Path, options: dict[str, Any]) -> Self:
        """Open a casebook for reading only, even while another program has it open."""
        if not read_copy.is_writable(path):
            return cls(path, lock=None, copy=unwritable.copy_to_read(path, options["key"]), **options)
        with plain_errors.reading(path):
            version = checks.identity(path, options["key"])
        if version < SCHEMA:
            raise plain_errors.older(path)
        return cls(path, lock=None, **options)

    def write(self, work: Callable[[Write], T]) -> T:
        """Run `work` in one BEGIN IMMEDIATE on the writer thread and return what it returned.

        It commits when `work` returns, and rolls back all of it when `work` raises. Raises KnownError when the
        casebook is read-only, closed, or was lost to an I/O error. Never call it from within `work`.
        """
        if threading.current_thread() is self._writer:
            raise RuntimeError("a write within a write")
        if not self.writable:
            raise reading_only()
        if self._check:
            self._check.wait()
        done: Future[object] = Future()
        with self._guard:
            self._guard.wait_for(lambda: not self._held)
            if self._closed:
                raise closed()
            self._jobs.put((work, done))
        return done.result()  # type: ignore[return-value] - what `work` returned

    @contextmanager
    def read(self) -> Generator[Connection]:
        """Lend a reading connection that sees one moment of the casebook until the block ends."""
        outer: Connection | None = getattr(self._local, "db", None)
        if outer is not None:  # a read within a read: the outer one's moment holds
            yield outer
            return
        with self._guard:
            self._guard.wait_for(lambda: not self._held)
            if self._closed:
                raise closed()
            self._reading += 1
            db = self._idle.pop() if self._idle else None
        try:
            yield from self._snapshot(db)
        finally:
            with self._guard:
                self._reading -= 1
                self._guard.notify_all()

    def _snapshot(self, db: Connection | None) -> Generator[Connection]:
        if db is None:
            with plain_errors.reading(self.path):
                db = sqlite.connect(self._copy or self.path, key=self.key)
        sound = False
        self._local.db = db
        try:
            db.execute("BEGIN")
            yield db
            sound = True
        except sqlite.Error as error:
            if sqlite.code(error) == sqlite.INTERRUPT:  # the caller no longer waits for it
                raise Cancelled from error
            raise plain_errors.explain(error, self.path) or error from error
        finally:
            self._local.db = None
            self._put_back(db, sound=sound)

    def _put_back(self, db: Connection, *, sound: bool) -> None:
        """Keep a reading connection for the next who reads; one that failed is closed."""
        if sound:
            db.execute("ROLLBACK")
            with self._guard:
                if len(self._idle) < IDLE and not self._closed:
                    self._idle.append(db)
                    return
        db.close()

    @property
    def is_being_checked(self) -> bool:
        """Whether the check that goes on beside has not ended yet."""
        return self._check is not None and self._check.is_running()

    def when_checked(self, told: Callable[[BaseException | None], object]) -> None:
        """Call `told`, from the check's thread, with what the check that goes on beside found; None: nothing.

        Where everything was checked before, it is not called.
        """
        if self._check:
            self._check.then(told)

    def rekey(self, new: Key | None) -> None:
        """Rewrite the file under another key (None: without one) and go on with that; the old key is dropped.

        Reading and writing wait meanwhile; call it from no block that reads. KnownError when it cannot be done; then
        the casebook goes on as it was.
        """
        if not self.writable:
            raise reading_only()
        if getattr(self._local, "db", None) is not None or threading.current_thread() is self._writer:
            raise RuntimeError("a rekey within a read or a write")
        if self._check:
            self._check.wait()
        with self._guard:
            self._guard.wait_for(lambda: not self._held)
            if self._closed:
                raise closed()
            self._held = True
            self._guard.wait_for(lambda: self._reading == 0)
        try:
            self._recast(new)
        except BaseException:
            self._go_on()
            raise
        try:
            self._go_on()
        except KnownError as error:
            raise rewrite.anew(self.path) from error

    def _recast(self, new: Key | None) -> None:
        old = self.key
        self._rest()
        if self._broken:
            raise self._broken
        new_file.settle(self.path, old)
        try:
            rewrite.recast(self.path, old, new)
        except KnownError as error:
            if not rewrite.lies_under(self.path, old, new):
                raise
            self._take(new)
            raise rewrite.anew(self.path) from error
        self._take(new)

    def _take(self, new: Key | None) -> None:
        """Go on with another key; the one before is dropped."""
        old, self.key = self.key, new
        if old and old is not new:
            old.drop()

    def _go_on(self) -> None:
        """Write and read again; KnownError when the drive does not let us, and then the casebook is closed."""
        started = False
        try:
            self._start()
            started = True
        finally:
            with self._guard:
                self._held = False
                self._closed = not started  # otherwise the next write would wait for ever
                self._guard.notify_all()
            if not started and self._lock:
                file_lock.let_go(self._lock)

    def _rest(self) -> None:
        """End the writer thread after what was asked of it, and close every connection."""
        if self._writer:
            self._jobs.put(None)
            self._writer.join()
            self._writer = None
        for db in self._idle:
            db.close()
        self._idle.clear()

    def close(self) -> None:
        """Finish the writes that were asked for and leave one file behind; NotClosedError if that is not possible."""
        with self._guard:
            self._guard.wait_for(lambda: not self._held)
            if self._closed:
                return
            self._closed = True
            self._guard.wait_for(lambda: self._reading == 0)
        if self._check:
            self._check.stop()
        self._rest()
        if self._copy:
            shutil.rmtree(self._copy.parent, ignore_errors=True)
        if self._lock:
            try:
                if not self._broken:
                    new_file.settle(self.path, self.key)
            finally:
                file_lock.let_go(self._lock)
        if self._unrest:
            raise plain_errors.not_closed(self.path, self._unrest)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _start(self) -> Self:
        started: Future[None] = Future()
        self._writer = threading.Thread(target=self._serve, args=(started,), name="casebook writer", daemon=True)
        self._writer.start()
        with plain_errors.writing(self.path):
            started.result()
        return self

    def _serve(self, started: Future[None]) -> None:
        try:
            db = new_file.writing_connection(self.path, self.key)
        except BaseException as error:  # noqa: BLE001 - it is raised again where it is waited for
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
            except BaseException as error:  # noqa: BLE001 - it is raised again where it is waited for
                done.set_exception(self._judge(db, error))
        db.close()

    def _transact(self, db: Connection, work: Callable[[Write], object]) -> object:
        db.execute("BEGIN IMMEDIATE")
        try:
            write = Write(db, self._clock, self._entropy)
            result = work(write)
            write.finish()
            self._broken = self._unrest = commit(db, self.path)
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise
        return result

    def _judge(self, db: Connection, error: BaseException) -> BaseException:
        """Return the error as a person can understand it; after an I/O error nothing more is written."""
        if not isinstance(error, sqlite.Error):
            self._broken = error if isinstance(error, plain_errors.UnsureError) else self._broken
            return error
        known = plain_errors.explain(error, self.path, change=True)
        if known and sqlite.code(error) in {sqlite.IOERR, sqlite.CORRUPT, sqlite.NOTADB}:
            self._broken = known
            with suppress(sqlite.Error):  # the reason is told already, and somebody waits to hear it
                db.close()
        return known or error
