"""Making a casebook's file: new, at rest, in today's schema, under another key. Each is whole afterwards, or as before.

A new file comes into being under a temporary name, is synced, and only then takes its own.
"""

from __future__ import annotations

import glob
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from clientguard.domain.words import N_
from clientguard.errors import KnownError
from clientguard.store import checks, sqlite
from clientguard.store.clock import Clock
from clientguard.store.journal import Entropy, Journal
from clientguard.store.keys import Key, is_locked, opens
from clientguard.store.records import Write
from clientguard.store.sqlite import Connection
from clientguard.store.version import APPLICATION_ID, SCHEMA

SETTLE = 1.0  # seconds that closing waits for another program's reading to end

Begin = Callable[[Write], object]


def free(path: Path) -> None:
    """Raise KnownError when there is a file at `path`, or one beside it that SQLite would take for its own."""
    for taken in (path, *(path.with_name(f"{path.name}{ending}") for ending in ("-wal", "-journal"))):
        if taken.exists():
            raise KnownError(
                N_("There is already a file at {path}."),
                kept=N_("It was left as it is."),
                todo=N_("Choose another name, or open that file."),
                path=str(taken),
            )


def make(path: Path, begin: Begin | None, clock: Clock, entropy: Entropy, key: Key | None) -> None:
    """Make a casebook under a temporary name, and give it its own once it lies on the drive."""
    from clientguard.store import backup

    temporary = path.with_name(f".{path.name}.part")
    temporary.unlink(missing_ok=True)
    temporary.touch(mode=0o600, exist_ok=False)
    try:
        db = sqlite.connect(temporary, write=True, key=key)
        try:
            _fill(db, begin, clock, entropy)
        finally:
            db.close()
        backup.sync(temporary)
        free(path)
        temporary.replace(path)
        backup.sync_folder(path.parent)
    finally:
        with suppress(OSError):  # a drive that fails here too; the next attempt clears it away
            temporary.unlink(missing_ok=True)


def _fill(db: Connection, begin: Begin | None, clock: Clock, entropy: Entropy) -> None:
    """Make the schema of a new casebook, its journal's first entry, and what it begins with, in one transaction."""
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
    from clientguard.store.migrations import steps

    steps.apply(sqlite.utils(db))
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {SCHEMA}")


def migrate(path: Path, version: int, *, key: Key | None = None, keep: bool = True) -> None:
    """Bring an older casebook to today's schema: a verified backup first, then all steps in one transaction.

    Without `keep` there is no backup: for a copy whose original stays as it is.
    """
    if keep:
        _keep(path, version, key)
    db = sqlite.connect(path, write=True, key=key)
    try:
        # A table that others refer to is rebuilt with foreign keys off, and checked before the commit.
        sqlite.pragma(db, "foreign_keys", "OFF", 0)
        db.execute("BEGIN IMMEDIATE")
        _take_steps(db)
        checks.foreign_keys(db, path)
        db.execute("COMMIT")
    finally:
        db.close()


def _keep(path: Path, version: int, key: Key | None) -> None:
    """Back an older casebook up beside it, unless an attempt that was cut short after that has done so."""
    from clientguard.store import backup, manifest

    number = 1
    while True:
        again = f" {number}" if number > 1 else ""
        copy = path.with_name(f"{path.stem} before schema {SCHEMA}, was {version}{again}{path.suffix}")
        told = manifest.read(copy)
        if told and not copy.exists():  # cut short between the manifest and its file
            manifest.path_of(copy).unlink()
            told = None
        if told and backup.is_kept(copy) and told.content == manifest.content_of(path, key):
            return
        if not (copy.exists() or manifest.path_of(copy).exists()):
            backup.backup(path, copy, key=key)
            return
        number += 1


def writing_connection(path: Path, key: Key | None) -> Connection:
    """Return the connection that writes, in WAL mode."""
    db = sqlite.connect(path, write=True, key=key)
    try:
        sqlite.pragma(db, "journal_mode", "WAL", "wal")
    except BaseException:
        db.close()
        raise
    return db


def settle(path: Path, key: Key | None = None) -> None:
    """Bring a casebook to rest: everything in the one file, DELETE mode.

    While another program reads it, its WAL has to stay; whoever opens and closes it next brings it to rest.
    """
    with checks.writing(path):
        db = sqlite.connect(path, write=True, timeout=SETTLE, key=key)
        try:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            db.execute("PRAGMA journal_mode = DELETE").fetchall()
        except sqlite.Error as error:
            if sqlite.code(error) != sqlite.BUSY:
                raise
        finally:
            db.close()


def recast(path: Path, old: Key | None, new: Key | None) -> None:
    """Write a casebook at rest anew under another key (None: no key), prove the new file, and put it in its place.

    The old file's bytes are gone with it as far as the drive lets them. KnownError when another program has it open,
    there is no room, or the new file is not the same in every table; then the old one is as it was.
    """
    from clientguard.store import backup

    fresh = path.with_name(f".{path.name}.recast")
    with checks.writing(path):
        _forget(fresh)
        fresh.touch(mode=0o600, exist_ok=False)
    try:
        with checks.writing(path):
            _export(path, fresh, old, new)
            backup.sync(fresh)
        if not _same(path, fresh, old, new):
            raise KnownError(
                N_("{name} could not be written anew: the copy is not the same."),
                kept=N_("It is as it was, with the passphrase that it had."),
                todo=N_("Check the drive and try again."),
                name=path.name,
            )
        with checks.writing(path):
            if checks.has_beside(path, "-wal", "-journal"):  # somebody has it open: its WAL fits the old file alone
                raise checks.busy(path)
            fresh.replace(path)
            backup.sync_folder(path.parent)
    finally:
        _forget(fresh)


def lies_under(path: Path, old: Key | None, new: Key | None) -> bool:
    """Return whether a casebook lies under the new key already: the drive failed after it was put in its place."""
    if old is new or (old and new and old.same(new)):
        return False
    try:
        return opens(path, new) if new else not is_locked(path)
    except OSError:
        return False


def anew(path: Path) -> KnownError:
    """Return the error of a casebook that lies under its new key, on a drive that failed after that."""
    return KnownError(
        N_("{name} was written anew, but then the drive failed."),
        kept=N_("It is whole, with the passphrase, or without one, as you wished it."),
        todo=N_("Check the drive, then close the casebook and open it again."),
        name=path.name,
    )


def _export(path: Path, fresh: Path, old: Key | None, new: Key | None) -> None:
    db = sqlite.connect(path, write=True, timeout=SETTLE, key=old)
    try:
        literal = new.literal() if new else ""
        db.execute(f'ATTACH DATABASE ? AS fresh KEY "{literal}"', (str(fresh),))
        db.execute("PRAGMA fresh.synchronous = FULL").fetchall()
        # One moment of the file, which is only read: a transaction that writes both would leave a super-journal behind
        # when it is cut short.
        db.execute("BEGIN")
        db.execute("SELECT sqlcipher_export('fresh')").fetchall()
        for name in ("user_version", "application_id"):
            (value,) = db.execute(f"PRAGMA main.{name}").fetchone()
            db.execute(f"PRAGMA fresh.{name} = {value}")
        db.execute("COMMIT")
    finally:
        db.close()


def _same(path: Path, fresh: Path, old: Key | None, new: Key | None) -> bool:
    from clientguard.store import manifest, verify

    with checks.reading(fresh):
        told, found = (manifest.content_of(each, key, sealed=False) for each, key in ((path, old), (fresh, new)))
    return told == found and verify.verify(fresh, key=new).valid


def sweep(path: Path) -> None:
    """Remove what a kill left of a casebook being made, written anew or restored: it may bear no passphrase.

    For the holder of its lock, once the casebook itself was found whole.
    """
    for ending in ("recast", "part", "restored"):
        _forget(path.with_name(f".{path.name}.{ending}"))
    for left in path.parent.glob(f".{glob.escape(path.stem)} before restore *.part"):
        _forget(left)


def _forget(temporary: Path) -> None:
    for part in ("", "-journal", "-wal", "-shm"):
        with suppress(OSError):  # a drive that fails here too; the next attempt clears it away
            temporary.with_name(temporary.name + part).unlink(missing_ok=True)
