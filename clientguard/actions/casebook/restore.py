"""Restoring a backup without what was erased since: what would come back is said, and erased again."""

from __future__ import annotations

import shutil
from collections.abc import Generator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from clientguard import output
from clientguard.actions.casebook import opening
from clientguard.domain.wording import N_, Said, counted, said
from clientguard.errors import KnownError
from clientguard.store.backup import restoring
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.erasure import returning
from clientguard.store.erasure.returning import Erasure, Returning
from clientguard.store.file import checks, plain_errors, sqlite
from clientguard.store.file.keys import Key, for_file
from clientguard.store.file.readable import open_for_reading
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal.clock import Clock, now

Source = tuple[Path, Key | None]  # a casebook or backup whose erasures count, and the key that may open it


@dataclass(frozen=True, slots=True)
class Restored:
    """The result: where the previous file is kept, what the backup still held of erasures, and what was not repeated.

    `unread` are files whose erasures could not be read. `left` counts redacted fields of records that were removed.
    """

    aside: Path | None
    returning: Returning
    repeated: bool
    left: int = 0
    unread: tuple[Path, ...] = ()


def coming_back(backup: Path, key: Key | None, sources: Sequence[Source]) -> tuple[Returning, tuple[Path, ...]]:
    """Return what a backup still holds of what was erased, and the sources that could not be read.

    `sources` are the casebook that it would replace, and newer backups. KnownError if the backup cannot be read.
    """
    known: dict[bytes, Erasure] = {}
    unread: list[Path] = []
    for path, own in sources:
        try:
            known |= _erasures(path, own)
        except KnownError:  # damaged, or under another passphrase: that is told with the answer
            unread.append(path)
    return still_in(backup, key, known), tuple(unread)


def still_in(backup: Path, key: Key | None, known: dict[bytes, Erasure]) -> Returning:
    """Return what a backup still holds of these erasures; KnownError if it cannot be read."""
    checks.looks_like_casebook(backup, key)
    with _read(backup, key) as db:
        return returning.returning(known, db)


def erasures_in(book: Casebook) -> dict[bytes, Erasure]:
    """Return the erasures of an open casebook."""
    with book.read() as db:
        return returning.erasures(db)


def _erasures(path: Path, key: Key | None) -> dict[bytes, Erasure]:
    if opening.takes_passphrase(path) and not opening.opens(path, key):
        raise plain_errors.locked_error(path)
    with _read(path, key) as db:
        return returning.erasures(db)


@contextmanager
def _read(path: Path, key: Key | None) -> Generator[Connection]:
    """Lend a connection to a closed file; KnownError if it cannot be read."""
    with plain_errors.reading(path):
        key = for_file(path, key)
        with open_for_reading(path, key) as there, closing(sqlite.connect(there.path, key=key)) as db:
            yield db


def restore(
    backup: Path,
    target: Path,
    sources: Sequence[Source],
    *,
    key: Key | None = None,
    with_erased: bool = False,
    damaged: bool = False,
    clock: Clock = now,
) -> Restored:
    """Restore a backup to `target`, without what was erased after it; a file that is there is kept under another name.

    `damaged` is said in that name. The erasure is repeated before the file gets its own name, unless `with_erased`
    lets it come back. KnownError if the backup is damaged or cannot be written; nothing is changed then.
    """
    found, unread = coming_back(backup, key, sources)
    put = opening.put_back if damaged else _put
    if not found or with_erased:
        return Restored(put(backup, target, key=key, clock=clock), found, repeated=False, unread=unread)
    with plain_errors.writing(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        folder, let_go = output.folder_in(target.parent)
    try:
        work = folder / f"restored{target.suffix}"
        restoring.restore_file(backup, work, clock(), key=key)
        left = _repeat(work, key, found, clock)
        aside = put(work, target, key=key, clock=clock)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        let_go()
    return Restored(aside, found, repeated=True, left=left, unread=unread)


def _put(backup: Path, target: Path, *, key: Key | None, clock: Clock) -> Path | None:
    return restoring.restore_file(backup, target, clock(), key=key)


def _repeat(path: Path, key: Key | None, found: Returning, clock: Clock) -> int:
    """Erase again in a file that has no name yet, and rewrite it, so that no byte of it stays."""
    own = opening.same_key(key)  # closing a casebook may overwrite its key
    with Casebook.open(path, key=own, clock=clock) as book:
        left = book.write(lambda write: returning.repeat(write, found))
        book.rekey(book.key)
    return left


# --- in words ---


def would_return(found: Returning) -> list[Said]:
    """Return what would come back, one sentence for records and one for fields."""
    told: list[Said] = []
    if found.records:
        told.append(
            counted(
                N_("This backup still has {count} record that was erased after it was made."),
                N_("This backup still has {count} records that were erased after it was made."),
                found.records,
            )
        )
    if found.fields:
        told.append(
            counted(
                N_("This backup still has {count} field that was redacted after it was made."),
                N_("This backup still has {count} fields that were redacted after it was made."),
                found.fields,
            )
        )
    return told


def in_words(done: Restored) -> list[Said]:
    """Return what became of earlier erasures, one sentence for each."""
    told = would_return(done.returning)
    if done.repeated:
        told.append(said(N_("They were erased again before the backup was restored.")))
    elif told:
        told.append(said(N_("They are back in the restored casebook, as you asked.")))
    if done.left:
        told.append(
            counted(
                N_("{count} redacted field could not be redacted again, because its record is removed in this backup."),
                N_("{count} redacted fields could not be redacted again, because their records are removed in this"
                   " backup."),
                done.left,
            )
        )  # fmt: skip
    told += [
        said(
            N_("{path} could not be read, so it is not known whether anything was erased after the backup."),
            path=str(each),
        )
        for each in done.unread
    ]
    return told
