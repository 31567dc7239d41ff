"""Rewriting a casebook under another key: the new file is verified, then replaces the old one."""

from __future__ import annotations

from pathlib import Path

from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.casebook.new_file import SETTLE
from clientguard.store.file import checks, plain_errors, sqlite, syncing
from clientguard.store.file.keys import Key, is_locked, opens
from clientguard.store.file.syncing import remove_temporary


def recast(path: Path, old: Key | None, new: Key | None) -> None:
    """Rewrite a casebook at rest under another key (None: no key), verify the new file, and replace the old one.

    The old file's bytes are gone as far as the drive allows. KnownError if another program has it open, there is not
    enough space, or the new file differs in any table; the old file is then unchanged.
    """
    fresh = path.with_name(f".{path.name}.recast")
    with plain_errors.writing(path):
        remove_temporary(fresh)
        fresh.touch(mode=0o600, exist_ok=False)
    try:
        with plain_errors.writing(path):
            _export(path, fresh, old, new)
            syncing.sync(fresh)
        if not _same(path, fresh, old, new):
            raise KnownError(
                N_("{name} could not be rewritten: the copy is not the same."),
                kept=N_("Neither the casebook nor its passphrase was changed."),
                todo=N_("Check the drive and try again."),
                name=path.name,
            )
        with plain_errors.writing(path):
            if checks.has_beside(path, "-wal", "-journal"):  # another program has it open, with a WAL for the old file
                raise plain_errors.busy(path)
            fresh.replace(path)
            syncing.sync_folder(path.parent)
    finally:
        remove_temporary(fresh)


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


def _export(path: Path, fresh: Path, old: Key | None, new: Key | None) -> None:
    db = sqlite.connect(path, write=True, timeout=SETTLE, key=old)
    try:
        literal = new.literal() if new else ""
        db.execute(f'ATTACH DATABASE ? AS fresh KEY "{literal}"', (str(fresh),))
        db.execute("PRAGMA fresh.synchronous = FULL").fetchall()
        # The transaction fixes one state of the old file and only reads it. One that wrote to both files would leave a
        # super-journal behind if it were interrupted.
        db.execute("BEGIN")
        db.execute("SELECT sqlcipher_export('fresh')").fetchall()
        for name in ("user_version", "application_id"):
            (value,) = db.execute(f"PRAGMA main.{name}").fetchone()
            db.execute(f"PRAGMA fresh.{name} = {value}")
        db.execute("COMMIT")
    finally:
        db.close()


def _same(path: Path, fresh: Path, old: Key | None, new: Key | None) -> bool:
    from clientguard.store.backup import manifest
    from clientguard.store.verify import full

    with plain_errors.reading(fresh):
        told, found = (manifest.content_of(each, key, sealed=False) for each, key in ((path, old), (fresh, new)))
    return told == found and full.verify(fresh, key=new).valid
