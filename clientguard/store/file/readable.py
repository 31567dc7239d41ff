"""Opening a casebook for reading, however the last program left it.

A kill may leave a transaction half written (a rollback journal) or saved changes in a WAL. SQLite reads a WAL where it
lies if it may write next to it. To roll a transaction back, it has to write to the file itself, which a connection for
reading never does: that is done here first, or else in a private copy.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from clientguard.errors import KnownError
from clientguard.store.file import checks, file_lock, read_copy, sqlite
from clientguard.store.file.keys import Key
from clientguard.store.file.place import link_count


@dataclass(frozen=True, slots=True)
class Readable:
    """What SQLite opens to read a casebook: its own file, or a private copy, which `close` removes."""

    path: Path
    is_copy: bool = False

    def close(self) -> None:
        """Remove the copy, if it is one."""
        if self.is_copy:
            shutil.rmtree(self.path.parent, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def is_ours(path: Path) -> bool:
    """Return whether a casebook may be written to: its place lets us, and its file has no other name."""
    return read_copy.is_writable(path) and link_count(path) < 2


def open_for_reading(path: Path, key: Key | None) -> Readable:
    """Return where the casebook at `path` can be read, with everything that was saved in it; the caller closes that.

    A half-written transaction is rolled back under the casebook's lock. Where the file may not be written to, or
    another program holds the lock, a copy is read instead, and nothing is written beside the file. Nothing is judged
    here: a damaged file, or a wrong key, shows when it is read. This process must not have the file open. KnownError if
    it keeps changing while it is copied; raises OSError.
    """
    if not is_ours(path):
        if not checks.has_beside(path, "-wal", "-journal") and _opens(path, key):
            return Readable(path)
        return private_copy(path, key)
    if not _opens(path, key):
        _recover(path, key)
        if not _opens(path, key):
            return private_copy(path, key)
    return Readable(path)


def private_copy(path: Path, key: Key | None) -> Readable:
    """Return a copy of a casebook, with its WAL, or rolled back; the caller closes it. Errors as above."""
    copy = Readable(read_copy.copied(path), is_copy=True)
    with suppress(sqlite.Error):  # it will show again when the copy is read
        checks.roll_back(copy.path, key)
    return copy


def _opens(path: Path, key: Key | None) -> bool:
    """Return whether SQLite does without writing to the file; what else is wrong with it is for others to find."""
    try:
        db = sqlite.connect(path, key=key)
        try:
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        finally:
            db.close()
    except sqlite.Error as error:
        return sqlite.code(error) not in {sqlite.CANTOPEN, sqlite.READONLY}
    return True


def _recover(path: Path, key: Key | None) -> None:
    """Roll back what was left half written, unless another program holds the lock or the drive does not let us."""
    try:
        lock = file_lock.acquire_lock(path)
    except KnownError:
        return
    try:
        with suppress(sqlite.Error):
            checks.recover(path, key)
    finally:
        file_lock.let_go(lock)
