"""Backups: a copy that is proved to be whole before it bears its name; and the way back."""

from __future__ import annotations

import glob
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from clientguard.domain import backups as rules
from clientguard.domain.records import Instant
from clientguard.domain.words import N_
from clientguard.errors import Cancelled, KnownError
from clientguard.store import checks, manifest, sqlite, verify
from clientguard.store.clock import Clock, now
from clientguard.store.keys import Key, for_file
from clientguard.store.manifest import Content, Manifest

PAGES = 2_048  # that are copied between two looks whether to stop
Stop = Callable[[], bool]
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


def backup(source: Path, target: Path, *, key: Key | None = None, clock: Clock = now) -> Manifest:
    """Copy a casebook to `target` through SQLite's backup, beside a program that may have it open; return its manifest.

    The copy is made under a temporary name in the target's folder, synced, opened again and checked in full
    (integrity, foreign keys, journal, attachments, each table's digest against the moment that was copied), and
    renamed, with its manifest beside it; a locked casebook's copy is locked with the same `key`. KnownError when the
    target exists, cannot be written, or the copy fails its checks; then nothing is left behind.
    """
    listing = manifest.path_of(target)
    for taken in (target, *(target.with_name(target.name + part) for part in SIDE_FILES), listing):
        if taken.exists():  # a stray WAL would be played into the copy
            raise _taken(taken)
    temporary = _part(target)
    try:
        made = _proved(source, target, temporary, key, clock)
        _name(temporary, target, made)
    finally:
        _forget(temporary)
    return made


def into_place(
    source: Path, folder: Path, *, key: Key | None = None, clock: Clock = now, stop: Stop = lambda: False
) -> Kept:
    """Write a verified backup and its manifest into `folder`, under a name of its own.

    What a killed run left is swept before. KnownError as in `backup`, Cancelled when `stop` says to stop; then neither
    file is there.
    """
    with checks.writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        sweep(folder, source.stem)
    temporary = folder / f".{source.stem} new{source.suffix}.part"
    try:
        made = _proved(source, folder / source.name, temporary, key, clock, stop)
        target = _free_name(folder, source, made)
        _name(temporary, target, made)
    finally:
        _forget(temporary)
    return Kept(target, made)


def _name(temporary: Path, target: Path, made: Manifest) -> None:
    """Give a proved copy its name; its manifest gets its own first: a backup that bears a name has one."""
    listing = manifest.path_of(target)
    part = temporary.with_name(f"{temporary.name.removesuffix('.part')}.json.part")
    try:
        with checks.writing(target):
            part.write_text(made.text(), encoding="utf-8")
            sync(part)
            part.replace(listing)
            try:
                temporary.replace(target)
            except OSError:
                listing.unlink()
                raise
            sync_folder(target.parent)
    finally:
        with suppress(OSError):  # the reason of the failure is told already
            part.unlink(missing_ok=True)


def is_kept(path: Path) -> bool:
    """Return whether a file is the backup that the manifest beside it tells of."""
    made = manifest.read(path)
    return made is not None and path.stat().st_size == made.bytes and manifest.file_digest(path) == made.sha256


def kept(folder: Path, casebook: str) -> list[Kept]:
    """Return the verified backups of a casebook (by its uid) in a folder; none when it cannot be read.

    A file without its manifest, or of another size than that tells, is no verified backup.
    """
    try:
        found = [Kept(path, made) for path in sorted(folder.glob("*.casebook")) if (made := manifest.read(path))]
        return [each for each in found if _is_of(each, casebook) and each.path.stat().st_size == each.manifest.bytes]
    except OSError:
        return []


def older(folder: Path, casebook: str) -> list[Kept]:
    """Return whatever lies in a folder as a backup of a casebook, whole or not, for making an end of it.

    KnownError when the drive does not give all of it: none may be overlooked.
    """
    with checks.reading(folder):
        paths = sorted(folder.glob("*.casebook"))
        found = [Kept(path, made) for path in paths if (made := manifest.read(path, strict=True))]
    return [each for each in found if _is_of(each, casebook)]


def _is_of(backup: Kept, casebook: str) -> bool:
    return backup.manifest.content.casebook == casebook


def beside(casebook: Path) -> list[Path]:
    """Return the files beside a casebook that bear its name and more: made by hand, before a restore, a migration."""
    try:
        return sorted(each for each in casebook.parent.glob("*.casebook") if each.name.startswith(f"{casebook.stem} "))
    except OSError:
        return []


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


def restore(source: Path, target: Path, at: Instant, *, key: Key | None = None) -> Path | None:
    """Put a backup at `target` after it was checked in full; return where what was there is kept now, if anything was.

    `at` is the moment that names what is kept aside. Nothing is overwritten, and the backup stays; a locked one needs
    its `key`, and comes back locked. KnownError when the backup is damaged or not the file that its manifest tells of,
    or the casebook at `target` is open; then what was there is as it was.
    """
    checks.looks_like_casebook(source, key)
    _as_its_manifest(source)
    with checks.writing(target):
        target.parent.mkdir(parents=True, exist_ok=True)
    lock = checks.acquire(target)
    try:
        fresh = target.with_name(f".{target.name}.restored")
        try:
            _proved(source, target, fresh, key, now)
            with checks.writing(target):
                aside = _set_aside(target, at)
                try:
                    fresh.replace(target)
                except OSError:
                    _put_back(target, aside)
                    raise
                sync_folder(target.parent)
        finally:
            _forget(fresh)
    finally:
        checks.let_go(lock)
    return aside


def _as_its_manifest(source: Path) -> None:
    """Raise KnownError when a manifest lies beside a backup and tells of another file."""
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
    """Keep what lies at `target`, with its side files, under a name that says so; return that name.

    It is copied, so that there is a casebook at `target` at every moment. One with side files, or that cannot be
    read, or for a copy of which there is no room, is moved.
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
    for part in parts:  # a WAL that stayed behind would be played into the restored file
        target.with_name(target.name + part).rename(target.with_name(name + part))
    return target.with_name(name)


def _copied(source: Path, target: Path) -> bool:
    """Copy a file onto the drive, whole or not at all; return whether that could be done."""
    for left in source.parent.glob(f".{glob.escape(source.stem)} before restore *.part"):  # by a run that was killed
        with suppress(OSError):
            left.unlink()
    part = _part(target)
    try:
        part.touch(mode=0o600)
        with source.open("rb") as old, part.open("wb") as new:
            while data := old.read(1 << 20):
                new.write(data)
        sync(part)
        part.replace(target)
        sync_folder(target.parent)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        return False
    return True


def _put_back(target: Path, aside: Path | None) -> None:
    """Undo `_set_aside` after a failure, as far as the drive lets it."""
    if aside is None:
        return
    for part in ("", *SIDE_FILES):
        old, kept = target.with_name(target.name + part), aside.with_name(aside.name + part)
        with suppress(OSError):
            if old.exists():
                kept.unlink(missing_ok=True)
            elif kept.exists():
                kept.rename(old)


def _proved(
    source: Path, target: Path, temporary: Path, key: Key | None, clock: Clock, stop: Stop = lambda: False
) -> Manifest:
    """Make the copy that is to become `target` at `temporary`, and prove it; KnownError when that cannot be done."""
    checks.looks_like_casebook(source, key)
    with checks.reading(source):
        key = for_file(source, key)
        checks.identity(source, key)
    with checks.writing(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        _forget(temporary)
        temporary.touch(mode=0o600)
        told = _copy(source, temporary, key, stop)
        sync(temporary)
    _prove(source, temporary, told, key, stop)
    with checks.reading(temporary):
        salt = key.salt.hex() if key else ""
        return Manifest(told, manifest.file_digest(temporary), temporary.stat().st_size, clock(), salt)


def _prove(source: Path, copy: Path, told: Content, key: Key | None, stop: Stop) -> None:
    """Raise KnownError unless a copy is whole; an error of the drive that it lies on is told as that."""
    try:
        with checks.reading(copy):
            whole = verify.verify(copy, key=key, stop=stop).valid and _content(copy, key, stop) == told
    except (checks.DamagedError, ValueError):  # too damaged to be verified at all
        whole = False
    _go_on(stop)
    if not whole:
        raise verify.blame(source, copy, key)


def _content(path: Path, key: Key | None, stop: Stop) -> Content:
    reader = sqlite.connect(path, key=key)
    try:
        return _told(reader, path, key, stop)
    finally:
        reader.close()


def _go_on(stop: Stop, *_pages: int) -> None:
    """Raise Cancelled when it is to be stopped."""
    if stop():
        raise Cancelled


def _copy(source: Path, target: Path, key: Key | None, stop: Stop) -> Content:
    """Copy one moment of the source, and return what that moment holds."""
    with checks.reading(source):
        reader = sqlite.connect(source, key=key)
    try:
        told = _told(reader, source, key, stop)
        writer = sqlite.connect(target, write=True, key=key)
        try:
            # The reader's open transaction is the moment that is copied, in however many steps.
            reader.backup(writer, pages=PAGES, progress=partial(_go_on, stop))
            writer.execute("PRAGMA journal_mode = DELETE").fetchall()
        finally:
            writer.close()
    finally:
        reader.close()
    return told


def _told(reader: sqlite.Connection, source: Path, key: Key | None, stop: Stop) -> Content:
    reader.set_progress_handler(stop, verify.STEPS)
    try:
        reader.execute("BEGIN")
        return manifest.content(reader, key.seal() if key else b"")
    except sqlite.Error as error:  # what is asked is right, so what answers is not
        _go_on(stop)
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
