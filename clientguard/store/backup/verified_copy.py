"""Backups: a copy that is verified before it gets its name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from clientguard import output
from clientguard.domain.casebook import backups as rules
from clientguard.domain.wording import N_
from clientguard.errors import Cancelled, KnownError
from clientguard.store.backup import manifest
from clientguard.store.backup.kept_backups import Kept, sweep_folder
from clientguard.store.backup.manifest import Content, Manifest
from clientguard.store.file import checks, plain_errors, sqlite, syncing
from clientguard.store.file.keys import Key, for_file
from clientguard.store.file.readable import Readable, open_for_reading
from clientguard.store.file.syncing import SIDE_FILES, remove_temporary
from clientguard.store.journal.clock import Clock, now

PAGES = 2_048  # copied between two checks whether to stop
Stop = Callable[[], bool]


def backup(
    source: Path, target: Path, *, key: Key | None = None, clock: Clock = now, is_open: bool = False
) -> Manifest:
    """Copy a casebook to `target` with SQLite's backup, even while another program has it open; return the manifest.

    The copy is made under a temporary name in the target's folder, synced, opened again, checked in full (integrity,
    foreign keys, journal, attachments, each table's digest against the moment that was copied), and renamed, with its
    manifest next to it. The copy of a locked casebook is locked with the same `key`. KnownError if the target exists or
    cannot be written, or the copy fails its checks; then nothing is left behind. With `is_open`, this process has the
    source open, so that only SQLite may open it.
    """
    if not is_open:
        key = key_of(source, key)
    listing = manifest.path_of(target)
    for taken in (target, *(target.with_name(target.name + part) for part in SIDE_FILES), listing):
        if taken.exists():  # SQLite would play a stray WAL into the copy
            raise _taken(taken)
    output.check_free(target)
    temporary = part_of(target)
    with plain_errors.reading(source):
        there = Readable(source) if is_open else open_for_reading(source, key)
    try:
        made = prove_copy(there.path, target, temporary, key, clock)
        _name(temporary, target, made)
    finally:
        there.close()
        remove_temporary(temporary)
    return made


def into_place(
    source: Path, folder: Path, *, key: Key | None = None, clock: Clock = now, stop: Stop = lambda: False
) -> Kept:
    """Write a verified backup of an open casebook and its manifest to `folder`, under a name of its own.

    First, anything that a killed run left is removed. KnownError as in `backup`, Cancelled if `stop` says so; then
    neither file is there.
    """
    with plain_errors.writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        sweep_folder(folder, source.stem)
    temporary = folder / f".{source.stem} new{source.suffix}.part"
    try:
        made = prove_copy(source, folder / source.name, temporary, key, clock, stop)
        target = _free_name(folder, source, made)
        _name(temporary, target, made)
    finally:
        remove_temporary(temporary)
    return Kept(target, made)


def _name(temporary: Path, target: Path, made: Manifest) -> None:
    """Give a verified copy its name; its manifest is named first, so that every named backup has one."""
    listing = manifest.path_of(target)
    output.write_whole(listing, made.text().encode(), N_("The casebook was not touched, and no backup was left."))
    with plain_errors.writing(target):
        try:
            temporary.replace(target)
            syncing.sync_folder(target.parent)
        except OSError as error:  # nothing was at either name before
            try:
                target.unlink(missing_ok=True)
                listing.unlink()
            except OSError:
                raise output.not_confirmed(target, error) from error
            raise


def prove_copy(
    source: Path, target: Path, temporary: Path, key: Key | None, clock: Clock, stop: Stop = lambda: False
) -> Manifest:
    """Make the copy that will become `target` at `temporary`, and verify it; KnownError if that fails.

    `key` is that of the source (`key_of`), which only SQLite opens here: this process may have it open.
    """
    with plain_errors.reading(source):
        checks.identity(source, key)
    with plain_errors.writing(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        remove_temporary(temporary)
        output.create(temporary)  # before anything is in it: nobody else may read it
        told = _copy(source, temporary, key, stop)
        syncing.sync(temporary)
    _prove(source, temporary, told, key, stop)
    with plain_errors.reading(temporary):
        salt = key.salt.hex() if key else ""
        return Manifest(told, manifest.file_digest(temporary), temporary.stat().st_size, clock(), salt)


def key_of(source: Path, key: Key | None) -> Key | None:
    """Return the key if a file at rest needs one; KnownError unless it looks like a casebook that the key opens."""
    checks.looks_like_casebook(source, key)
    with plain_errors.reading(source):
        return for_file(source, key)


def _prove(source: Path, copy: Path, told: Content, key: Key | None, stop: Stop) -> None:
    """Raise KnownError unless a copy is intact; an error of its drive is reported as such."""
    from clientguard.store.verify import full  # late: a window opens sooner without

    try:
        with plain_errors.reading(copy):
            whole = full.verify(copy, key=key, stop=stop).valid and _content(copy, key, stop) == told
    except (plain_errors.DamagedError, ValueError):  # too damaged to be verified at all
        whole = False
    _go_on(stop)
    if not whole:
        raise full.blame(source, copy, key)


def _content(path: Path, key: Key | None, stop: Stop) -> Content:
    reader = sqlite.connect(path, key=key)
    try:
        return _told(reader, path, key, stop)
    finally:
        reader.close()


def _go_on(stop: Stop, *_pages: int) -> None:
    """Raise Cancelled if `stop` says so."""
    if stop():
        raise Cancelled


def _copy(source: Path, target: Path, key: Key | None, stop: Stop) -> Content:
    """Copy one moment of the source, and return what that moment holds."""
    with plain_errors.reading(source):
        reader = sqlite.connect(source, key=key)
    try:
        told = _told(reader, source, key, stop)
        writer = sqlite.connect(target, write=True, key=key)
        try:
            # The reader's open transaction fixes the moment that is copied, however many steps it takes.
            reader.backup(writer, pages=PAGES, progress=partial(_go_on, stop))
            writer.execute("PRAGMA journal_mode = DELETE").fetchall()  # a backup is one file, without a WAL
        finally:
            writer.close()
    finally:
        reader.close()
    return told


def _told(reader: sqlite.Connection, source: Path, key: Key | None, stop: Stop) -> Content:
    reader.set_progress_handler(stop, checks.STEPS)
    try:
        reader.execute("BEGIN")
        return manifest.content(reader, key.seal() if key else b"")
    except sqlite.Error as error:  # the query is right, so the file is damaged
        _go_on(stop)
        raise plain_errors.explain(error, source) or plain_errors.damaged(source) from error
    except ValueError as error:
        raise plain_errors.damaged(source) from error


def _free_name(folder: Path, source: Path, made: Manifest) -> Path:
    number = 1
    while True:
        name = rules.file_name(source.stem, made.content.size, made.at, number)
        target = folder / f"{name}.casebook"
        if not target.exists() and not manifest.path_of(target).exists():
            return target
        number += 1


def part_of(target: Path) -> Path:
    """Return the temporary path at which `target` is written."""
    return target.with_name(f".{target.name}.part")


def _taken(target: Path) -> KnownError:
    return KnownError(
        N_("There is already a file at {path}."),
        kept=N_("It was not changed."),
        todo=N_("Choose another name."),
        path=str(target),
    )
