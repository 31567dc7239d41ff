"""A commit over which the drive failed: whether its change is in the file all the same.

When the WAL cannot be synced, SQLite reports an error and rolls back, but the whole transaction may be in the WAL, and
the next opening would find it there. To say "not saved" then would make people enter it twice. So it is cut off; where
the drive does not even allow that, the WAL is read as the next opening will read it.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable
from pathlib import Path

from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.file import plain_errors, sqlite
from clientguard.store.file.plain_errors import UnsureError
from clientguard.store.file.sqlite import Connection

# SQLite's file format, 4: the WAL.
_HEADER, _FRAME = 32, 24  # bytes
_LITTLE, _BIG = 0x377F0682, 0x377F0683  # the byte order of the checksums
_WORD = 0xFFFFFFFF


def commit(db: Connection, path: Path, is_here: Callable[[], bool]) -> KnownError | None:
    """Commit. Return why nothing more can be written if the drive failed over it, and the change is saved all the same.

    SQLite's error if it is not saved; UnsureError if that cannot be found out. `is_here` tells whether the file at
    `path` is still the one that is open: the WAL of another is not touched.
    """
    try:
        db.execute("COMMIT")
    except sqlite.Error as error:
        if sqlite.code(error) != sqlite.IOERR or not is_here() or not _is_left(db, path):
            raise
        return plain_errors.explain(error, path)
    return None


def _is_left(db: Connection, path: Path) -> bool:
    """Return whether a transaction that SQLite rolled back is in the WAL all the same, and could not be cut off."""
    wal = path.with_name(f"{path.name}-wal")
    try:
        frames: int = db.execute("PRAGMA wal_checkpoint(NOOP)").fetchone()[1]
        size = _HEADER + max(frames, 0) * (
            _FRAME + int(db.execute("PRAGMA page_size").fetchone()[0])
        )  # SQLCipher gives text
        try:
            if wal.stat().st_size > size:  # our own file, and SQLite locks nothing in it
                os.truncate(wal, size)
        except FileNotFoundError:
            return False
        except OSError:
            return has_commit_after(wal.read_bytes(), frames)
    except (OSError, sqlite.Error) as error:
        raise UnsureError(
            N_("The drive with {name} could not read or write its data."),
            kept=N_("Everything saved before is kept. It is not known whether this change was saved."),
            todo=N_("Check the drive, open the casebook again, and look for the change before you repeat it."),
            name=path.name,
        ) from error
    return False


def has_commit_after(wal: bytes, frames: int) -> bool:
    """Return whether a transaction ends after that many frames in a WAL, by salts and checksums, as SQLite recovers."""
    if len(wal) < _HEADER:
        return False
    magic, _version, page, _number = struct.unpack_from(">4I", wal)
    if magic not in (_LITTLE, _BIG):
        return False
    order = "<" if magic == _LITTLE else ">"
    salts, told = wal[16:24], struct.unpack_from(">2I", wal, 24)
    sums = _checksum(order, wal[:24], (0, 0))
    if sums != told:
        return False
    for number, at in enumerate(range(_HEADER, len(wal) - _FRAME - page + 1, _FRAME + page), 1):
        size, told = *struct.unpack_from(">I", wal, at + 4), struct.unpack_from(">2I", wal, at + 16)
        sums = _checksum(order, wal[at : at + 8] + wal[at + _FRAME : at + _FRAME + page], sums)
        if wal[at + 8 : at + 16] != salts or sums != told:
            return False
        if size and number > frames:
            return True
    return False


def _checksum(order: str, data: bytes, sums: tuple[int, int]) -> tuple[int, int]:
    first, second = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for one, two in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & _WORD
        second = (second + two + first) & _WORD
    return first, second
