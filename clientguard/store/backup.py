"""Backups: a copy that is proved to be whole before it bears its name; and the way back."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from clientguard.domain import backups as rules
from clientguard.domain.records import Instant
from clientguard.domain.words import N_
from clientguard.errors import KnownError
from clientguard.store import checks, manifest, sqlite, verify
from clientguard.store.clock import Clock, now
from clientguard.store.manifest import Content, Manifest

SIDE_FILES = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Kept:
    """A verified backup that lies in a place."""

    path: Path
    manifest: Manifest

    @property
    def facts(self) -> rules.Backup:
        """What the rules of thinning need of it."""
        return rules.Backup(self.path.name, self.manifest.content.size, self.manifest.at, self.manifest.bytes)


def backup(source: Path, target: Path, *, clock: Clock = now) -> Manifest:
    """Copy a casebook to `target` through SQLite's backup, beside a program that may have it open.

    The copy is made under a temporary name in the target's folder, synced, opened again and checked in full
    (integrity, foreign keys, journal, attachments, each table's digest against the moment that was copied), and
    renamed. KnownError when the target exists, cannot be written, or the copy fails its checks; then nothing is left
    behind. The manifest is returned, not written.
    """
    for part in ("", *SIDE_FILES):  # a stray WAL would be played into the copy
        if target.with_name(target.name + part).exists():
            raise _taken(target.with_name(target.name + part))
    temporary = _part(target)
    try:
        made = _proved(source, target, temporary, clock)
        with checks.writing(target):
            temporary.replace(target)
            sync_folder(target.parent)
    finally:
        _forget(temporary)
    return made


def into_place(source: Path, folder: Path, *, clock: Clock = now) -> Kept:
    """Write a verified backup and its manifest into `folder`, under a name of its own.

    The manifest gets its name first: a backup that bears a name has one. What a killed run left is swept before.
    KnownError as in `backup`; then neither file is there.
    """
    with checks.writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        sweep(folder, source.stem)
    temporary = folder / f".{source.stem} new{source.suffix}.part"
    listing = folder / f".{source.stem} new.json.part"
    try:
        made = _proved(source, folder / source.name, temporary, clock)
        target = _free_name(folder, source, made)
        with checks.writing(target):
            listing.write_text(made.text(), encoding="utf-8")
            sync(listing)
            listing.replace(manifest.path_of(target))
            try:
                temporary.replace(target)
            except OSError:
                manifest.path_of(target).unlink()
                raise
            sync_folder(folder)
    finally:
        _forget(temporary)
        listing.unlink(missing_ok=True)
    return Kept(target, made)


def kept(folder: Path, casebook: str) -> list[Kept]:
    """Return the verified backups of a casebook (by its uid) in a folder; none when it cannot be read.

    A file without its manifest, or of another size than that tells, is no verified backup.
    """
    found: list[Kept] = []
    try:
        paths = sorted(folder.glob("*.casebook"))
    except OSError:
        return []
    for path in paths:
        made = manifest.read(path)
        if made and made.content.casebook == casebook and path.stat().st_size == made.bytes:
            found.append(Kept(path, made))
    return found


def remove(old: Kept) -> None:
    """Delete a backup and then its manifest."""
    with checks.writing(old.path):
        old.path.unlink(missing_ok=True)
        manifest.path_of(old.path).unlink(missing_ok=True)
        sync_folder(old.path.parent)


def free(folder: Path) -> int:
    """Return the free bytes of the drive that a folder lies on."""
    with checks.reading(folder):
        return shutil.disk_usage(folder).free


def sweep(folder: Path, stem: str) -> None:
    """Remove what a killed backup of a casebook of that name left: temporary files, manifests without their file."""
    for path in folder.iterdir():
        if path.name.startswith(f".{stem} new.") and ".part" in path.name:
            path.unlink(missing_ok=True)
        elif path.suffix == ".json" and path.name.startswith(f"{stem} "):
            file = path.with_suffix(".casebook")
            if not file.exists() and manifest.read(file):
                path.unlink(missing_ok=True)


def restore(source: Path, target: Path, at: Instant) -> Path | None:
    """Put a backup at `target` after it was checked in full; return where what was there is kept now, if anything was.

    `at` is the moment that names what is kept aside. Nothing is overwritten, and the backup stays. KnownError when the
    backup is damaged or not the file that its manifest tells of, or the casebook at `target` is open; then what was
    there is as it was.
    """
    _as_its_manifest(source)
    with checks.writing(target):
        target.parent.mkdir(parents=True, exist_ok=True)
    lock = checks.acquire(target)
    try:
        fresh = target.with_name(f".{target.name}.restored")
        fresh.unlink(missing_ok=True)
        try:
            backup(source, fresh)
            with checks.writing(target):
                aside = _set_aside(target, at)
                fresh.replace(target)
                sync_folder(target.parent)
        finally:
            fresh.unlink(missing_ok=True)
    finally:
        checks.let_go(lock)
    return aside


def _as_its_manifest(source: Path) -> None:
    """Raise KnownError when a manifest lies beside a backup and tells of another file."""
    checks.looks_like_casebook(source)
    made = manifest.read(source)
    with checks.reading(source):
        if made and manifest.file_digest(source) != made.sha256:
            raise KnownError(
                N_("{name} is not the file that was backed up: it was changed or damaged since."),
                kept=N_("Nothing was restored, and nothing was overwritten."),
                todo=N_("Restore another backup."),
                name=source.name,
            )


def _set_aside(target: Path, at: Instant) -> Path | None:
    """Move what lies at `target`, with its side files, under a name that says so; return that name."""
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
    for part in parts:  # a WAL that stayed behind would be played into the restored file
        target.with_name(target.name + part).rename(target.with_name(name + part))
    return target.with_name(name)


def _proved(source: Path, target: Path, temporary: Path, clock: Clock) -> Manifest:
    """Make the copy that is to become `target` at `temporary`, and prove it; KnownError when that cannot be done."""
    checks.looks_like_casebook(source)
    with checks.reading(source):
        checks.identity(source)
    with checks.writing(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary.unlink(missing_ok=True)
        temporary.touch(mode=0o600)
        told = _copy(source, temporary)
        sync(temporary)
    if not _whole(temporary, told):
        raise checks.damaged(source)
    with checks.reading(temporary):
        return Manifest(told, manifest.file_digest(temporary), temporary.stat().st_size, clock())


def _whole(copy: Path, told: Content) -> bool:
    try:
        with checks.reading(copy):
            return verify.verify(copy).valid and manifest.content_of(copy) == told
    except (KnownError, ValueError):  # too damaged to be verified at all
        return False


def _copy(source: Path, target: Path) -> Content:
    """Copy one moment of the source, and return what that moment holds."""
    with checks.reading(source):
        reader = sqlite.connect(source)
    try:
        told = _told(reader, source)
        writer = sqlite.connect(target, write=True)
        try:
            reader.backup(writer)  # the reader's open transaction is the moment that is copied
            writer.execute("PRAGMA journal_mode = DELETE").fetchall()
        finally:
            writer.close()
    finally:
        reader.close()
    return told


def _told(reader: sqlite.Connection, source: Path) -> Content:
    try:
        reader.execute("BEGIN")
        return manifest.content(reader)
    except sqlite.Error as error:  # what is asked is right, so what answers is not
        raise checks.explain(error, source) or checks.damaged(source) from error
    except ValueError as error:
        raise checks.damaged(source) from error


def _free_name(folder: Path, source: Path, made: Manifest) -> Path:
    number = 1
    while True:
        name = rules.file_name(source.stem, made.content.size, made.at, number)
        target = folder / f"{name}.casebook"
        if not target.exists() and not manifest.path_of(target).exists():
            return target
        number += 1


def _part(target: Path) -> Path:
    return target.with_name(f".{target.name}.part")


def _forget(temporary: Path) -> None:
    """Remove a temporary copy; a place that has vanished has taken it along."""
    for part in ("", *SIDE_FILES):
        try:
            temporary.with_name(temporary.name + part).unlink(missing_ok=True)
        except OSError:  # the reason of the failure is told already
            continue


def _taken(target: Path) -> KnownError:
    return KnownError(
        N_("There is already a file at {path}."),
        kept=N_("It was left as it is."),
        todo=N_("Choose another name."),
        path=str(target),
    )


def sync(path: Path) -> None:
    """Have the system write a file's data to the drive."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """Have the system write a folder's names to the drive, where it can."""
    if os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
