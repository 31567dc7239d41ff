"""Backing up to the user's places, restoring, and testing a restore.

A place that fails does not raise here. The result reports the failure until a backup to that place succeeds.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from clientguard.domain.casebook import backups as rules
from clientguard.domain.casebook.backups import Event, PlaceFacts, Status
from clientguard.domain.records import Instant
from clientguard.domain.wording import N_, Said, said
from clientguard.errors import KnownError
from clientguard.store.backup import kept_backups, manifest, restoring
from clientguard.store.backup import verified_copy as copies
from clientguard.store.backup.kept_backups import Kept
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import read_copy
from clientguard.store.file.keys import Key, for_file
from clientguard.store.journal import entry_log
from clientguard.store.journal.clock import Clock, now

# One backup at a time: two at once would sweep away each other's temporary files.
ALONE = threading.RLock()


@dataclass(frozen=True, slots=True)
class Place:
    """A folder for backups. If `made`, it is created when missing; otherwise its drive may not be connected."""

    folder: Path
    made: bool = True


@dataclass(slots=True)
class Outcome:
    """The result of a backup run: how safe the casebook is, and what was written."""

    status: Status
    written: list[Path] = field(default_factory=list[Path])
    problems: list[Said] = field(default_factory=list[Said])


@dataclass(slots=True)
class Afresh:
    """The result of replacing all backups: the new ones, how many older ones were deleted, and what is left to do."""

    written: list[Path] = field(default_factory=list[Path])
    deleted: int = 0
    pending: list[Said] = field(default_factory=list[Said])


@dataclass(frozen=True, slots=True)
class Edge:
    """A casebook's uid, the size of its journal, and when it was created."""

    uid: str
    size: int
    began: Instant


def edge(book: Casebook) -> Edge:
    """Return the casebook's uid and the current end of its journal."""
    with book.read() as db:
        first = next(iter(entry_log.entries(db, limit=1)))
        return Edge(manifest.uid(db), entry_log.frontier(db).size, first.at)


def back_up(
    book: Casebook,
    places: Sequence[Place],
    event: Event,
    *,
    clock: Clock = now,
    cancelled: Callable[[], bool] = lambda: False,
) -> Outcome:
    """Back up the casebook to each place where a backup is due, thin out older ones, and return how safe it is.

    Raises Cancelled when `cancelled` returns true; the backup being written is then discarded.
    """
    with ALONE:
        book.confirm_place()
        here = edge(book)
        outcome = Outcome(Status(rules.State.OK, Said("")))
        facts = [_look(book, here, place, event, clock, outcome, cancelled) for place in places]
        outcome.status = rules.status(facts, here.began, clock())
        outcome.problems = [each.problem for each in facts if each.problem]
        return outcome


def _look(
    book: Casebook,
    here: Edge,
    place: Place,
    event: Event,
    clock: Clock,
    outcome: Outcome,
    cancelled: Callable[[], bool],
) -> PlaceFacts:
    """Back up to one place if a backup is due, and return what is known about the place afterwards."""
    folder = str(place.folder)
    if not place.made and not place.folder.is_dir():
        return PlaceFacts(folder, None, in_words(_absent(folder)))
    problem = None
    if rules.due(newest_in(place, here), here.size, clock(), event):
        try:
            book.confirm_place()
            made = copies.into_place(book.path, place.folder, key=book.key, clock=clock, stop=cancelled)
            book.confirm_place()
            outcome.written.append(made.path)
            _thin(place, here)
        except KnownError as error:
            if book.moved:
                raise
            problem = said(N_("The backup into {folder} failed. {why}"), folder=folder, why=in_words(error))
    return PlaceFacts(folder, newest_in(place, here), problem)


def afresh(book: Casebook, places: Sequence[Place], *, clock: Clock = now) -> Afresh:
    """Write a new verified backup to each place, then delete the older ones there (P5: after an erasure or a rekey).

    Where the new backup cannot be written, nothing is deleted. `pending` lists what is left to do there, and the copies
    of this casebook in its own folder.
    """
    done = Afresh()
    with ALONE:
        for place in places:
            folder = str(place.folder)
            try:
                if not place.made and not place.folder.is_dir():
                    raise _absent(folder)
                older = kept_backups.all_of(place.folder, edge(book).uid)
                book.confirm_place()
                fresh = copies.into_place(book.path, place.folder, key=book.key, clock=clock).path
                book.confirm_place()  # otherwise the older ones may be all that there is
                for each in older:
                    kept_backups.remove_backup(each)
                    done.deleted += 1
                done.written.append(fresh)  # last: an erasure counts the place as done from here
            except KnownError as error:
                if book.moved:
                    raise
                older_stay = N_("Older backups remain in {folder}. {why}")
                done.pending.append(said(older_stay, folder=folder, why=in_words(error)))
    for copy in kept_backups.beside(book.path):
        done.pending.append(
            said(N_("There is an earlier copy at {path}. Delete it when you no longer need it."), path=str(copy))
        )
    return done


def _absent(folder: str) -> KnownError:
    return KnownError(
        N_("The backup folder was not found: {folder}."),
        todo=N_("Connect its drive, or choose another in Settings."),
        folder=folder,
    )


def newest_in(place: Place, here: Edge) -> rules.Backup | None:
    """Return the newest verified backup in a place, preferring those that are not from before a restore."""
    found = [each.facts for each in kept_backups.kept(place.folder, here.uid)]
    return rules.newest(each for each in found if each.size <= here.size) or rules.newest(found)


def _thin(place: Place, here: Edge) -> None:
    scheduled = (each for each in kept_backups.kept(place.folder, here.uid) if rules.is_scheduled(each.path.stem))
    found = {each.path.name: each for each in scheduled}
    facts = [each.facts for each in found.values()]
    newest = max((each.size for each in facts if each.size <= here.size), default=here.size)
    allowed = rules.budget(kept_backups.free_bytes(place.folder), sum(each.bytes for each in facts))
    for old in rules.thin(facts, newest, allowed):
        kept_backups.remove_backup(found[old.name])


def in_words(error: KnownError) -> Said:
    """Return an error's first sentence and its advice as one message."""
    values = error.values
    if not error.todo:
        return said(error.what, **values)
    return said(N_("{what} {todo}"), what=said(error.what, **values), todo=said(error.todo, **values))


def newest(book: Casebook, places: Sequence[Place]) -> Kept | None:
    """Return the newest verified backup across all places."""
    here = edge(book)
    found = {each.facts: each for place in places for each in kept_backups.kept(place.folder, here.uid)}
    line = [each for each in found if each.size <= here.size]
    best = rules.newest(line) or rules.newest(found)
    return found[best] if best else None


def rehearse(backup: Kept, key: Key | None = None) -> int:
    """Restore a backup to a temporary file, compare each table with the manifest, and return how many were compared.

    A locked backup needs its key. KnownError says what is wrong with the backup. The temporary file is always deleted.
    """
    folder = read_copy.scratch()
    try:
        target = folder / "rehearsal.casebook"
        restoring.restore_file(backup.path, target, backup.manifest.at, key=key)
        found = manifest.content_of(target, for_file(target, key))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    told = backup.manifest.content
    if found != told:
        wrong = sorted(name for name in found.tables | told.tables if found.tables.get(name) != told.tables.get(name))
        raise KnownError(
            N_("{name} does not contain what its manifest says: {tables}."),
            kept=N_("Your casebook was not touched."),
            todo=N_("Back up now, and set this backup aside."),
            name=backup.path.name,
            tables=", ".join(wrong) or "journal",
        )
    return len(told.tables)


def restore_backup(backup: Path, target: Path, *, key: Key | None = None, clock: Clock = now) -> Path | None:
    """Restore a backup to `target`; return where the previous file is kept. KnownError if the backup is damaged."""
    return restoring.restore_file(backup, target, clock(), key=key)
