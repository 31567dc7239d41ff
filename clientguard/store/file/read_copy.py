"""A casebook in a read-only place, read from a copy: to read a WAL, SQLite has to write next to it."""

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
PREFIX = "clientguard "  # of our folders among the system's temporary files
STALE = 24 * 3600.0  # seconds: an older folder was left by a killed run


def is_writable(path: Path) -> bool:
    """Return whether a casebook and its folder can be written to."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def readable_in_place(path: Path, key: Key | None) -> bool:
    """Return whether a casebook can be read where it is: no WAL or rollback journal has to be played into it.

    (Opened as `immutable`, its WAL would be dropped silently.) Raises SQLite's and the system's errors.
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
    """Create a folder among the system's temporary files, and remove old ones left by killed runs."""
    mine = Path(tempfile.gettempdir())
    for left in mine.glob(f"{PREFIX}*"):
        with suppress(OSError):  # another instance has removed it, or it belongs to another user
            if time.time() - left.stat().st_mtime > STALE:
                shutil.rmtree(left, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=PREFIX))


def copied(path: Path) -> Path:
    """Copy a casebook and its side files to a new folder among the system's temporary files; return the copy.

    The caller removes the folder. Raises OSError; then nothing is left.
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
