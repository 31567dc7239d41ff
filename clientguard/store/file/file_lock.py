"""The lock next to a casebook: one program writes at a time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from clientguard.domain.wording import N_
from clientguard.store.file.plain_errors import InUseError, writing

if TYPE_CHECKING:
    from filelock import FileLock


def lock_path(path: Path) -> Path:
    """Return the path of a casebook's lock file, next to it."""
    return path.with_name(f"{path.name}.lock")


def acquire_lock(path: Path) -> FileLock:
    """Take the casebook's lock, which the system releases when a process dies; InUseError if another holds it."""
    from filelock import FileLock, Timeout

    # Refused at once, rather than after a wait. Not bound to a thread: the window opens on one and closes on another.
    lock = FileLock(lock_path(path), timeout=0, is_singleton=False, thread_local=False)
    with writing(path):
        try:
            lock.acquire()
        except Timeout:
            raise InUseError(
                N_("{name} is open in another window or program."),
                kept=N_("Nothing was written."),
                todo=N_("Work there, or close it first."),
                name=path.name,
            ) from None
    return lock


def let_go(lock: FileLock) -> None:
    """Release a casebook's lock."""
    lock.release()
