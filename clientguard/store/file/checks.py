"""The checks before a casebook is trusted."""

from __future__ import annotations

from pathlib import Path

from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.file import keys, sqlite
from clientguard.store.file.keys import Key
from clientguard.store.file.ordinary import require_file
from clientguard.store.file.plain_errors import damaged, locked_error, unreadable
from clientguard.store.file.version import APPLICATION_ID, SCHEMA

STEPS = 20_000  # of SQLite's virtual machine, between two looks whether to stop


def looks_like_casebook(path: Path, key: Key | None = None) -> None:
    """Raise KnownError unless `path` is a file with a database header, or a locked one that `key` opens.

    LockedError says that it has a passphrase. After a power cut, the first page may be torn while the WAL or the
    rollback journal still has it; that is left to SQLite.
    """
    require_file(path)
    try:
        head = _head(path)
        unfinished = has_beside(path, "-wal", "-journal")
        locked = keys.is_locked(path)
        opened = locked and key is not None and keys.opens(path, key)
    except OSError as error:
        raise unreadable(path, error) from error
    if locked and not opened:
        raise locked_error(path)
    if not head.startswith(keys.MAGIC) and not unfinished and not locked:
        raise KnownError(
            N_("{name} is not a casebook, or the start of the file is damaged."),
            kept=N_("It was not changed."),
            todo=N_("Open another file, or restore a backup."),
            name=path.name,
        )


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(100)


def has_beside(path: Path, *endings: str) -> bool:
    """Return whether one of the files that SQLite keeps next to a database exists and is not empty. Raises OSError."""
    files = (path.with_name(f"{path.name}{ending}") for ending in endings)
    return any(each.exists() and each.stat().st_size for each in files)


def recover(path: Path, key: Key | None = None) -> None:
    """Have SQLite roll back a transaction that a crash left half written in the file.

    Only a connection that may write can do so; it is done under the lock, before anything is read. A newer casebook or
    another program's file is left to `identity`, which refuses it. (With a WAL this is not needed.)
    """
    if not has_beside(path, "-journal"):
        return
    head = _head(path)
    if head.startswith(keys.MAGIC):
        version, application = (int.from_bytes(head[at : at + 4], "big") for at in (60, 68))  # SQLite's file format
        if application != APPLICATION_ID or version > SCHEMA:
            return
    roll_back(path, key)


def roll_back(path: Path, key: Key | None = None) -> None:
    """Have SQLite roll back what is half written, whatever file it is. Raises SQLite's errors."""
    db = sqlite.connect(path, write=True, key=key)
    try:
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    finally:
        db.close()


def identity(path: Path, key: Key | None = None) -> int:
    """Return the schema version of a casebook without writing a byte; KnownError if it is newer or not a casebook."""
    db = sqlite.connect(path, key=key)
    try:
        application = db.execute("PRAGMA application_id").fetchone()[0]
        version: int = db.execute("PRAGMA user_version").fetchone()[0]
    finally:
        db.close()
    if application != APPLICATION_ID:
        raise KnownError(
            N_("{name} is a database, but not a casebook."),
            kept=N_("It was not changed."),
            todo=N_("Open another file."),
            name=path.name,
        )
    if version < 1:
        raise damaged(path)
    if version > SCHEMA:
        raise KnownError(
            N_("{name} was written by a newer ClientGuard."),
            kept=N_("Not a byte of it was changed."),
            todo=N_("Install the newer version and open it there."),
            name=path.name,
        )
    return version
