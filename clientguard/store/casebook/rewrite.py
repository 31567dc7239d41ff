"""A casebook written anew under another key: proved, and then put in its place."""

from __future__ import annotations

from pathlib import Path

from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.casebook.new_file import SETTLE
from clientguard.store.file import checks, plain_errors, sqlite, syncing
from clientguard.store.file.keys import Key, is_locked, opens
from clientguard.store.file.syncing import remove_temporary


def recast(path: Path, old: Key | None, new: Key | None) -> None:
    """Write a casebook at rest anew under another key (None: no key), prove the new file, and put it in its place.

    The old file's bytes are gone with it as far as the drive lets them. KnownError when another program has it open,
    there is no room, or the new file is not the same in every table; then the old one is as it was.
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
            if checks.has_beside(path, "-wal", "-journal"):  # somebody has it open: its WAL fits the old file alone
                raise plain_errors.busy(path)
            fresh.replace(path)
            syncing.sync_folder(path.parent)
    finally:
        remove_temporary(fresh)


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
    from clientguard.store.backup import manifest
    from clientguard.store.verify import full

    with plain_errors.reading(fresh):
        told, found = (manifest.content_of(each, key, sealed=False) for each, key in ((path, old), (fresh, new)))
    return told == found and full.verify(fresh, key=new).valid
