"""Journeys that make or replace whole files: backups, restoring, exporting, another passphrase, an older schema."""

from __future__ import annotations

import hashlib
import itertools
import shutil
import tempfile
from pathlib import Path

from clientguard.actions.casebook import backups, casebooks, export_all, passphrase
from clientguard.actions.casebook.backups import Afresh
from clientguard.actions.records import editing
from clientguard.errors import KnownError
from clientguard.store.backup import manifest
from clientguard.store.casebook import rewrite
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import keys
from clientguard.store.file.place import NOWHERE, file_id
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal import entry_log
from clientguard.store.journal.clock import now
from clientguard.store.verify.full import verify
from tests.factories import TODAY
from tests.faults.ground import (
    ABSENT,
    MARK,
    OTHER,
    PASSPHRASE,
    SALTS,
    WHOLE,
    Ack,
    client_of,
    first_key,
    key_of,
    message,
    message_state,
    opened,
    place,
    places,
    prepared,
    salts,
    settled,
)

DRILLS = itertools.count(1)  # of backups, one after the other
FROZEN = Path(__file__).parents[1] / "store" / "frozen" / "schema_1.casebook"

# --- backups ---


def copy_place(folder: Path) -> Path:
    """Return where a journey's backup lies."""
    return folder / "backups" / "practice 1.casebook"


def back_up(folder: Path, ack: Ack) -> None:
    """Log a message, and back up while the casebook is open."""
    with opened(folder) as book:
        editing.save_record(book, message(client_of(book), 1))
        ack("message 1")
        casebooks.backup_to(place(folder), copy_place(folder), key=book.key)
        ack("backup")


def backed_up(db: Connection, folder: Path) -> dict[str, str]:
    """Tell whether the backup is there; when it is, it is restored and compared, table by table."""
    return {"message 1": message_state(db, 1), "backup": drilled(copy_place(folder), folder, db)}


def drilled(backup: Path, folder: Path, db: Connection | None = None) -> str:
    """Restore a backup into a file of its own, open it, and compare its rows with those of its source, if given."""
    if not backup.exists():
        return ABSENT
    next(DRILLS)
    target = backup.with_name("restored.casebook")
    try:
        key = key_of(backup, folder)
        backups.restore_backup(backup, target, key=key)
        with Casebook.open(target, key=key_of(target, folder)) as book, book.read() as restored:
            same = db is None or rows(restored) == rows(db)
        whole = same and verify(backup, key=key).valid
    except KnownError as error:
        return f"a backup that does not open: {error}"
    finally:
        target.unlink(missing_ok=True)
        target.with_name(f"{target.name}.lock").unlink(missing_ok=True)
    return WHOLE if whole else "a backup that differs"


def rows(db: Connection) -> dict[str, str]:
    """Return a digest of the rows of each table."""
    names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
    return {
        name: hashlib.sha256(repr(db.execute(f'SELECT * FROM "{name}"').fetchall()).encode()).hexdigest()
        for name in names
        if not name.startswith("search_index")  # without content of its own
    }


# --- restoring ---


def with_backup(folder: Path) -> None:
    """Back up, then log a message that the backup does not have."""
    prepared(folder)
    with opened(folder) as book:
        copy_place(folder).parent.mkdir()
        casebooks.backup_to(place(folder), copy_place(folder), key=book.key)
        editing.save_record(book, message(client_of(book), 1))


def restore_backup(folder: Path, ack: Ack) -> None:
    """Put the backup in the casebook's place."""
    backup = copy_place(folder)
    backups.restore_backup(backup, place(folder), key=key_of(backup, folder))
    ack("restoring")


def restored(db: Connection, folder: Path) -> dict[str, str]:
    """Tell whether the casebook is the backup, with what was there kept aside, or is as it was."""
    state = message_state(db, 1)
    drill = drilled(copy_place(folder), folder)
    if state != ABSENT or drill != WHOLE:
        return {"restoring": ABSENT if (state, drill) == (WHOLE, WHOLE) else f"message {state}, backup {drill}"}
    for copy in folder.glob("practice before restore *.casebook"):
        with Casebook.open(copy, key=key_of(copy, folder)) as book, book.read() as before:
            if message_state(before, 1) == WHOLE:
                return {"restoring": WHOLE}
    return {"restoring": "restored, and what was there is gone"}


# --- all of it out again ---


def export_everything(folder: Path, ack: Ack) -> None:
    """Export all that the casebook holds."""
    with opened(folder) as book:
        export_all.export_all(book, folder / "out", TODAY)
        ack("export")


def exported(db: Connection, folder: Path) -> dict[str, str]:
    """Tell whether the folder is there with every byte that another export writes, or not at all."""
    if not (folder / "out").exists():
        return {"export": ABSENT}
    with tempfile.TemporaryDirectory(dir=folder) as again, opened_beside(folder) as book:
        export_all.export_all(book, Path(again) / "out", TODAY)
        same = tree(Path(again) / "out") == tree(folder / "out")
    return settled({"export": True if same else None})


def opened_beside(folder: Path) -> Casebook:
    """Open the casebook for reading while the examination has it open."""
    return Casebook.open(place(folder), write=False, key=key_of(place(folder), folder))


def tree(folder: Path) -> dict[str, bytes]:
    """Return the files below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# --- an older schema ---


def older(folder: Path) -> None:
    """Put a casebook there as the first schema left it, locked where that is asked for."""
    shutil.copyfile(FROZEN, place(folder))
    if key := first_key(folder):
        path = place(folder)
        rewrite.recast(path, file_id(path) or NOWHERE, None, key, now, ())


def migrate(folder: Path, ack: Ack) -> None:
    """Open it with the program of today."""
    with opened(folder):
        ack("migration")


def migrated(db: Connection, folder: Path) -> dict[str, str]:
    """Tell whether the journal is the same, and a whole backup in the old schema lies beside it."""
    told = manifest.content_of(FROZEN)
    edge = entry_log.anchor(db)
    copies = list(folder.glob("practice before schema *.casebook"))
    whole = any(manifest.read_manifest(copy) and _plainly(copy, folder) == told for copy in copies)
    same = (edge.size, edge.root.hex()) == (told.size, told.root)
    return {"migration": WHOLE if same and whole else f"journal {same}, backup {whole} of {len(copies)}"}


def _plainly(path: Path, folder: Path) -> manifest.Content:
    return manifest.content_of(path, key_of(path, folder), sealed=False)


# --- the passphrase ---


def with_backups(folder: Path) -> None:
    """Make a casebook with a place for backups, and one in it."""
    prepared(folder)
    with opened(folder) as book:
        backups.afresh(book, places(folder))


def locked_with_backups(folder: Path) -> None:
    """Make the same with a passphrase."""
    (folder / MARK).touch()
    with_backups(folder)


def set_passphrase(folder: Path, ack: Ack) -> None:
    """Give the casebook a passphrase, then log a message."""
    with opened(folder) as book:
        done = passphrase.protect(book, OTHER, places(folder), salts(folder), entropy=lambda _: SALTS[OTHER])
        _go_on(book, done, ack)


def change_passphrase(folder: Path, ack: Ack) -> None:
    """Give the casebook another passphrase, then log a message."""
    with opened(folder) as book:
        fresh = SALTS[OTHER]
        done = passphrase.change(book, PASSPHRASE, OTHER, places(folder), salts(folder), entropy=lambda _: fresh)
        _go_on(book, done, ack)


def remove_passphrase(folder: Path, ack: Ack) -> None:
    """Take the passphrase away, then log a message."""
    with opened(folder) as book:
        _go_on(book, passphrase.unprotect(book, PASSPHRASE, places(folder), salts(folder)), ack)


def _go_on(book: Casebook, done: Afresh, ack: Ack) -> None:
    ack("passphrase")
    if not done.pending:
        ack("backups")
    editing.save_record(book, message(client_of(book), 1))
    ack("message 1")
    if done.pending:
        raise KnownError(str(done.pending[0]))


def rekeyed(db: Connection, folder: Path) -> dict[str, str]:
    """Tell whether the new passphrase opens the casebook and all backups; each backup is restored."""
    anew = secret_of(place(folder)) != secret_as_made(folder)
    found = sorted((folder / "backups").glob("*.casebook"))
    wrong = [drill for each in found if (drill := drilled(each, folder)) != WHOLE]
    afresh = bool(found) and all(secret_of(each) == secret_of(place(folder)) for each in found)
    return {
        **settled({"passphrase": anew, "backups": anew and afresh if found else None}),
        "message 1": message_state(db, 1),
        **({"backups": wrong[0]} if wrong else {}),
    }


def secret_of(path: Path) -> str:
    """Return the passphrase that opens a file; nothing where it has none."""
    if not keys.is_locked(path):
        return ""
    return next((each for each in SALTS if keys.opens(path, keys.derive(each, SALTS[each]))), "another")


def secret_as_made(folder: Path) -> str:
    """Return the passphrase that the casebook was made with."""
    return PASSPHRASE if (folder / MARK).exists() else ""
