"""What is looked at before a casebook is trusted, and how the system's errors are put into words."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from clientguard.domain import proof
from clientguard.domain.words import N_
from clientguard.errors import KnownError
from clientguard.store import journal, keys, sqlite
from clientguard.store.keys import Key
from clientguard.store.sqlite import Connection
from clientguard.store.version import APPLICATION_ID, SCHEMA

if TYPE_CHECKING:
    from filelock import FileLock

TAIL = 200  # entries whose hashes are compared at each opening; `verify` compares all


class InUseError(KnownError):
    """The casebook is open in another instance."""


class LockedError(KnownError):
    """The casebook has a passphrase, and no key was given, or one that does not open it."""


class DamagedError(KnownError):
    """The file fails its checks."""


def looks_like_casebook(path: Path, key: Key | None = None) -> None:
    """Raise KnownError unless `path` is a file with a database's header, or a locked one that `key` opens.

    LockedError says that it takes a passphrase. After a power cut the first page may be torn while the WAL or the
    rollback journal still holds it: then SQLite is the judge.
    """
    try:
        head = _head(path)
        unfinished = has_beside(path, "-wal", "-journal")
        locked = keys.is_locked(path)
        opened = locked and key is not None and keys.opens(path, key)
    except OSError as error:
        raise _unreadable(path, error) from error
    if locked and not opened:
        raise _locked(path)
    if not head.startswith(keys.MAGIC) and not unfinished and not locked:
        raise KnownError(
            N_("{name} is no casebook, or it is damaged at its beginning."),
            kept=N_("It was left as it is."),
            todo=N_("Open another file, or restore a backup."),
            name=path.name,
        )


def _locked(path: Path) -> LockedError:
    return LockedError(
        N_("{name} is locked with a passphrase, or it is damaged at its beginning."),
        kept=N_("It was left as it is."),
        todo=N_("Give its passphrase or its recovery code."),
        name=path.name,
    )


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(100)


def has_beside(path: Path, *endings: str) -> bool:
    """Return whether one of the files that SQLite keeps beside a database is there, and not empty. Raises OSError."""
    files = (path.with_name(f"{path.name}{ending}") for ending in endings)
    return any(each.exists() and each.stat().st_size for each in files)


def recover(path: Path, key: Key | None = None) -> None:
    """Have SQLite undo a transaction that a crash left half written in the file itself.

    Only a connection that may write can do it, so it is done under the lock, before anything is read. A newer
    casebook and another program's file are left to `identity`, which refuses them. (A WAL needs none of this.)
    """
    if not has_beside(path, "-journal"):
        return
    head = _head(path)
    if head.startswith(keys.MAGIC):
        version, application = (int.from_bytes(head[at : at + 4], "big") for at in (60, 68))  # SQLite's file format
        if application != APPLICATION_ID or version > SCHEMA:
            return
    db = sqlite.connect(path, write=True, key=key)
    try:
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    finally:
        db.close()


def identity(path: Path, key: Key | None = None) -> int:
    """Return the schema version of a casebook without writing a byte; KnownError when it is none or newer."""
    db = sqlite.connect(path, key=key)
    try:
        application = db.execute("PRAGMA application_id").fetchone()[0]
        version: int = db.execute("PRAGMA user_version").fetchone()[0]
    finally:
        db.close()
    if application != APPLICATION_ID:
        raise KnownError(
            N_("{name} is a database, but no casebook."),
            kept=N_("It was left as it is."),
            todo=N_("Open another file."),
            name=path.name,
        )
    if version > SCHEMA:
        raise KnownError(
            N_("{name} was written by a newer ClientGuard."),
            kept=N_("Not a byte of it was changed."),
            todo=N_("Install the newer version and open it there."),
            name=path.name,
        )
    return version


def sound(path: Path, key: Key | None = None) -> None:
    """Raise KnownError when SQLite's quick check or the journal's tail says that the file is damaged."""
    db = sqlite.connect(path, key=key)
    try:
        found = db.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok" or not tail_holds(db):
            raise damaged(path)
    except sqlite.Error as error:  # what is asked is right, so what answers is not
        raise explain(error, path) or damaged(path) from error
    finally:
        db.close()


def tail_holds(db: Connection) -> bool:
    """Return whether the last entries hash to what they say, and end where the kept tree ends."""
    try:
        edge = journal.frontier(db)
    except ValueError:
        return False
    newest: int = db.execute("SELECT coalesce(max(seq), 0) FROM journal").fetchone()[0]
    if edge.size != newest:
        return False
    for entry in journal.entries(db, after=max(0, newest - TAIL)):
        head = journal.header(entry.seq, entry.change, entry.uid, entry.at, entry.commitment)
        if proof.leaf_hash(head) != entry.hash:
            return False
    return True


def foreign_keys(db: Connection, path: Path) -> None:
    """Raise KnownError when a link points at nothing."""
    if db.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise damaged(path)


def older(path: Path) -> KnownError:
    """Return the error of a casebook that has to be brought to today's schema before it can be read."""
    return KnownError(
        N_("{name} was written by an older ClientGuard."),
        kept=N_("Not a byte of it was changed."),
        todo=N_("Open it in the window once, which brings it up to date."),
        name=path.name,
    )


def damaged(path: Path) -> DamagedError:
    """Return the error of a casebook that fails its checks."""
    return DamagedError(
        N_("{name} is damaged."),
        kept=N_("It was left as it is; nothing was repaired in place."),
        todo=N_("Copy it aside, and open the newest backup."),
        name=path.name,
    )


def busy(path: Path) -> KnownError:
    """Return the error of a casebook that another program is using at this moment."""
    return KnownError(
        N_("{name} is busy: another program is using it."),
        kept=N_("Nothing was written."),
        todo=N_("Wait a moment, then try again."),
        name=path.name,
    )


def lock_path(path: Path) -> Path:
    """Return the lock file beside a casebook."""
    return path.with_name(f"{path.name}.lock")


def acquire(path: Path) -> FileLock:
    """Take the casebook's lock, which the system releases when a process dies; InUseError when another has it."""
    from filelock import FileLock, Timeout

    lock = FileLock(lock_path(path), timeout=0, is_singleton=False)
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


@contextmanager
def reading(path: Path) -> Generator[None]:
    """Put the system's reading errors into words."""
    try:
        yield
    except OSError as error:
        raise _unreadable(path, error) from error
    except sqlite.Error as error:
        raise explain(error, path) or error from error
    except UnicodeDecodeError as error:  # the binding's, over a message that quotes a damaged schema
        raise damaged(path) from error


@contextmanager
def writing(path: Path) -> Generator[None]:
    """Put the system's writing errors into words."""
    try:
        yield
    except OSError as error:
        raise KnownError(
            N_("{path} could not be written: {detail}."),
            kept=N_("What was there before is kept."),
            todo=N_("Choose a folder on this computer that you may write to and that has room."),
            path=str(path),
            detail=error.strerror or str(error),
        ) from error
    except sqlite.Error as error:
        raise explain(error, path) or error from error


def _unreadable(path: Path, error: OSError) -> KnownError:
    return KnownError(
        N_("{path} could not be read: {detail}."),
        kept=N_("Nothing was changed."),
        todo=N_("Check that the file is there and that you may read it."),
        path=str(path),
        detail=error.strerror or str(error),
    )


def explain(error: sqlite.Error, path: Path) -> KnownError | None:
    """Return a database error in words, when it comes from the place or the file; None when it is our own fault."""
    if "decode to UTF-8" in str(error):  # the binding's own error, which bears no code
        return damaged(path)
    match sqlite.code(error):
        case sqlite.FULL:
            return KnownError(
                N_("There is no room left where {name} lies."),
                kept=N_("Everything saved before is kept; this change was not saved."),
                todo=N_("Make room on that drive, then save again."),
                name=path.name,
            )
        case sqlite.IOERR:
            return KnownError(
                N_("The drive with {name} did not take or give its data."),
                kept=N_("Everything saved before is kept. Nothing more is written until it is opened again."),
                todo=N_("Check the drive, then close and open the casebook."),
                name=path.name,
            )
        case sqlite.CORRUPT | sqlite.NOTADB:
            return damaged(path)
        case sqlite.CANTOPEN | sqlite.READONLY:
            return KnownError(
                N_("{name} could not be opened for writing."),
                kept=N_("Nothing was changed."),
                todo=N_("Move it to a folder that you may write to."),
                name=path.name,
            )
        case sqlite.BUSY:
            return busy(path)
        case _:
            return None
