"""A casebook: one file, one writing connection on one thread, reading connections on others.

`Casebook.create` and `Casebook.open` do the checks in their order (a large file's may go on beside); `write` runs a
function in one transaction on the writer thread and returns what it returned; `read` lends a reading connection for
one moment of the file; `rekey` rewrites the file under another key; `close` leaves one file in DELETE mode behind.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self, TypeVar

from clientguard.errors import Cancelled, KnownError
from clientguard.store.casebook import moved_file, new_file, refusals, rewrite, sound_check, unwritable
from clientguard.store.casebook.moved_file import MovedError
from clientguard.store.casebook.refusals import closed, reading_only
from clientguard.store.casebook.sound_check import SoundCheck
from clientguard.store.casebook.writer import Writer
from clientguard.store.file import checks, file_lock, plain_errors, sqlite
from clientguard.store.file.file_lock import CasebookLock
from clientguard.store.file.keys import Key, for_file
from clientguard.store.file.place import NOWHERE, file_id, is_part_of, link_count, true_path
from clientguard.store.file.readable import Readable, is_ours
from clientguard.store.file.sqlite import Connection
from clientguard.store.file.version import SCHEMA
from clientguard.store.journal.clock import Clock, now
from clientguard.store.journal.entry_log import Entropy
from clientguard.store.records.write_path import Write
from clientguard.store.verify import quick

IDLE = 2  # reading connections that are kept open while nobody reads

T = TypeVar("T")


class Casebook:
    """An open casebook.

    `path` is that of the real file, with every link resolved. `writable` is False beside a program that has it open, on
    a place that cannot be written, and if the file has other names (`is_linked`). `unclean` says that the last one who
    had it open did not close it. `key` opens its file; None when it has no passphrase. While it is open, only SQLite
    may open that file: closing any descriptor of it drops the locks of the whole process.
    """

    def __init__(
        self,
        path: Path,
        *,
        lock: CasebookLock | None,
        key: Key | None = None,
        there: Readable | None = None,
        unclean: bool = False,
        linked: bool = False,
        clock: Clock = now,
        entropy: Entropy = os.urandom,
    ) -> None:
        self.path = path
        self.writable = lock is not None
        self.unclean = unclean
        self.is_linked = linked
        self.key = key
        self._lock = lock
        self._there = there or Readable(path)
        self._clock = clock
        self._entropy = entropy
        self._local = threading.local()
        self._idle: list[Connection] = []
        self._guard = threading.Condition()
        self._reading = self._lent = 0
        self._held = False  # the file is being rewritten: reads and writes wait
        self._closed = False
        self._file = file_id(path) or NOWHERE
        self._writer: Writer | None = None
        self._refuges: Sequence[Path] = ()
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
        path = true_path(path)
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
        and schema version (a newer file is not touched), missing steps after a verified backup, quick_check, the
        journal's tail. With `beside`, the last two of a large file go on while it can be read already: writing waits
        for them, and `when_checked` tells of their end. `migrating` is called before an older casebook is backed up and
        migrated, which takes a while. In a place that cannot be written, and if it has more than one name, it is opened
        for reading, from a copy if it has a WAL. LockedError when it takes a key; KnownError says what else is wrong.
        """
        path = true_path(path)
        before = file_id(path)
        checks.looks_like_casebook(path, key)
        with plain_errors.reading(path):
            key = for_file(path, key)
        options: dict[str, Any] = {"key": key, "clock": clock, "entropy": entropy}
        if not write or not is_ours(path):
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
            book._file = before or NOWHERE
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
        linked = link_count(path) > 1
        return cls(path, lock=None, there=unwritable.to_read(path, options["key"]), linked=linked, **options)

    def write(self, work: Callable[[Write], T]) -> T:
        """Run `work` in one BEGIN IMMEDIATE on the writer thread and return what it returned.

        It commits when `work` returns, and rolls back all of it when `work` raises. Raises KnownError when the
        casebook is read-only, closed, or was lost to an I/O error. Never call it from within `work`.
        """
        if self._writer and self._writer.is_this_thread:
            raise RuntimeError("a write within a write")
        self.require_writable()
        if self._check:
            self._check.wait()
        with self._guard:
            self._guard.wait_for(lambda: not self._held)
            if self._closed or self._writer is None:
                raise closed()
            done = self._writer.submit(work)
        return done.result()

    def require_writable(self) -> None:
        """Raise KnownError where it can only be read."""
        if not self.writable:
            raise reading_only(self.path, linked=self.is_linked)

    @contextmanager
    def as_file(self) -> Generator[Path]:
        """Lend the file, or the private copy that is read in its place, to connections of others: a check, a backup.

        A rekey waits until it is given back. MovedError, before or after, if the file is no longer at its path.
        """
        with self._guard:
            self._guard.wait_for(lambda: not self._held)
            self._lent += 1
        try:
            self.confirm_place()
            yield self._there.path
            self.confirm_place()
        finally:
            with self._guard:
                self._lent -= 1
                self._guard.notify_all()

    @property
    def moved(self) -> MovedError | None:
        """What happened to the file, once it was found to be no longer at its path."""
        broken = self._writer.broken if self._writer else None
        return broken if isinstance(broken, MovedError) else None

    def take_refuge(self, folders: Sequence[Path]) -> None:
        """Say where a copy may go if the casebook's own folder is gone."""
        self._refuges = folders
        if self._writer:
            self._writer.refuges = folders

    def confirm_place(self) -> None:
        """Raise MovedError unless the file is still at its path; then what was saved has been copied."""
        if self._there.is_copy or file_id(self.path) == self._file:
            return
        if self._writer and not self._writer.is_this_thread:
            self.write(lambda _write: None)  # finds it out, and copies
        raise moved_file.reading_error(self.path)

    def refuse_own(self, paths: Iterable[Path]) -> None:
        """Raise KnownError if one of these files is to be read and is this casebook, which only SQLite may open."""
        for path in paths:
            if is_part_of(path, self.path):
                raise refusals.own_file(path)

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
            self.confirm_place()
            with plain_errors.reading(self.path):
                db = sqlite.connect(self._there.path, key=self.key)
            try:
                self.confirm_place()  # otherwise this may show another file's records
            except BaseException:
                db.close()
                raise
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
        """Call `told`, from the check's thread, with what the check beside found (None: nothing), if there is one."""
        if self._check:
            self._check.then(told)

    def rekey(self, new: Key | None) -> None:
        """Rewrite the file under another key (None: without one) and go on with that; the old key is dropped.

        Reading and writing wait; call it from no block that reads. KnownError if it cannot be done: nothing is changed.
        """
        self.require_writable()
        if getattr(self._local, "db", None) is not None or (self._writer and self._writer.is_this_thread):
            raise RuntimeError("a rekey within a read or a write")
        if self._check:
            self._check.wait()
        with self._guard:
            self._guard.wait_for(lambda: not self._held and not self._lent)
            if self._closed:
                raise closed()
            self._held = True
            self._guard.wait_for(lambda: self._reading == 0)
        try:
            self._recast(new)
        except MovedError:  # the path leads to another file now
            self._give_up()
            raise
        except BaseException:
            self._go_on()
            raise
        try:
            self._go_on()
        except KnownError as error:
            raise rewrite.anew(self.path) from error

    def _recast(self, new: Key | None) -> None:
        self._rest()
        if self._writer and self._writer.broken:
            raise self._writer.broken
        old = self.key
        self._file, problem = rewrite.rewritten(self.path, self._file, old, new, self._clock, self._refuges)
        self.key = new
        if old and old is not new:
            old.drop()
        if problem:
            raise problem

    def _go_on(self) -> None:
        """Write and read again; KnownError when the drive does not let us, and then the casebook is closed."""
        try:
            self._start()
        except BaseException:
            self._give_up()
            raise
        with self._guard:
            self._held = False
            self._guard.notify_all()

    def _give_up(self) -> None:
        """Be closed: otherwise the next write would wait for ever."""
        with self._guard:
            self._held = False
            self._closed = True
            self._guard.notify_all()
        if self._lock:
            file_lock.let_go(self._lock)

    def _rest(self) -> None:
        """Close every connection after what was asked of it; KnownError as in `Writer.end`."""
        for db in self._idle:
            db.close()
        self._idle.clear()
        if self._writer:
            self._writer.end()

    def close(self) -> None:
        """Finish the writes that were asked for, close every connection, and leave one file behind.

        MovedError if the file is no longer at its path, and NotClosedError if it cannot be brought to rest.
        """
        with self._guard:
            self._guard.wait_for(lambda: not self._held)
            if self._closed:
                return
            self._closed = True
            self._guard.wait_for(lambda: self._reading == 0)
        if self._check:
            self._check.stop()
        try:
            self._rest()
        finally:
            self._there.close()
            if self._lock:
                file_lock.let_go(self._lock)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _start(self) -> Self:
        assert self._lock is not None
        before, self._writer = self._writer, Writer(self.path, self._lock, self.key, self._clock, self._entropy)
        self._writer.refuges = self._refuges
        self._writer.broken = before.broken if before else None
        self._writer.start(self._file)
        return self
