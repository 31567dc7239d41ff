"""Around opening a casebook: the regular full check, warnings about its folder, and recovery when it is damaged."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from clientguard.domain.casebook import backups as rules
from clientguard.domain.records import Instant
from clientguard.domain.wording import Said
from clientguard.errors import Cancelled, KnownError
from clientguard.store.backup import kept_backups, manifest, restoring
from clientguard.store.backup import verified_copy as copies
from clientguard.store.backup.kept_backups import Kept
from clientguard.store.casebook import own_file
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import keys, plain_errors, risky_places
from clientguard.store.file.keys import Key
from clientguard.store.journal.clock import Clock, now
from clientguard.store.records import notes
from clientguard.store.salvage import damaged_file

if TYPE_CHECKING:
    from clientguard.store.verify.full import Findings

WEEK = 7 * rules.DAY
_CHECKED, _WARNED = "checked in full", "warned of place"


# --- the full check ---


def last_check(book: Casebook) -> Instant | None:
    """Return when the casebook last passed a full check; None if that is not known."""
    with book.read() as db:
        ms, _, offset = notes.get_note(db, _CHECKED).partition(" ")
    try:
        return Instant(int(ms), int(offset))
    except ValueError:
        return None


def is_check_due(book: Casebook, *, clock: Clock = now) -> bool:
    """Return whether a full check is due: weekly, after a crash, and when the clock went back."""
    last = last_check(book)
    return book.unclean or last is None or not 0 <= clock().ms - last.ms < WEEK


def check_in_full(book: Casebook, *, clock: Clock = now, cancelled: Callable[[], bool] = lambda: False) -> Findings:
    """Verify the open casebook in full while it stays in use, and note the time if it passes.

    KnownError if it is too damaged to be verified; Cancelled if `cancelled` returns true.
    """
    from clientguard.store.verify import full  # late: a casebook is opened long before it is checked in full

    try:
        with book.as_file() as file:
            found = full.verify(file, key=book.key, stop=cancelled, is_open=True)
    except KnownError:
        if cancelled():
            raise Cancelled from None
        raise
    if found.valid and book.writable:
        at = clock()
        book.write(lambda write: notes.put_note(write, _CHECKED, f"{at.ms} {at.offset}"))
        book.unclean = False
    return found


# --- its place ---


def hazard(path: Path) -> Said | None:
    """Return why a casebook should not be used where it is (a network share, a synced folder), or None."""
    return risky_places.hazard(path)


def is_warned(book: Casebook) -> bool:
    """Return whether the user has read the warning about the casebook's folder."""
    with book.read() as db:
        return notes.get_note(db, _WARNED) == str(book.path.parent)


def warned(book: Casebook) -> None:
    """Note that the user has read the warning; it is shown once for each folder."""
    place = str(book.path.parent)
    book.write(lambda write: notes.put_note(write, _WARNED, place))


def make_own(path: Path, key: Key | None = None) -> bool:
    """Give a casebook that has several names (hard links) its own file; return whether it had them (`own_file`)."""
    return own_file.make_own(path, key)


# --- when it is damaged ---


def uid_of(path: Path, key: Key | None = None) -> str:
    """Return the uid of a casebook that may be damaged; "" if it cannot be read."""
    return damaged_file.uid(path, key)


def takes_passphrase(path: Path) -> bool:
    """Return whether a casebook, damaged or not, or a backup needs a passphrase. KnownError if it cannot be read."""
    return damaged_file.is_locked(path)


def is_damaged_casebook(path: Path) -> bool:
    """Return whether a file that does not look like a casebook may be a damaged one without a passphrase."""
    return damaged_file.is_one(path)


def opens(path: Path, key: Key | None) -> bool:
    """Return whether a key opens a locked casebook or backup. KnownError if it cannot be read."""
    with plain_errors.reading(path):
        return key is not None and keys.opens(path, key)


def backups_of(path: Path, uid: str, folders: Iterable[Path]) -> list[Kept]:
    """Return the verified backups of a casebook in some folders, newest first.

    If its uid can no longer be read, backups with its file name are returned.
    """
    found: dict[Path, Kept] = {}
    for folder in folders:
        for each in kept_backups.kept(folder, uid) if uid else _named(folder, path.stem):
            found.setdefault(each.path.resolve(), each)
    found.pop(path.resolve(), None)
    return sorted(found.values(), key=lambda each: (each.facts.size, each.facts.at.ms), reverse=True)


def _named(folder: Path, stem: str) -> list[Kept]:
    found: list[Kept] = []
    with suppress(OSError):
        for each in sorted(folder.glob("*.casebook")):
            made = manifest.read_manifest(each) if each.stem.startswith(f"{stem} ") else None
            if made and each.stat().st_size == made.bytes:
                found.append(Kept(each, made))
    return found


def put_back(backup: Path, path: Path, *, key: Key | None = None, clock: Clock = now) -> Path | None:
    """Restore a backup in place of a damaged casebook; return the path under which the damaged file is kept.

    The backup is checked in full before anything is moved, and is not changed. KnownError if it is damaged, needs
    another key, or there is not enough space; the damaged file then stays where it was.
    """
    aside = restoring.restore_file(backup, path, clock(), key=key)
    if aside is None:
        return None
    name = aside.name.replace(" before restore ", " damaged ")
    parts = ["", *copies.SIDE_FILES]
    if any(aside.with_name(name + part).exists() for part in parts):
        return aside
    with suppress(OSError):  # if this fails too, the file is still kept under its new name
        for part in reversed(parts):  # the file itself last: until then it is under its original name
            if aside.with_name(aside.name + part).exists():
                aside.with_name(aside.name + part).rename(aside.with_name(name + part))
        return aside.with_name(name)
    return aside


def free_name(path: Path, words: str) -> Path:
    """Return an unused path in a casebook's folder, such as `practice salvaged 2`."""
    number = 1
    while True:
        target = path.with_name(f"{path.stem} {words}{f' {number}' if number > 1 else ''}{path.suffix}")
        if not any(target.with_name(target.name + part).exists() for part in ("", *copies.SIDE_FILES)):
            return target
        number += 1


def same_key(key: Key | None) -> Key | None:
    """Return a copy of a key, because the casebook may overwrite its own when it is closed."""
    return None if key is None else keys.Key(key.raw, key.salt)
