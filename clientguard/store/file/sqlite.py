"""The only access to SQLite: sqlcipher3's engine, with sqlite_utils on top of it for schema changes.

sqlite_utils is imported late (it is not needed before the first window), and only after it has been told to use
sqlcipher3; otherwise its exceptions would be those of another engine.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import sqlcipher3
import sqlcipher3.dbapi2 as dbapi

from clientguard.domain.records.names import folded
from clientguard.domain.wording import N_, Said
from clientguard.errors import KnownError

if TYPE_CHECKING:
    from sqlite_utils import Database

    from clientguard.store.file.keys import Key

Connection = dbapi.Connection
Cursor = dbapi.Cursor
Error = dbapi.Error
DatabaseError = dbapi.DatabaseError
OperationalError = dbapi.OperationalError
IntegrityError = dbapi.IntegrityError


class UnreadableError(DatabaseError, ValueError):
    """What is in the file cannot be what was written there; `said` says what it is, as part of a sentence."""

    sqlite_errorcode = 11  # SQLITE_CORRUPT: what explains SQLite's errors says that the file is damaged

    def __init__(self, told: Said) -> None:
        super().__init__(told.text)
        self.said = told


class UnreadError(OperationalError):
    """The drive could not read pages that SQLite wanted to check."""

    sqlite_errorcode = 10  # SQLITE_IOERR


LEAST_VERSION = (3, 51, 3)  # older ones can lose a WAL that was reset while it was read
FULL, IOERR, CORRUPT, NOTADB, CANTOPEN, READONLY, BUSY, INTERRUPT = 13, 10, 11, 26, 14, 8, 5, 9
ANY, PROTOCOL = 1, 15
_CODES = {
    "database or disk is full": FULL,
    "disk I/O error": IOERR,
    "database disk image is malformed": CORRUPT,
    "file is not a database": NOTADB,
    "unable to open database file": CANTOPEN,
    "attempt to write a readonly database": READONLY,
    "database is locked": BUSY,
    "interrupted": INTERRUPT,
}

# Each is set alone and read back, because SQLite silently ignores a PRAGMA that it does not know or cannot set.
PRAGMAS = {
    "foreign_keys": ("ON", 1),
    "secure_delete": ("ON", 1),  # erased bytes must not stay in free pages
    "trusted_schema": ("OFF", 0),  # a manipulated schema must not call functions
    "cell_size_check": ("ON", 1),  # finds damaged pages as they are read
    "synchronous": ("FULL", 2),  # a commit is on the drive before it is reported
}

WIPING = "ON"  # for the rest of the process, once there is a key; it makes bulk writes slower


def connect(path: Path, *, write: bool = False, timeout: float = 5.0, key: Key | None = None) -> Connection:
    """Open the file at `path` (it must exist) with the safe PRAGMAs; without `write`, nothing can change it.

    A locked file needs its `key`; with a wrong one, the first query fails with NOTADB. Raises KnownError if the engine
    is too old or a PRAGMA does not take effect, and SQLite's `Error`.
    """
    check_engine()
    mode = "rw" if write else "ro"  # never "rwc", which would create a file
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    db = dbapi.connect(uri, timeout=timeout, isolation_level=None, check_same_thread=False, uri=True)
    try:
        db.execute("PRAGMA cipher_log_level = NONE")  # otherwise a wrong key is reported on stderr
        if key is not None:
            give_key(db, key)
        for name, (word, number) in PRAGMAS.items():
            pragma(db, name, word, number)
        if not write:
            pragma(db, "query_only", "ON", 1)
        db.create_function("folded", 1, folded, deterministic=True)
    except BaseException:
        db.close()
        raise
    return db


def give_key(db: Connection, key: Key) -> None:
    """Give a connection its key, so that no copy of it is left once the connection is closed and the key dropped."""
    db.execute(f"PRAGMA cipher_memory_security = {WIPING}").fetchall()  # the engine overwrites what it frees
    with key.statement("PRAGMA key = ") as sql:
        db.execute(sql).fetchall()


def check_engine() -> None:
    """Raise KnownError if the engine is too old to trust its WAL."""
    version = tuple(int(part) for part in dbapi.sqlite_version.split("."))
    if version < LEAST_VERSION:
        raise KnownError(
            N_("The database engine {version} is too old to keep your records safely."),
            todo=N_("Reinstall ClientGuard with the engine that comes with it."),
            version=dbapi.sqlite_version,
        )


def pragma(db: Connection, name: str, word: str, expected: int | str) -> None:
    """Set one PRAGMA and read it back; KnownError if it did not take effect."""
    db.execute(f"PRAGMA {name} = {word}").fetchall()
    found = db.execute(f"PRAGMA {name}").fetchone()
    if found is None or found[0] != expected:
        raise KnownError(
            N_("The database engine did not accept the setting {name}."),
            kept=N_("Nothing was written."),
            todo=N_("Move the casebook to a folder on this computer and open it there."),
            name=name,
        )


_CHECK_CODE = re.compile(r"error code=(\d+)")


def problems(db: Connection, check: str) -> list[str]:
    """Return what SQLite finds wrong: `check` is `quick_check` or `integrity_check`, with the most that it lists.

    UnreadError if the drive did not let it read a page: SQLite lists that like damage.
    """
    found = [str(line) for (line,) in db.execute(f"PRAGMA {check}").fetchall() if line != "ok"]
    if any(int(number) & 0xFF == IOERR for line in found for number in _CHECK_CODE.findall(line)):
        raise UnreadError("disk I/O error")
    return found


def code(error: Error) -> int:
    """Return SQLite's primary result code of an error; 0 if it has none.

    Errors of `Connection.backup` and of SQLCipher's export come without a code, so theirs is found by SQLite's words.
    """
    found = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return _CODES.get(str(error), found) if found in (0, ANY) else found


def utils(db: Connection) -> Database:
    """Return the connection as a sqlite_utils database, to change the schema."""
    # sqlite_utils uses `pysqlite3` instead of `sqlite3` if it finds one.
    sys.modules.setdefault("pysqlite3", sqlcipher3)
    sys.modules.setdefault("pysqlite3.dbapi2", dbapi)
    from sqlite_utils import Database

    return Database(db)  # pyright: ignore[reportArgumentType] - sqlcipher3 stands in for sqlite3
