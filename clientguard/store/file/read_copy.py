"""A casebook on a place that cannot be written, read from a copy: SQLite writes beside a WAL even to read it."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from clientguard.store.file import checks, sqlite
from clientguard.store.file.keys import Key

PARTS = ("", "-wal", "-journal")
PREFIX = "clientguard "  # of each folder among the system's temporary files
STALE = 24 * 3600.0  # seconds after which such a folder is what a kill left


def is_writable(path: Path) -> bool:
    """Return whether a casebook and its folder can be written to."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def readable_in_place(path: Path, key: Key | None) -> bool:
    """Return whether a casebook can be read where it lies: nothing is left to be played into it.

    (Opened as `immutable`, a WAL would be dropped without a word.) Errors are SQLite's and the system's.
    """
    if checks.has_beside(path, "-wal", "-journal"):
        return False
    db = sqlite.connect(path, key=key)
    try:
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite.Error as error:
        if sqlite.code(error) in {sqlite.CANTOPEN, sqlite.READONLY}:  # in WAL mode, without its WAL
            return False
        raise
    finally:
        db.close()
    return True


def scratch() -> Path:
    """Make a folder of our own among the system's temporary files, and remove those that a kill left long ago."""
    mine = Path(tempfile.gettempdir())
    for left in mine.glob(f"{PREFIX}*"):
        with suppress(OSError):  # another one swept it away, or it is somebody else's
            if time.time() - left.stat().st_mtime > STALE:
                shutil.rmtree(left, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=PREFIX))


def copied(path: Path) -> Path:
    """Copy a casebook with what lies beside it into a new folder of the system's temporary files; return the copy.

    Whoever asked removes the folder. Raises OSError; then nothing is left.
    """
    folder = scratch()
    try:
        for part in PARTS:
            source = path.with_name(path.name + part)
            if source.exists():
                shutil.copyfile(source, folder / source.name)
                (folder / source.name).chmod(0o600)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder / path.name
