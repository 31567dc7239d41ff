"""An older file in the place of a newer one: a restored copy, an old version that a synchronised folder brought back.

What is known of a casebook is in its verified backups, and in what this computer noted when it last had it open.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from clientguard.actions.casebook.backups import Place
from clientguard.domain.wording import N_, Said, counted, said
from clientguard.errors import KnownError
from clientguard.store.backup import kept_backups, manifest
from clientguard.store.backup import seen as notes
from clientguard.store.backup.kept_backups import Kept
from clientguard.store.backup.seen import Missing, Seen
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import plain_errors
from clientguard.store.file.keys import Key
from clientguard.store.file.sqlite import Connection


class OlderFileError(KnownError):
    """Nothing is written to an older file until the user has decided to go on with it."""


@dataclass(frozen=True, slots=True)
class OlderFile:
    """What an open casebook lacks, and the verified backup that holds it, if one does."""

    path: Path
    lacks: Missing

    @property
    def backup(self) -> Path | None:
        """The backup that can be restored instead."""
        return self.lacks.backup.path if self.lacks.backup else None


def seen_in(data: Path) -> Seen:
    """Return the notes in the program's own folder."""
    return Seen(data / "seen")


def look(book: Casebook, places: Sequence[Place], seen: Seen) -> OlderFile | None:
    """Return what an open casebook lacks of what is known of it; if it lacks nothing, note its state.

    A backup that is opened to be read lacks what came after it: that is not worth a word.
    """
    if manifest.read_manifest(book.path):
        return None
    with book.read() as db:
        found = notes.missing(db, book.path, _backups(db, places), seen, book.key)
        if found is None:
            notes.keep(db, book.path, seen)
            return None
    return OlderFile(book.path, found)


def keep(book: Casebook, seen: Seen) -> None:
    """Note the state of an open casebook that was written to."""
    if not manifest.read_manifest(book.path):
        with book.read() as db:
            notes.keep(db, book.path, seen)


def go_on(book: Casebook, places: Sequence[Place], seen: Seen) -> None:
    """Note that the user goes on with this file, without what it lacks."""
    with book.read() as db:
        notes.let_go(db, book.path, _backups(db, places), seen)


def restored(path: Path, key: Key | None, places: Callable[[str], Sequence[Place]], seen: Seen) -> None:
    """Note that a backup was restored to `path` on purpose; `places` are the backup folders of a uid.

    If the file cannot be read just now, nothing is noted: it is in its place, and opening it will say what is wrong.
    """
    with suppress(KnownError), plain_errors.reading(path):
        notes.let_go_for(path, key, lambda db: _backups(db, places(manifest.uid(db))), seen)


def _backups(db: Connection, places: Sequence[Place]) -> list[Kept]:
    uid = manifest.uid(db)
    return [each for place in places for each in kept_backups.kept(place.folder, uid)]


def in_words(found: OlderFile) -> Said:
    """Return what is wrong with a file, in a sentence."""
    lacks = found.lacks
    newer = str(found.backup or lacks.path)
    if lacks.parted:
        return said(
            N_("{name} and {other} are copies of one casebook that were both changed. Each lacks what the other has."),
            name=found.path.name,
            other=newer,
        )
    ahead = lacks.edge[0] - lacks.size
    return counted(
        N_("{name} is an older version of this casebook: it lacks {count} journal entry of {other}."),
        N_("{name} is an older version of this casebook: it lacks {count} journal entries of {other}."),
        ahead,
        name=found.path.name,
        other=newer,
    )


def refusal(found: OlderFile) -> OlderFileError:
    """Return the error for a command that would write to an older file."""
    if found.backup:
        todo = N_("Restore {backup}, or go on with this file by adding --older-file.")
    else:
        todo = N_("Look for the newer file, or go on with this one by adding --older-file.")
    return OlderFileError(
        N_("{why}"), kept=N_("Nothing was changed."), todo=todo, why=in_words(found), backup=str(found.backup)
    )
