"""Backups: a copy that is proved to be whole before it bears its name."""

from __future__ import annotations

import os
from pathlib import Path

from clientguard.domain.words import N_
from clientguard.errors import KnownError
from clientguard.store import checks, sqlite, verify


def backup(source: Path, target: Path) -> None:
    """Copy a casebook to `target` through SQLite's backup, beside a program that may have it open.

    The copy is made under a temporary name in the target's folder, synced, opened again and checked in full
    (integrity, foreign keys, journal, attachments), and renamed. KnownError when the target exists, cannot be
    written, or the copy fails its checks; then nothing is left behind.
    """
    if target.exists():
        raise KnownError(
            N_("There is already a file at {path}."),
            kept=N_("It was left as it is."),
            todo=N_("Choose another name."),
            path=str(target),
        )
    checks.looks_like_casebook(source)
    with checks.reading(source):
        checks.identity(source)
    temporary = target.with_name(f".{target.name}.part")
    with checks.writing(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary.unlink(missing_ok=True)
        temporary.touch(mode=0o600)
    try:
        with checks.writing(target):
            _copy(source, temporary)
            sync(temporary)
        if not _whole(temporary):
            raise checks.damaged(source)
        with checks.writing(target):
            temporary.replace(target)
            sync_folder(target.parent)
    finally:
        temporary.unlink(missing_ok=True)


def _whole(copy: Path) -> bool:
    try:
        return verify.verify(copy).valid
    except KnownError:  # too damaged to be verified at all
        return False


def _copy(source: Path, target: Path) -> None:
    reader = sqlite.connect(source)
    writer = sqlite.connect(target, write=True)
    try:
        reader.backup(writer)
        writer.execute("PRAGMA journal_mode = DELETE").fetchall()
    finally:
        writer.close()
        reader.close()


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
