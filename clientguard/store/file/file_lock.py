"""The lock next to a casebook: one program writes at a time.

The lock file is there only while the casebook is open. It is removed while the lock is still held, and a program that
then gets the lock of the removed file does not keep it (`filelock` looks for that), so two never hold it at once.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from clientguard.domain.wording import N_
from clientguard.store.file.place import FileId, file_id
from clientguard.store.file.plain_errors import InUseError, writing

if TYPE_CHECKING:
    from filelock import FileLock


def lock_path(path: Path) -> Path:
    """Return the path of a casebook's lock file, next to it."""
    return path.with_name(f"{path.name}.lock")


class CasebookLock:
    """The lock of one casebook, held from the moment it is made until `release`."""

    def __init__(self, path: Path) -> None:
        self._casebook = path
        self._path = lock_path(path)
        self._lock = self._taken()
        self._file: FileId | None = file_id(self._path)

    def keep(self) -> None:
        """Take the lock again if its file was removed or replaced meanwhile; InUseError if another program has it."""
        if self._file is not None and file_id(self._path) == self._file:
            return
        fresh = self._taken()
        self._lock.release()  # only now: the casebook is never without a lock
        self._lock, self._file = fresh, file_id(self._path)

    def release(self) -> None:
        """Let the lock go, and remove its file."""
        if self._file is not None and file_id(self._path) == self._file:
            with suppress(OSError):  # Windows keeps a file that is open; `filelock` removes it there
                self._path.unlink()
        self._lock.release()

    def _taken(self) -> FileLock:
        from filelock import FileLock, Timeout

        # Refused at once, rather than after a wait. Not bound to a thread: the window opens on one and closes on
        # another.
        lock = FileLock(self._path, timeout=0, is_singleton=False, thread_local=False)
        with writing(self._casebook):
            try:
                lock.acquire()
            except Timeout:
                raise InUseError(
                    N_("{name} is open in another window or program."),
                    kept=N_("Nothing was written."),
                    todo=N_("Work there, or close it first."),
                    name=self._casebook.name,
                ) from None
        return lock


def acquire_lock(path: Path) -> CasebookLock:
    """Take the casebook's lock, which the system releases when a process dies; InUseError if another holds it."""
    return CasebookLock(path)


def let_go(lock: CasebookLock) -> None:
    """Release a casebook's lock, and remove its file."""
    lock.release()
