"""What is done when another program moved, replaced or deleted an open casebook's file: nothing saved is lost.

SQLite goes on writing to the file that it opened, wherever that is now, while our `-wal` still has the name that
belongs to the file in its place. So writing stops, our side files are moved away, and everything is copied through the
open connection to a name beside it. The file that is in its place is not touched.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from clientguard.domain.casebook import backups as rules
from clientguard.domain.records import Instant
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.backup import manifest
from clientguard.store.file import plain_errors, sqlite, syncing
from clientguard.store.file.keys import Key
from clientguard.store.file.place import FileId, file_id
from clientguard.store.file.sqlite import Connection
from clientguard.store.file.syncing import SIDE_FILES, remove_temporary

PAGES = 2_048  # copied at a time


class MovedError(KnownError):
    """An open casebook's file is no longer at its path.

    `path` is that path, `copy` the new file that has everything that was saved, or None if none could be made, and
    `replaced` says whether another file is at the path now.
    """

    def __init__(self, path: Path, copy: Path | None, words: Words) -> None:
        super().__init__(
            words.what, kept=words.kept, todo=words.todo, name=path.name, path=str(path), copy=str(copy), why=words.why
        )
        self.path = path
        self.copy = copy
        self.replaced = words.what == _REPLACED


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of one case, and why a copy could not be made."""

    what: str
    kept: str
    todo: str
    why: str = ""


_REPLACED = N_("{name} was replaced by another program while it was open.")
_GONE = N_("{name} was moved or deleted while it was open.")


def error(path: Path, copy: Path | None, *, change: bool | None = None, why: str = "") -> MovedError:
    """Return what to say: `change` is whether the change just asked for is in the copy; None if there was none."""
    there = file_id(path) is not None
    what = _REPLACED if there else _GONE
    if copy is None:
        kept = N_("What was saved could not be copied to another file: {why}")
        todo = N_("Free up space or connect the drive. Then close the casebook: it is tried again.")
        return MovedError(path, None, Words(what, kept, todo, why))
    match change, there:
        case True, True:
            kept = N_("Your change was saved only in {copy}, with everything before it. It is not in {path}.")
        case True, False:
            kept = N_("Your change was saved only in {copy}, with everything before it.")
        case False, _:
            kept = N_("Your change was not saved. Everything saved before it is in {copy}.")
        case _, True:
            kept = N_("Everything that you saved is in {copy}. The file that is now at {path} was not changed.")
        case _:
            kept = N_("Everything that you saved is in {copy}.")
    todo = N_("Open both files and decide which one to keep.") if there else N_("Open that file to continue.")
    return MovedError(path, copy, Words(what, kept, todo))


def reading_error(path: Path) -> MovedError:
    """Return what to say when it was open for reading only, so that there is nothing to be copied."""
    what = _REPLACED if file_id(path) else _GONE
    return MovedError(path, None, Words(what, N_("It was open for reading only."), N_("Open it again.")))


def while_opening(path: Path) -> KnownError:
    """Return the error for a file that another program put in the place of the one that was being opened."""
    return KnownError(
        N_("{name} was replaced by another program while it was being opened."),
        kept=N_("Nothing was written."),
        todo=N_("Open it again."),
        name=path.name,
    )


def side_files(path: Path) -> dict[str, FileId]:
    """Return which files SQLite keeps next to an open casebook, by the ends of their names."""
    found = {part: file_id(path.with_name(path.name + part)) for part in SIDE_FILES}
    return {part: each for part, each in found.items() if each is not None}


def set_aside(path: Path, ours: Mapping[str, FileId]) -> list[Path]:
    """Move our side files away from the file that is now in the casebook's place; return where they are.

    SQLite knows them by name: it would play our WAL into that file.
    """
    moved: list[Path] = []
    for part, mine in ours.items():
        here = path.with_name(path.name + part)
        number = 1
        while (there := path.with_name(f".{path.name}.moved {number}{part}")).exists():
            number += 1
        if file_id(here) == mine:
            with suppress(OSError):  # then the folder is gone as well, or cannot be written by any program of ours
                here.rename(there)
                moved.append(there)
    return moved


def save_copy(db: Connection, path: Path, file: FileId, key: Key | None, at: Instant, refuges: Sequence[Path]) -> Path:
    """Copy an open casebook through its connection to a new file beside it, or to a refuge if its folder is gone.

    The copy has the same key, and is compared table by table before it gets its name. KnownError if it cannot be
    written anywhere.
    """
    problem: KnownError | None = None
    for folder in (path.parent, *refuges):
        here = file_id(folder)
        # A folder that is gone is not made again, and one that a drive had hidden is another folder.
        if folder == path.parent and (here is None or here.device != file.device):
            continue
        try:
            return _copied(db, path, folder, key, at)
        except KnownError as failed:
            problem = problem or failed
    raise problem or KnownError(N_("Its folder is gone, and there is no other to write to."))


def _copied(db: Connection, path: Path, folder: Path, key: Key | None, at: Instant) -> Path:
    with plain_errors.writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.stem} rescued ", suffix=".part", dir=folder)
    os.close(handle)  # before SQLite opens it
    temporary = Path(name)
    try:
        with plain_errors.writing(temporary):
            told = _copy(db, temporary, key)
            syncing.sync(temporary)
        with plain_errors.reading(temporary):
            if manifest.content_of(temporary, key) != told:
                raise KnownError(N_("The drive with {folder} did not keep what was written."), folder=str(folder))
        with plain_errors.writing(folder):
            return _named(temporary, path, folder, at)
    finally:
        remove_temporary(temporary)


def _copy(db: Connection, target: Path, key: Key | None) -> manifest.Content:
    writer = sqlite.connect(target, write=True, key=key)
    try:
        db.execute("BEGIN")
        try:
            told = manifest.content(db, key.seal() if key else b"")
            db.backup(writer, pages=PAGES)
        finally:
            db.execute("ROLLBACK")
        writer.execute("PRAGMA journal_mode = DELETE").fetchall()  # one file, without a WAL
    finally:
        writer.close()
    return told


def _named(temporary: Path, path: Path, folder: Path, at: Instant) -> Path:
    """Give the copy a name that nothing has: what is there is never replaced."""
    number = 1
    while True:
        again = f" {number}" if number > 1 else ""
        target = folder / f"{path.stem} rescued {rules.local(at):%Y-%m-%d %H%M}{again}{path.suffix}"
        number += 1
        if any(os.path.lexists(target.with_name(target.name + part)) for part in ("", *SIDE_FILES)):
            continue
        try:
            os.link(temporary, target)
        except FileExistsError:
            continue
        except OSError:  # a file system without hard links
            temporary.rename(target)
        else:
            temporary.unlink()
        syncing.sync_folder(folder)
        return target
