"""Restoring: a checked backup takes the place of a casebook, which is kept under another name."""

from __future__ import annotations

import glob
from contextlib import suppress
from pathlib import Path

from clientguard import output
from clientguard.domain.casebook import backups as rules
from clientguard.domain.records import Instant
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.backup import manifest
from clientguard.store.backup.verified_copy import key_of, part_of, prove_copy
from clientguard.store.file import file_lock, plain_errors, syncing
from clientguard.store.file.keys import Key
from clientguard.store.file.place import FileId, file_id, true_path
from clientguard.store.file.readable import open_for_reading
from clientguard.store.file.syncing import SIDE_FILES, remove_temporary
from clientguard.store.journal.clock import now


def restore_file(source: Path, target: Path, at: Instant, *, key: Key | None = None) -> Path | None:
    """Check a backup in full and put it at `target`; return the new path of the file that was there, if any.

    `at` is the moment in the name of that file. Nothing is overwritten, and the backup stays. A locked backup needs its
    `key`, and the restored file is locked too. If `target` is a link, the file that it leads to is replaced, and the
    link stays. KnownError if the backup is damaged or not the file that its manifest describes, or if the casebook at
    `target` is open or changes meanwhile; then nothing is changed.
    """
    target = true_path(target)
    key = key_of(source, key)
    _as_its_manifest(source)
    _check_target(target)
    with plain_errors.writing(target):
        target.parent.mkdir(parents=True, exist_ok=True)
    lock = file_lock.acquire_lock(target)
    try:
        fresh = target.with_name(f".{target.name}.restored")
        try:
            with plain_errors.reading(source):
                there = open_for_reading(source, key)
            with there:
                prove_copy(there.path, target, fresh, key, now)
            with plain_errors.writing(target):
                before = file_id(target)
                aside = _set_aside(target, at)
                try:
                    _unchanged(target, before, aside)
                    fresh.replace(target)
                except OSError:
                    _put_back(target, aside)
                    raise
            output.confirm(target, target.parent)
        finally:
            remove_temporary(fresh)
    finally:
        file_lock.let_go(lock)
    return aside


def _as_its_manifest(source: Path) -> None:
    """Raise KnownError if the manifest next to a backup, if any, describes another file."""
    made = manifest.read_manifest(source)
    with plain_errors.reading(source):
        if made and manifest.file_digest(source) != made.sha256:
            raise KnownError(
                N_("{name} is not the file that was backed up: it was changed or damaged afterwards."),
                kept=N_("Nothing was restored, and nothing was overwritten."),
                todo=N_("Restore another backup."),
                name=source.name,
            )


def _unchanged(target: Path, before: FileId | None, aside: Path | None) -> None:
    """Raise KnownError if another program put a file at `target` that was not set aside; what was, stays there."""
    there = file_id(target)
    if there is not None and there != before:
        raise KnownError(
            N_("{name} was replaced by another program just now."),
            kept=N_("Nothing was restored, and that file was not changed. What was there before is kept as {aside}."),
            todo=N_("Look at both files first. Then restore the backup again."),
            name=target.name,
            aside=str(aside or target),
        )


def _check_target(target: Path) -> None:
    """Raise KnownError if `target` is a backup, a device or a folder, or a name that belongs to a casebook."""
    output.check_free(target)
    with plain_errors.reading(target):
        taken = target.exists() and not target.is_file()
    if taken or manifest.read_manifest(target):
        raise KnownError(
            N_("{path} is a backup, or not a file."),
            kept=N_("Nothing was restored, and nothing was overwritten."),
            todo=N_("Name the casebook, or a new file."),
            path=str(target),
        )


def _set_aside(target: Path, at: Instant) -> Path | None:
    """Keep the file at `target`, with its side files, under a name that says so; return that name.

    It is copied, so that there is a casebook at `target` at every moment. It is moved instead if it has side files,
    cannot be read, or there is no space for a copy.
    """
    parts = [part for part in ("", *SIDE_FILES) if target.with_name(target.name + part).exists()]
    if not parts:
        return None
    number = 1
    while True:
        again = f" {number}" if number > 1 else ""
        name = f"{target.stem} before restore {rules.local(at):%Y-%m-%d %H%M}{again}{target.suffix}"
        if not any(target.with_name(name + part).exists() for part in ("", *SIDE_FILES)):
            break
        number += 1
    if parts == [""] and _copied(target, target.with_name(name)):
        return target.with_name(name)
    for part in parts:  # SQLite would play a WAL left behind into the restored file
        target.with_name(target.name + part).rename(target.with_name(name + part))
    return target.with_name(name)


def _copied(source: Path, target: Path) -> bool:
    """Copy a file and sync it, whole or not at all; return whether that worked."""
    for left in source.parent.glob(f".{glob.escape(source.stem)} before restore *.part"):  # left by a killed run
        with suppress(OSError):
            left.unlink()
    part = part_of(target)
    try:
        part.unlink(missing_ok=True)
        output.create(part)
        with source.open("rb") as old, part.open("wb") as new:
            while data := old.read(1 << 20):
                new.write(data)
        syncing.sync(part)
        part.replace(target)
        syncing.sync_folder(target.parent)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        return False
    return True


def _put_back(target: Path, aside: Path | None) -> None:
    """Undo `_set_aside` after a failure, as far as the drive allows."""
    if aside is None:
        return
    for part in ("", *SIDE_FILES):
        old, kept = target.with_name(target.name + part), aside.with_name(aside.name + part)
        with suppress(OSError):
            if old.exists():
                kept.unlink(missing_ok=True)
            elif kept.exists():
                kept.rename(old)
