"""A folder that appears whole or not at all.

It is filled under a temporary name next to its place, every file and folder is synced, and then it is renamed. Nothing
that was there before is touched: the place has to be free, or an empty folder.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from clientguard import output
from clientguard.domain.wording import N_
from clientguard.errors import KnownError


class FreshFolder:
    """A folder that is being filled; `root` is its temporary path."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @contextmanager
    def text(self, name: str, encoding: str = "utf-8") -> Iterator[IO[str]]:
        """Open the new text file `name` (`/` between folders) for writing; it is synced when the block ends."""
        with self._place(name).open("x", encoding=encoding, newline="") as stream:
            yield stream
            _sync(stream)

    def write(self, name: str, data: bytes) -> None:
        """Write the new file `name`."""
        with self._place(name).open("xb") as stream:
            stream.write(data)
            _sync(stream)

    def _place(self, name: str) -> Path:
        path = self.root.joinpath(*name.split("/"))
        if not path.resolve().is_relative_to(self.root.resolve()):
            raise ValueError(f"{name!r} is outside the folder")
        path.parent.mkdir(exist_ok=True)
        return path


@contextmanager
def fresh_folder(target: Path) -> Iterator[FreshFolder]:
    """Fill a new folder that becomes `target` when the block ends; if the block raises, nothing is left of it.

    KnownError if `target` already contains something, is not a folder, is a whole drive, or cannot be written;
    or if it has its name, but the drive does not confirm that.
    """
    target = target.absolute()
    with _writing(target):
        _check_free(target)
        # Next to its place, and so on the same drive: a folder cannot be renamed to another drive.
        part, let_go = output.folder_in(target.parent)
    try:
        with _writing(target):
            yield FreshFolder(part)
            for folder, _, _ in os.walk(part, topdown=False):
                output.sync_folder(Path(folder))
            _check_free(target)  # again: something may have been put there in the meantime
            if target.exists() and os.name != "posix":  # only POSIX renames a folder over an empty one
                target.rmdir()
            part.rename(target)
        output.confirm(target, target.parent)
    finally:
        shutil.rmtree(part, ignore_errors=True)
        let_go()


def _check_free(target: Path) -> None:
    output.check_free(target)
    if not target.parent.is_dir():
        raise _refused(
            N_("The folder {path} does not exist."), N_("Create it first, or choose another place."), target.parent
        )
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise _refused(N_("{path} is not a folder."), N_("Name a new folder, or an empty one."), target)
    if not target.exists():
        return
    if any(target.iterdir()):
        raise _refused(N_("The folder {path} is not empty."), N_("Name a new folder, or an empty one."), target)
    if target.is_mount():
        raise _refused(N_("{path} is a whole drive."), N_("Name a new folder on it."), target)


@contextmanager
def _writing(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise output.not_written(
            target, error, N_("The casebook was not touched, and nothing was left in the folder.")
        ) from error


def _refused(what: str, todo: str, path: Path) -> KnownError:
    return KnownError(what, kept=N_("Nothing was written."), todo=todo, path=str(path))


def _sync(stream: IO[Any]) -> None:
    stream.flush()
    os.fsync(stream.fileno())
