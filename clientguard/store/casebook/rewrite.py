"""Rewriting a casebook under another key: the new file is verified, then replaces the old one."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.casebook import moved_file
from clientguard.store.casebook.moved_file import MovedError
from clientguard.store.casebook.new_file import SETTLE
from clientguard.store.file import plain_errors, sqlite, syncing
from clientguard.store.file.keys import Key, is_locked, opens
from clientguard.store.file.place import NOWHERE, FileId, file_id
from clientguard.store.file.sqlite import Connection
from clientguard.store.file.syncing import remove_temporary
from clientguard.store.journal.clock import Clock

_ATTACH = "ATTACH DATABASE ? AS fresh KEY "


def recast(path: Path, file: FileId, old: Key | None, new: Key | None, clock: Clock, refuges: Sequence[Path]) -> FileId:
    """Rewrite a casebook at rest under another key (None: no key), and return which file is in its place now.

    The new file is verified before it replaces the old one, and the old one's bytes are gone as far as the drive
    allows. From the first byte that is read to the end, SQLite's exclusive lock keeps everyone else out. KnownError if
    another program is using it, there is not enough space, or the new file differs in any table; the old file is then
    unchanged. MovedError if `file` is no longer at the path.
    """
    fresh = path.with_name(f".{path.name}.recast")
    with plain_errors.writing(path):
        remove_temporary(fresh)
        fresh.touch(mode=0o600, exist_ok=False)
        db = _alone(path, old)
    try:
        if file_id(path) != file:  # what was opened is not ours, and is left as it is
            raise moved_file.reading_error(path)
        with plain_errors.writing(path):
            _export(db, fresh, new)
            syncing.sync(fresh)
        if not _same(db, fresh, new):
            raise KnownError(
                N_("{name} could not be rewritten: the copy is not the same."),
                kept=N_("Neither the casebook nor its passphrase was changed."),
                todo=N_("Check the drive and try again."),
                name=path.name,
            )
        if file_id(path) != file:
            raise moved_file.error(path, moved_file.save_copy(db, path, file, old, clock(), refuges), change=False)
        with plain_errors.writing(path):
            if os.name == "nt":  # Windows does not replace a file that is open
                db.close()
            made = file_id(fresh) or file
            fresh.replace(path)
            syncing.sync_folder(path.parent)
        return made
    finally:
        db.close()
        remove_temporary(fresh)


def rewritten(
    path: Path, file: FileId, old: Key | None, new: Key | None, clock: Clock, refuges: Sequence[Path]
) -> tuple[FileId, KnownError | None]:
    """Rewrite as `recast` does; return which file is there now, and the error if the drive failed once it was.

    Errors of `recast`, if the file still lies under its old key.
    """
    try:
        return recast(path, file, old, new, clock, refuges), None
    except MovedError:
        raise
    except KnownError as error:
        if not lies_under(path, old, new):
            raise
        problem = anew(path)
        problem.__cause__ = error
        return file_id(path) or NOWHERE, problem


def _alone(path: Path, key: Key | None) -> Connection:
    """Return a connection whose exclusive lock lasts until it is closed; KnownError if another program has the file.

    An empty WAL proves nothing: another program may have just opened it. In WAL mode every connection holds a lock, so
    that the file cannot be in DELETE mode; in DELETE mode the exclusive lock waits for every reader.
    """
    db = sqlite.connect(path, write=True, timeout=SETTLE, key=key)
    try:
        if db.execute("PRAGMA main.journal_mode").fetchone()[0] != "delete":
            raise plain_errors.busy(path)
        db.execute("PRAGMA main.locking_mode = EXCLUSIVE").fetchall()  # keeps the lock after the transaction
        db.execute("BEGIN EXCLUSIVE")
        db.execute("COMMIT")
    except BaseException:
        db.close()
        raise
    return db


def lies_under(path: Path, old: Key | None, new: Key | None) -> bool:
    """Return whether a casebook is already under the new key, because the drive failed after it was replaced."""
    if old is new or (old and new and old.same(new)):
        return False
    try:
        return opens(path, new) if new else not is_locked(path)
    except OSError:
        return False


def anew(path: Path) -> plain_errors.RewrittenError:
    """Return the error for a casebook that was rewritten under its new key before the drive failed."""
    return plain_errors.RewrittenError(
        N_("{name} was rewritten, but then the drive failed."),
        kept=N_("It is intact, and the passphrase was set or removed as you asked."),
        todo=N_("Check the drive, then close the casebook and open it again."),
        name=path.name,
    )


def _export(db: Connection, fresh: Path, new: Key | None) -> None:
    with new.statement(_ATTACH) if new else nullcontext(f'{_ATTACH}""') as sql:
        db.execute(sql, (str(fresh),))
    db.execute("PRAGMA fresh.synchronous = FULL").fetchall()
    # The transaction only reads the old file. One that wrote to both would leave a super-journal behind if it were
    # interrupted.
    db.execute("BEGIN")
    db.execute("SELECT sqlcipher_export('fresh')").fetchall()
    for name in ("user_version", "application_id"):
        (value,) = db.execute(f"PRAGMA main.{name}").fetchone()
        db.execute(f"PRAGMA fresh.{name} = {value}")
    db.execute("COMMIT")
    db.execute("DETACH DATABASE fresh")


def _same(db: Connection, fresh: Path, new: Key | None) -> bool:
    from clientguard.store.backup import manifest
    from clientguard.store.verify import full

    with plain_errors.reading(fresh):
        db.execute("BEGIN")
        told = manifest.content(db)
        db.execute("COMMIT")
        return told == manifest.content_of(fresh, new, sealed=False) and full.verify(fresh, key=new).valid
