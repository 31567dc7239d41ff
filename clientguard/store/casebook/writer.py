"""The thread that owns an open casebook's one writing connection: one transaction after the other."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import TypeVar

from clientguard.errors import KnownError
from clientguard.store.casebook import moved_file, new_file
from clientguard.store.casebook.doubt import commit
from clientguard.store.casebook.moved_file import MovedError
from clientguard.store.file import plain_errors, sqlite
from clientguard.store.file.file_lock import CasebookLock
from clientguard.store.file.keys import Key
from clientguard.store.file.place import NOWHERE, FileId, file_id
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal.clock import Clock
from clientguard.store.journal.entry_log import Entropy
from clientguard.store.records.write_path import Write

T = TypeVar("T")
_Job = tuple[Callable[[Write], object], "Future[object]"]


class Writer:
    """Runs what is asked for on a thread of its own, in the order in which it was asked.

    Device and inode of the file are compared after each BEGIN IMMEDIATE, after each COMMIT, and at the end. Between two
    comparisons the file can still be replaced: such a change is found by the next one. `broken` is why nothing more is
    written; `refuges` are folders for a copy when the casebook's own is gone.
    """

    def __init__(self, path: Path, lock: CasebookLock, key: Key | None, clock: Clock, entropy: Entropy) -> None:
        self._path = path
        self._lock = lock
        self._key = key
        self._clock = clock
        self._entropy = entropy
        self._file = NOWHERE
        self._side_files: dict[str, FileId] = {}
        self._aside: list[Path] = []  # where they were moved to
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._ended: Future[None] = Future()
        self._unrest: KnownError | None = None  # the drive failed over a change that is saved
        self.broken: KnownError | None = None
        self.refuges: Sequence[Path] = ()

    @property
    def is_this_thread(self) -> bool:
        """Whether it is asked from within a write."""
        return threading.current_thread() is self._thread

    def start(self, file: FileId) -> None:
        """Open the connection to `file`, which was at the path before; KnownError if that fails."""
        started: Future[None] = Future()
        self._file = file
        self._thread = threading.Thread(target=self._serve, args=(started,), name="casebook writer", daemon=True)
        self._thread.start()
        with plain_errors.writing(self._path):
            started.result()

    def submit(self, work: Callable[[Write], T]) -> Future[T]:
        """Have `work` run in a transaction of its own; the result is what it returns, or why it was rolled back."""
        done: Future[T] = Future()
        self._jobs.put((work, done))  # type: ignore[arg-type] - the result of `work` goes to its own future
        return done

    def end(self) -> None:
        """Finish what was asked for, bring the file to rest, and close the connection.

        NotClosedError if the file could not be brought to rest, MovedError if it is no longer at its path; it is closed
        all the same.
        """
        if self._thread is None:
            return
        self._jobs.put(None)
        self._thread.join()
        self._thread = None
        with plain_errors.closing(self._path):
            self._ended.result()
        if self._unrest:
            raise plain_errors.not_closed(self._path, self._unrest)

    def is_here(self) -> bool:
        """Return whether the file is still at its path."""
        return file_id(self._path) == self._file

    def _serve(self, started: Future[None]) -> None:
        try:
            db = self._connected()
        except BaseException as error:  # noqa: BLE001 - it is raised again where it is waited for
            self._ended.set_result(None)
            started.set_exception(error)
            return
        started.set_result(None)
        while job := self._jobs.get():
            work, done = job
            try:
                done.set_result(self._done(db, work))
            except BaseException as error:  # noqa: BLE001 - it is raised again where it is waited for
                done.set_exception(error)
        try:
            self._rest(db)
        except BaseException as error:  # noqa: BLE001 - it is raised again where it is waited for
            self._ended.set_exception(error)
        else:
            self._ended.set_result(None)

    def _connected(self) -> Connection:
        db = new_file.writing_connection(self._path, self._key)
        if not self.is_here():
            db.close()
            raise moved_file.while_opening(self._path)
        self._side_files = moved_file.side_files(self._path)
        return db

    def _done(self, db: Connection, work: Callable[[Write], object]) -> object:
        if self.broken:
            raise self.broken
        try:
            result = self._transact(db, work)
        except BaseException as error:
            known = self._judge(db, error)
            if known is error:
                raise
            raise known from error
        if not self.is_here():
            raise self._rescue(db, change=True)
        return result

    def _transact(self, db: Connection, work: Callable[[Write], object]) -> object:
        db.execute("BEGIN IMMEDIATE")
        try:
            self._keep_place(db)
            write = Write(db, self._clock, self._entropy)
            result = work(write)
            write.finish()
            self.broken = self._unrest = commit(db, self._path, self.is_here)
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise
        return result

    def _keep_place(self, db: Connection) -> None:
        """Raise KnownError unless the file is in its place, and its lock is ours."""
        if not self.is_here():
            db.execute("ROLLBACK")
            raise self._rescue(db, change=False)
        self._lock.keep()

    def _judge(self, db: Connection, error: BaseException) -> BaseException:
        """Return the error as a person can understand it; after an I/O error nothing more is written."""
        # Another program took the lock when its file was removed, or the drive did not say whether it took a change.
        if isinstance(error, plain_errors.InUseError | plain_errors.UnsureError):
            self.broken = error
        if not isinstance(error, sqlite.Error):
            return error
        if not self.is_here():
            return self._rescue(db, change=False)
        known = plain_errors.explain(error, self._path, change=True)
        if known and sqlite.code(error) in {sqlite.IOERR, sqlite.CORRUPT, sqlite.NOTADB}:
            self.broken = known
            with suppress(sqlite.Error):  # the reason is told already, and somebody waits to hear it
                db.close()
        return known or error

    def _rescue(self, db: Connection, *, change: bool | None) -> MovedError:
        """Stop writing, and copy what was saved to another file; return what to say."""
        self._aside += moved_file.set_aside(self._path, self._side_files)
        try:
            copy = moved_file.save_copy(db, self._path, self._file, self._key, self._clock(), self.refuges)
        except (KnownError, sqlite.Error) as error:
            told = moved_file.error(self._path, None, why=str(error))
        else:
            told = moved_file.error(self._path, copy, change=change)
            for each in self._aside:  # what they held is in the copy
                with suppress(OSError):
                    each.unlink()
        self.broken = told
        return told

    def _rest(self, db: Connection) -> None:
        """Bring the file to rest, and close the connection."""
        try:
            if isinstance(self.broken, MovedError):
                if self.broken.copy is None:
                    raise self._rescue(db, change=None)
            elif not self.broken:
                if not self.is_here():
                    raise self._rescue(db, change=None)
                new_file.settle(db)
        finally:
            with suppress(sqlite.Error):
                db.close()
