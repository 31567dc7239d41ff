"""Backups: when one is due, which older ones may be deleted, and how safe the casebook is (DESIGN, Backups).

Backups are ordered by the size of the journal in them, never by the clock: a clock that went back, or was once set to
the future, must not make a good backup look old. Times are UTC milliseconds with the offset in minutes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum

from clientguard.domain.records import Instant
from clientguard.domain.wording import N_, Said, said

HOUR = 3_600_000
DAY = 24 * HOUR
LEAST = 3  # verified backups that thinning always leaves, whatever the budget
LAST, DAILY, WEEKLY, MONTHLY = 5, 7, 4, 6
LARGEST_BUDGET = 20_000_000_000  # bytes in one place


class Event(StrEnum):
    """Why a backup is considered."""

    HOUR = "hour"
    CLOSE = "close"
    MIGRATION = "migration"
    IMPORT = "import"
    ERASURE = "erasure"
    REKEY = "rekey"
    ASKED = "asked"


ALWAYS = frozenset({Event.ERASURE, Event.REKEY, Event.ASKED})


@dataclass(frozen=True, slots=True)
class Backup:
    """A verified backup in a place: its name, the size of the journal in it, when it was made, and its bytes."""

    name: str
    size: int
    at: Instant
    bytes: int


def newest(backups: Iterable[Backup]) -> Backup | None:
    """Return the backup with most of the journal; among equals, the one made last."""
    return max(backups, key=_order, default=None)


def due(last: Backup | None, size: int, now: Instant, event: Event) -> bool:
    """Return whether a casebook whose journal has `size` entries should be backed up after `last`.

    An unchanged casebook is not copied again, unless the event calls for a new copy. If it is now earlier than the last
    backup, the clock went back: then the hour counts as over.
    """
    if last is None or event in ALWAYS:
        return True
    if size == last.size:
        return False
    if event is not Event.HOUR:
        return True
    return not 0 <= now.ms - last.at.ms < HOUR


def budget(free: int, held: int) -> int:
    """Return how many bytes backups may use in a place with `free` bytes, where they already use another `held`."""
    return min(LARGEST_BUDGET, (free + held) // 4)


def thin(backups: Iterable[Backup], allowed: int) -> list[Backup]:
    """Return which verified backups may be deleted, so that the rest fit into `allowed` bytes if possible.

    All of them are of one line: the casebook's journal continues each of theirs. The last 5, 7 daily, 4 weekly and 6
    monthly ones are kept. At least three stay, and always the newest.
    """
    found = sorted(backups, key=_order)
    kept = _kept(found)
    total = sum(each.bytes for each in kept)
    while total > allowed and len(kept) > LEAST:  # the oldest go first
        total -= kept.pop(0).bytes
    stay = {each.name for each in kept}
    return [each for each in found if each.name not in stay]


def _order(backup: Backup) -> tuple[int, int, str]:
    return (backup.size, backup.at.ms, backup.name)


def _kept(line: Sequence[Backup]) -> list[Backup]:
    """Return the backups of one line that the calendar keeps, oldest first."""
    stay = {each.name for each in line[-LAST:]}
    rules: list[tuple[Callable[[date], tuple[int, ...]], int]] = [
        (lambda day: (day.toordinal(),), DAILY),
        (lambda day: day.isocalendar()[:2], WEEKLY),
        (lambda day: (day.year, day.month), MONTHLY),
    ]
    for period, count in rules:
        seen: set[tuple[int, ...]] = set()
        for each in reversed(line):  # the newest of each day, week and month
            found = period(local(each.at).date())
            if len(seen) < count and found not in seen:
                seen.add(found)
                stay.add(each.name)
    return [each for each in line if each.name in stay]


def local(at: Instant) -> datetime:
    """Return an instant as that computer's clock showed it; one outside the calendar gives the nearest end of it."""
    try:
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at.ms)
        return moment.astimezone(timezone(timedelta(minutes=at.offset)))
    except (OverflowError, ValueError):
        return datetime(9998 if at.ms > 0 else 1, 12, 31, tzinfo=UTC)


def file_name(stem: str, size: int, at: Instant, number: int = 1) -> str:
    """Return a backup's name without suffix: `practice 2026-11-22 0940 j000812`; `number` tells equal names apart."""
    again = f" {number}" if number > 1 else ""
    return f"{stem} {local(at):%Y-%m-%d %H%M} j{size:06d}{again}"


def is_scheduled(name: str) -> bool:
    """Return whether a backup has a name from `file_name`; one that was named by hand is never thinned out."""
    return re.fullmatch(r".* \d{4}-\d\d-\d\d \d{4} j\d{6,}( \d+)?", name) is not None


class State(StrEnum):
    """How safe the casebook is."""

    OK = "ok"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """What is known about a place: its folder, its newest verified backup, and what last went wrong there."""

    folder: str
    last: Backup | None
    problem: Said | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """How safe the casebook is: the short line, the sentence shown until the problem is solved, and the last backup."""

    state: State
    line: Said
    trouble: Said | None = None
    last: Backup | None = None


def status(places: Sequence[PlaceFacts], began: Instant, now: Instant) -> Status:
    """Return how safe a casebook is that was in use from `began` on.

    Red: no verified backup exists anywhere after 24 hours. Amber: a place is absent, or the last backup there failed.
    """
    last = newest(each.last for each in places if each.last)
    problems = [each.problem for each in places if each.problem]
    line = said(N_("Backed up {moment}, verified"), moment=local(last.at)) if last else said(N_("Not backed up yet"))
    if last is None and now.ms - began.ms >= DAY:
        why = problems[0] if problems else said(N_("Back it up in Settings."))
        return Status(State.RED, line, said(N_("There is no backup of this casebook. {why}"), why=why))
    if problems:
        return Status(State.AMBER, line, problems[0], last)
    return Status(State.OK, line, None, last)
