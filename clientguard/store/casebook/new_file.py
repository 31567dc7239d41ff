"""Creating a casebook's file, migrating it, and bringing it to rest. Each step either completes or changes nothing.

A new file is written under a temporary name and synced before it gets its own name.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.file import plain_errors, sqlite, syncing
from clientguard.store.file.keys import Key
from clientguard.store.file.sqlite import Connection
from clientguard.store.file.syncing import remove_temporary
from clientguard.store.file.version import APPLICATION_ID, SCHEMA
from clientguard.store.journal.clock import Clock
from clientguard.store.journal.entry_log import Entropy, Journal
from clientguard.store.records.write_path import Write
from clientguard.store.verify import quick

ROOM = 64 << 10  # bytes that a casebook needs next to it to be written at all
SETTLE = 1.0  # seconds that closing waits for another program to finish reading

Begin = Callable[[Write], object]


def require_free(path: Path) -> None:
    """Raise KnownError if there is a file at `path`, or one that SQLite would take for its WAL or journal."""
    if not path.name or path.name == "..":
        raise KnownError(
            N_("{path} is a folder, not a name for a casebook."),
            kept=N_("Nothing was written."),
            todo=N_("Name a file."),
            path=str(path),
        )
    for taken in (path, *(path.with_name(f"{path.name}{ending}") for ending in ("-wal", "-journal"))):
        if _is_there(taken):
            raise KnownError(
                N_("There is already a file at {path}."),
                kept=N_("It was not changed."),
                todo=N_("Choose another name, or open that file."),
                path=str(taken),
            )


def _is_there(path: Path) -> bool:
    """Return whether something has that name; KnownError if no file can have it."""
    with plain_errors.writing(path):
        try:
            path.lstat()
        except FileNotFoundError:
            return False
    return True


def make(path: Path, begin: Begin | None, clock: Clock, entropy: Entropy, key: Key | None) -> None:
    """Create a casebook under a temporary name, and rename it once it is safely on the drive."""

    temporary = path.with_name(f".{path.name}.part")
    temporary.unlink(missing_ok=True)
    temporary.touch(mode=0o600, exist_ok=False)
    try:
        db = sqlite.connect(temporary, write=True, key=key)
        try:
            _fill(db, begin, clock, entropy)
        finally:
            db.close()
        syncing.sync(temporary)
        require_free(path)
        temporary.replace(path)
        syncing.sync_folder(path.parent)
    finally:
        with suppress(OSError):  # if the drive fails here too, the next attempt removes it
            temporary.unlink(missing_ok=True)


def _fill(db: Connection, begin: Begin | None, clock: Clock, entropy: Entropy) -> None:
    """Write a new casebook's schema, its first journal entry, and its initial records, in one transaction."""
    db.execute("BEGIN IMMEDIATE")
    _take_steps(db)
    journal = Journal(db, clock, entropy)
    uid = entropy(16)
    db.execute("INSERT INTO setting (name, value) VALUES ('uid', ?)", (uid.hex(),))
    journal.append("create", uid, {"schema": SCHEMA})
    journal.save()
    if begin is not None:
        write = Write(db, clock, entropy)
        begin(write)
        write.finish()
    db.execute("COMMIT")


def _take_steps(db: Connection) -> None:
    from clientguard.store.schema.migrations import steps

    steps.apply(sqlite.utils(db))
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {SCHEMA}")


def migrate(path: Path, version: int, *, key: Key | None = None, keep: bool = True) -> None:
    """Migrate an older casebook to the current schema, in one transaction, after a verified backup.

    Without `keep` there is no backup, for a copy whose original is not changed.
    """
    if keep:
        _keep(path, version, key)
    db = sqlite.connect(path, write=True, key=key)
    try:
        # A table that others refer to is rebuilt with foreign keys off, and checked before the commit.
        sqlite.pragma(db, "foreign_keys", "OFF", 0)
        db.execute("BEGIN IMMEDIATE")
        _take_steps(db)
        quick.foreign_keys(db, path)
        db.execute("COMMIT")
    finally:
        db.close()


def _keep(path: Path, version: int, key: Key | None) -> None:
    """Back up an older casebook in its own folder, unless an interrupted attempt has already done so."""
    from clientguard.store.backup import kept_backups, manifest, verified_copy

    number = 1
    while True:
        again = f" {number}" if number > 1 else ""
        copy = path.with_name(f"{path.stem} before schema {SCHEMA}, was {version}{again}{path.suffix}")
        told = manifest.read_manifest(copy)
        if told and not copy.exists():  # interrupted between writing the manifest and its file
            manifest.path_of(copy).unlink()
            told = None
        if told and kept_backups.is_kept(copy) and told.content == manifest.content_of(path, key):
            return
        if not (copy.exists() or manifest.path_of(copy).exists()):
            verified_copy.backup(path, copy, key=key)
            return
        number += 1


def writing_connection(path: Path, key: Key | None) -> Connection:
    """Return a connection for writing, in WAL mode. Its WAL and its index are there from now on."""
    if shutil.disk_usage(path.parent).free < ROOM:  # SQLite would try for ten seconds, and blame its locks
        raise plain_errors.full(path)
    db = sqlite.connect(path, write=True, key=key)
    try:
        sqlite.pragma(db, "journal_mode", "WAL", "wal")
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        db.close()
        raise
    return db


def settle(db: Connection) -> None:
    """Bring a casebook to rest, with everything in the one file (journal mode DELETE). Raises SQLite's errors.

    While another program is reading it, its WAL has to stay until the casebook is next opened and closed.
    """
    db.execute(f"PRAGMA busy_timeout = {round(SETTLE * 1000)}").fetchall()
    try:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        db.execute("PRAGMA journal_mode = DELETE").fetchall()
    except sqlite.Error as error:
        if sqlite.code(error) != sqlite.BUSY:
            raise


def sweep_leftovers(path: Path) -> None:
    """Remove temporary files of an interrupted creation, rewrite or restore, which may lack a passphrase.

    To be called with the casebook's lock held, once the casebook itself has been found sound.
    """
    for ending in ("recast", "part", "restored"):
        remove_temporary(path.with_name(f".{path.name}.{ending}"))
    heads = (f".{path.stem} before restore ", f".{path.stem} rescued ")
    for left in path.parent.iterdir():  # a pattern of `glob` would be compiled anew for each casebook
        if left.name.startswith(heads) and left.suffix == ".part":
            remove_temporary(left)
