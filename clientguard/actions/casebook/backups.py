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
from clientguard.store.journal.line import Line

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
    others: list[Said] = field(default_factory=list[Said])  # older backups of another copy, left alone


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
    line: Line | None = None,
) -> Outcome:
    """Back up the casebook to each place where a backup is due, thin out older ones, and return how safe it is.

    Backups of another copy of this casebook count for nothing here, and none of them is deleted. `line` remembers
    which ones are this casebook's own, from one call to the next. Raises Cancelled when `cancelled` returns true; the
    backup being written is then discarded.
    """
    with ALONE:
        book.confirm_place()
        here = edge(book)
        run = _Run(book, here, line or Line(), clock, cancelled)
        outcome = Outcome(Status(rules.State.OK, Said("")))
        facts = [_look(run, place, event, outcome) for place in places]
        outcome.status = rules.status(facts, here.began, clock())
        outcome.problems = [each.problem for each in facts if each.problem]
        return outcome


@dataclass(frozen=True, slots=True)
class _Run:
    """What one backup run has at hand."""

    book: Casebook
    here: Edge
    line: Line
    clock: Clock
    cancelled: Callable[[], bool]

    def own(self, place: Place) -> list[Kept]:
        """Return the verified backups in a place that are of this casebook's own line."""
        return _own(self.book, kept_backups.kept(place.folder, self.here.uid), self.line)[0]


def _own(book: Casebook, backups: Sequence[Kept], line: Line) -> tuple[list[Kept], list[Kept]]:
    with book.read() as db:
        return kept_backups.of_line(db, backups, line)


def _look(run: _Run, place: Place, event: Event, outcome: Outcome) -> PlaceFacts:
    """Back up to one place if a backup is due, and return what is known about the place afterwards."""
    folder = str(place.folder)
    if not place.made and not place.folder.is_dir():
        return PlaceFacts(folder, None, in_words(_absent(folder)))
    problem = None
    if rules.due(_newest(run.own(place)), run.here.size, run.clock(), event):
        try:
            with run.book.as_file() as file:
                made = copies.into_place(file, place.folder, key=run.book.key, clock=run.clock, stop=run.cancelled)
            outcome.written.append(made.path)
            _thin(run, place)
        except KnownError as error:
            if run.book.moved:
                raise
            problem = said(N_("The backup into {folder} failed. {why}"), folder=folder, why=in_words(error))
    return PlaceFacts(folder, _newest(run.own(place)), problem)


def _newest(found: Sequence[Kept]) -> rules.Backup | None:
    return rules.newest(each.facts for each in found)


def afresh(book: Casebook, places: Sequence[Place], *, clock: Clock = now) -> Afresh:
    """Write a new verified backup to each place, then delete the older ones there (P5: after an erasure or a rekey).

    Where the new backup cannot be written, nothing is deleted. `pending` lists what is left to do there, and the copies
    of this casebook in its own folder. Only backups whose journal this casebook continues are deleted: `others` names
    those of a copy that went its own way, or from before a restore.
    """
    done, line = Afresh(), Line()
    with ALONE:
        for place in places:
            folder = str(place.folder)
            try:
                if not place.made and not place.folder.is_dir():
                    raise _absent(folder)
                older, others = _own(book, kept_backups.all_of(place.folder, edge(book).uid), line)
                with book.as_file() as file:  # at its end still in its place: otherwise the older may be all there is
                    fresh = copies.into_place(file, place.folder, key=book.key, clock=clock).path
                for each in older:
                    kept_backups.remove_backup(each)
                    done.deleted += 1
                done.others += [_of_another(each) for each in others]
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


def _of_another(backup: Kept) -> Said:
    return said(
        N_("Left alone, because it belongs to another copy of this casebook or is from before a restore: {path}"),
        path=str(backup.path),
    )


def _absent(folder: str) -> KnownError:
    return KnownError(
        N_("The backup folder was not found: {folder}."),
        todo=N_("Connect its drive, or choose another in Settings."),
        folder=folder,
    )


def _thin(run: _Run, place: Place) -> None:
    scheduled = (each for each in run.own(place) if rules.is_scheduled(each.path.stem))
    found = {each.path.name: each for each in scheduled}
    facts = [each.facts for each in found.values()]
    allowed = rules.budget(kept_backups.free_bytes(place.folder), sum(each.bytes for each in facts))
    for old in rules.thin(facts, allowed):
        kept_backups.remove_backup(found[old.name])


def in_words(error: KnownError) -> Said:
    """Return an error's first sentence and its advice as one message."""
    values = error.values
    if not error.todo:
        return said(error.what, **values)
    return said(N_("{what} {todo}"), what=said(error.what, **values), todo=said(error.todo, **values))


def newest(book: Casebook, places: Sequence[Place]) -> Kept | None:
    """Return the newest verified backup of this casebook's own line across all places."""
    uid = edge(book).uid
    found = [each for place in places for each in kept_backups.kept(place.folder, uid)]
    own = {each.facts: each for each in _own(book, found, Line())[0]}
    best = rules.newest(own)
    return own[best] if best else None


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
