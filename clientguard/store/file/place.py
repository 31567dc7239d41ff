"""Where a casebook's file is: its one path, and whether the file there is still the same one.

A path is resolved once, where it comes in: lock, WAL, salt, rewrite, restore and SQLite all use the path of the real
file. After that, device and inode from `lstat` say whether another program has moved or replaced the file. The file
itself is not opened for that: on POSIX, closing any descriptor of it drops every lock that SQLite holds on it.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from clientguard.store.file.syncing import SIDE_FILES


@dataclass(frozen=True, slots=True)
class FileId:
    """A file, whatever it is called: its device and its inode (on Windows, the volume and the file's index)."""

    device: int
    inode: int


NOWHERE = FileId(0, 0)  # no file: none has this inode


def true_path(path: Path) -> Path:
    """Return the path of the file that `path` means: absolute, without links, spelled as the folder lists it.

    A name that differs only in case or Unicode form is another name of the same file in some file systems. A file that
    does not exist keeps the name that was given. It never fails: what is wrong with a path shows when it is opened.
    """
    resolved = Path(os.path.realpath(path))
    try:
        found = resolved.lstat()
        names = {each.name for each in resolved.parent.iterdir()}
    except (OSError, ValueError):
        return resolved
    if resolved.name in names:
        return resolved
    for name in spelled_alike(resolved.name, names):
        other = resolved.with_name(name)
        try:
            if os.path.samestat(other.lstat(), found):
                return other
        except OSError:
            continue
    return resolved


def spelled_alike(name: str, names: Iterable[str]) -> list[str]:
    """Return the names that a file system might take for `name`: the same letters in another case or Unicode form."""
    wanted = _folded(name)
    return sorted(each for each in names if _folded(each) == wanted)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def file_id(path: Path) -> FileId | None:
    """Return which file is at a path; None if there is none, or that cannot be found out. Links are not followed."""
    try:
        found = path.lstat()
    except OSError:
        return None
    return FileId(found.st_dev, found.st_ino)


def link_count(path: Path) -> int:
    """Return how many names the file at `path` has; 0 if there is none."""
    try:
        return path.stat().st_nlink
    except OSError:
        return 0


def is_part_of(path: Path, casebook: Path) -> bool:
    """Return whether a path means a casebook or one of the files that SQLite keeps next to it, by whatever name."""
    try:
        found = path.stat()
    except (OSError, ValueError):  # ValueError: no file can have this name
        return False
    for part in ("", *SIDE_FILES):
        try:
            if os.path.samestat(casebook.with_name(casebook.name + part).stat(), found):
                return True
        except OSError:
            continue
    return False
