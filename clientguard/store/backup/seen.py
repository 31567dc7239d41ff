"""What this computer has seen of each casebook: the end of its journal, by uid, in the program's own folder.

An older file in the place of a newer one shows against it, and against the verified backups.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clientguard import output
from clientguard.errors import KnownError
from clientguard.store.backup import manifest
from clientguard.store.backup.kept_backups import Kept
from clientguard.store.file import sqlite
from clientguard.store.file.keys import Key, for_file
from clientguard.store.file.readable import open_for_reading
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal import entry_log
from clientguard.store.journal.line import Edge, Line

MOST = 200  # newer states that the user has decided against; beyond that, the oldest decisions are forgotten
_UID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Note:
    """The last known end of a casebook's journal, where that file was, and newer ends that the user let go."""

    edge: Edge
    path: str
    let_go: tuple[Edge, ...] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """What is known of a casebook but is not in the file: the furthest end of a journal, and where that is.

    `backup` is the verified backup that holds it, if one does. `parted`: the file went on without it, so each has
    something that the other lacks.
    """

    size: int  # of the file's own journal
    edge: Edge
    path: str
    backup: Kept | None
    parted: bool


class Seen:
    """The notes, one small file for each casebook. If the folder cannot be written, nothing is noted."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def note(self, uid: str) -> Note | None:
        """Return what was noted of a casebook; None if nothing was, or it cannot be read."""
        try:
            found: dict[str, Any] = json.loads(self._file(uid).read_text(encoding="utf-8"))
            let_go = tuple((int(size), str(root)) for size, root in found["let_go"])
            return Note((int(found["size"]), str(found["root"])), str(found["path"]), let_go)
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def keep(self, uid: str, note: Note) -> None:
        """Note the state of a casebook."""
        if note == self.note(uid) or not _UID.fullmatch(uid):
            return
        size, root = note.edge
        told = {"size": size, "root": root, "path": note.path, "let_go": note.let_go[-MOST:]}
        with suppress(OSError, KnownError):  # the backups still show an older file
            self._folder.mkdir(parents=True, exist_ok=True)
            output.write_whole(self._file(uid), json.dumps(told, indent=1).encode(), "")

    def _file(self, uid: str) -> Path:
        if not _UID.fullmatch(uid):
            raise ValueError(uid)
        return self._folder / f"{uid}.json"


def edge_of(db: Connection) -> Edge:
    """Return the end of the journal; ValueError if it is damaged."""
    here = entry_log.anchor(db)
    return here.size, here.root.hex()


def missing(db: Connection, path: Path, backups: Sequence[Kept], seen: Seen, key: Key | None = None) -> Missing | None:
    """Return what the casebook at `path` lacks of what is known of it; None if it lacks nothing.

    A backup may be read to find out whether it continues the file's journal, with `key` if it is locked.
    """
    note, here = seen.note(manifest.uid(db)), edge_of(db)
    lost = _lost(db, _edges(backups, note), note)
    if not lost:
        return None
    furthest = max(lost)
    backup = next((each for each in backups if each.edge == furthest), None)
    where = str(backup.path) if backup else (note.path if note else "")
    parted = min(lost)[0] <= here[0] or (backup is not None and not _continues(backup, here, key))
    return Missing(here[0], furthest, where or str(path), backup, parted)


def keep(db: Connection, path: Path, seen: Seen) -> None:
    """Note the state of a casebook that lacks nothing."""
    uid = manifest.uid(db)
    note = seen.note(uid)
    seen.keep(uid, Note(edge_of(db), str(path), note.let_go if note else ()))


def let_go(db: Connection, path: Path, backups: Sequence[Kept], seen: Seen) -> None:
    """Note the state of a casebook that the user goes on with, without what it lacks."""
    uid = manifest.uid(db)
    note = seen.note(uid)
    lost = sorted(_lost(db, _edges(backups, note), note))
    seen.keep(uid, Note(edge_of(db), str(path), (*(note.let_go if note else ()), *lost)))


def let_go_for(path: Path, key: Key | None, backups: Callable[[Connection], Sequence[Kept]], seen: Seen) -> None:
    """Do what `let_go` does for a closed casebook, which was just restored. Raises SQLite's and the system's errors."""
    key = for_file(path, key)
    with open_for_reading(path, key) as there, closing(sqlite.connect(there.path, key=key)) as db:
        let_go(db, path, backups(db), seen)


def _edges(backups: Iterable[Kept], note: Note | None) -> set[Edge]:
    return {each.edge for each in backups} | ({note.edge} if note else set())


def _lost(db: Connection, edges: set[Edge], note: Note | None) -> set[Edge]:
    """Return the ends of journals that this one does not continue, without those that were let go."""
    asked = edges - set(note.let_go if note else ())
    return asked - Line().continues(db, asked)


def _continues(backup: Kept, here: Edge, key: Key | None) -> bool:
    """Return whether a backup's journal continues one that ends `here`; one that cannot be read counts as newer."""
    try:
        key = for_file(backup.path, key)
        with open_for_reading(backup.path, key) as there, closing(sqlite.connect(there.path, key=key)) as db:
            return here in Line().continues(db, [here])
    except (OSError, ValueError, KnownError, sqlite.Error):
        return True
