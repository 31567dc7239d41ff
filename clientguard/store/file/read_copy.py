"""Private copies of casebooks that cannot be read where they are: to read a WAL, SQLite has to write next to it.

(Opened as `immutable`, a casebook would be read without its WAL, and nobody would be told.)
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from contextlib import nullcontext, suppress
from pathlib import Path

from clientguard.store.file import plain_errors

PARTS = ("", "-wal", "-journal")
PREFIX = "clientguard "  # of our folders among the system's temporary files
ATTEMPTS = 5  # copies of a file that another program changes meanwhile
STALE = 24 * 3600.0  # seconds: an older folder was left by a killed run


def is_writable(path: Path) -> bool:
    """Return whether a casebook and its folder can be written to."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def scratch() -> Path:
    """Create a folder among the system's temporary files, and remove old ones left by killed runs."""
    mine = Path(tempfile.gettempdir())
    for left in mine.glob(f"{PREFIX}*"):
        with suppress(OSError):  # another instance has removed it, or it belongs to another user
            if time.time() - left.stat().st_mtime > STALE:
                shutil.rmtree(left, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=PREFIX))


def copied(path: Path) -> Path:
    """Copy a casebook and its side files to a new folder among the system's temporary files; return the copy.

    It is a copy of one moment: if another program changed a file meanwhile, it is copied again. The caller removes the
    folder. KnownError if it changes all the time; raises OSError. Then nothing is left.
    """
    folder = scratch()
    try:
        for _ in range(ATTEMPTS):
            before = _states(path)
            for part in PARTS:
                source, copy = path.with_name(path.name + part), folder / (path.name + part)
                copy.unlink(missing_ok=True)
                with suppress(FileNotFoundError) if part else nullcontext():  # it may have been there a moment ago
                    shutil.copyfile(source, copy)
                    copy.chmod(0o600)
            if _states(path) == before:
                return folder / path.name
        raise plain_errors.busy(path)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _states(path: Path) -> list[tuple[int, int, int, int] | None]:
    """Return what changes with a casebook and its side files: which files they are, their sizes, when they changed."""
    found: list[tuple[int, int, int, int] | None] = []
    for part in PARTS:
        try:
            state = path.with_name(path.name + part).stat()
        except FileNotFoundError:
            found.append(None)
        else:
            found.append((state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns))
    return found
