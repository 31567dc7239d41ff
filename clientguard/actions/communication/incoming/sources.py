"""Sources that are read again: mailboxes, folders of a mail program, watched folders; only what is new enters (P5.1).

They are settings of this computer, by the casebook's uid. The caller hands them in as plain data and keeps what comes
back, as it does with backup folders: `Source.plain` and `Seen.plain` are what a JSON file can hold. Neither says
anything about anybody's mail: a file that was read is a digest of its place, with its size and time.

What was read counts as read only as long as the casebook is the one that took it in: with a backup in its place, or
once other people are known, everything is read again. What is on record already is recognised.
"""

from __future__ import annotations

import dataclasses
import hashlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, cast

from clientguard.actions.communication.import_mail import Progress, Skipped
from clientguard.actions.communication.incoming.import_any import PLAIN, Batch, TakenIn, take_in
from clientguard.actions.communication.incoming.other_files import HowToRead
from clientguard.domain.communication.addresses import address_key
from clientguard.domain.records import Client
from clientguard.domain.wording import N_, Said, said
from clientguard.errors import KnownError
from clientguard.exchange import thunderbird
from clientguard.exchange.mail import mail_files
from clientguard.exchange.unread import Mark, Marks
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal import entry_log
from clientguard.store.journal.clock import Clock, now
from clientguard.store.records.lookup import find_records
from clientguard.store.views import addresses

MOST_WATCHED = 200  # files and folders
MOST_MERGES = 20  # from one client to the next
_BEYOND = 1 << 63  # numbers that neither the casebook nor a file can have


@dataclass(frozen=True, slots=True)
class Source:
    """A place that is read again: for one client, or for those whose its mail is (None).

    `gone_ms`: since when it has not been there, in ms since 1970 UTC; 0 if it is there. `read_ms`: when it was read
    last; 0 if it never was.
    """

    path: Path
    client: int | None = None
    gone_ms: int = 0
    read_ms: int = 0

    def plain(self) -> dict[str, Any]:
        """Return it as the settings hold it."""
        return {"path": str(self.path), "client": self.client or 0, "gone": self.gone_ms, "read": self.read_ms}


@dataclass(frozen=True, slots=True)
class Seen:
    """What was read of a casebook's sources: the marks of each by its path, the casebook, and who was known then.

    `entry` is the last entry of the journal, by number and hash; `known` is a digest of the known addresses.
    """

    entry: tuple[int, str] = (0, "")
    known: str = ""
    marks: Mapping[str, Marks] = field(default_factory=dict[str, Marks])

    def plain(self) -> dict[str, Any]:
        """Return it as a file of this computer holds it."""
        return {"entry": self.entry, "known": self.known, "marks": self.marks}


@dataclass(frozen=True, slots=True)
class SourcesRead:
    """What came of reading the sources: what was imported, and what the caller keeps, sources and what was seen."""

    taken: TakenIn
    sources: tuple[Source, ...]
    seen: Seen

    @property
    def gone(self) -> tuple[Source, ...]:
        """The sources that are not there."""
        return tuple(each for each in self.sources if each.gone_ms)


def found_profiles() -> list[tuple[str, Path]]:
    """Return name and folder of each Thunderbird profile of this user that has mail; it may run as a job."""
    return [(each.name, each.folders[0].parent) for each in thunderbird.profiles()]


def places_to_watch(sources: Iterable[Source], most: int = MOST_WATCHED) -> list[Path]:
    """Return the files and folders in which something new may come in: the sources, and the folders below them.

    It walks through them, so it runs as a job; `most` keeps the system's list of what it watches short.
    """
    found: list[Path] = []
    for each in sources:
        if each.path.is_dir():
            for folder in thunderbird.mail_folders(each.path):
                found += islice((Path(at) for at, _below, _names in os.walk(folder)), most)
        else:
            found += (place for place in (each.path, each.path.parent) if place.exists())
    return list(dict.fromkeys(found))[:most]


def sources_from(plain: Any) -> list[Source]:  # noqa: ANN401
    """Return the sources that the settings hold; what makes no sense is left out."""
    items = cast("list[Any]", plain) if isinstance(plain, list) else []
    rows: list[dict[str, Any]] = [each for each in items if isinstance(each, dict)]
    return [
        Source(
            Path(each["path"]),
            _number(each.get("client")) or None,
            *(_number(each.get(part)) for part in ("gone", "read")),
        )
        for each in rows
        if isinstance(each.get("path"), str) and each["path"]
    ]


def seen_from(plain: Any) -> Seen:  # noqa: ANN401
    """Return what was seen as a file holds it; nothing of it if it makes no sense, and all is read again."""
    try:
        seq, leaf = plain["entry"]
        marks = {
            str(path): {str(key): _mark(*one) for key, one in found.items()} for path, found in plain["marks"].items()
        }
        return Seen((_counted(seq), str(leaf)), str(plain["known"]), marks)
    except (KeyError, TypeError, ValueError, OverflowError, IndexError, AttributeError):
        return Seen()


def _mark(size: Any, time: Any, last: Any, number: Any, around: Any) -> Mark:  # noqa: ANN401
    return Mark(_counted(size), int(time), _counted(last), _counted(number), str(around))


def _counted(value: Any) -> int:  # noqa: ANN401
    found = int(value)
    if not 0 <= found < _BEYOND:
        raise ValueError(value)
    return found


def added(book: Casebook, sources: Sequence[Source], path: Path, client: int | None) -> list[Source]:
    """Return the sources with one more; KnownError if it is not there, cannot be read, or is a source already."""
    whole = path.expanduser().absolute()
    book.refuse_own([whole])
    if problem := _problem(whole):
        raise KnownError(
            N_("{path} cannot be a source. {reason}"),
            kept=N_("Nothing was changed."),
            path=str(whole),
            reason=problem,
        )
    if any(each.path == whole for each in sources):
        raise KnownError(N_("{path} is a source already."), kept=N_("Nothing was changed."), path=str(whole))
    return [*sources, Source(whole, client)]


def read_sources(
    book: Casebook,
    sources: Sequence[Source],
    seen: Seen,
    *,
    whole: bool = False,
    own: Iterable[str] = (),
    how: HowToRead = PLAIN,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    clock: Clock = now,
) -> SourcesRead:
    """Import what is new in the sources, in one transaction; all that is in them, if `whole`.

    A source that is not there is kept, with the time since when; its marks too, for when it is back. `progress` counts
    in KB; it may run as a job. If cancelled, nothing is written (Cancelled), and the caller keeps what it has.
    """
    plan = _Plan(clock)
    with book.read() as db:
        known = _known(db)
        same = not whole and _is_same(db, seen.entry)
        for each in sources:
            usable = same and (each.client is not None or seen.known == known)
            plan.add(db, each, seen.marks.get(str(each.path), {}) if usable else {})
    taken = take_in(book, plan.batches, own=own, how=how, progress=progress, cancelled=cancelled)
    marks = {**plan.marks, **dict(zip(plan.read, taken.marks, strict=True))}
    with book.read() as db:
        after = Seen(_last_entry(db), known, marks)
    taken = dataclasses.replace(taken, unreadable=(*plan.unreadable, *taken.unreadable))
    return SourcesRead(taken, tuple(plan.sources), after)


class _Plan:
    """What is to be read of the sources: a batch for each that is there."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.sources: list[Source] = []  # as they are now
        self.batches: list[Batch] = []
        self.read: list[str] = []  # the path of the source of each batch
        self.marks: dict[str, Marks] = {}  # of those that are not read
        self.unreadable: list[Skipped] = []

    def add(self, db: Connection, source: Source, marks: Marks) -> None:
        """Add a source, with the marks by which what was read of it before is passed over."""
        path = str(source.path)
        client = None if source.client is None else _living(db, source.client)
        gone_ms = (source.gone_ms or self._clock().ms) if _is_gone(source.path) else 0
        problem = None if gone_ms else _problem(source.path)
        if source.client is not None and client is None:
            problem = said(N_("Its client is no longer on record."))
        if problem:
            self.unreadable.append(Skipped(path, "", problem))
        read_ms = source.read_ms if problem or gone_ms else self._clock().ms
        self.sources.append(dataclasses.replace(source, gone_ms=gone_ms, read_ms=read_ms))
        if problem or gone_ms:
            self.marks[path] = marks
            return
        is_folder = source.path.is_dir()
        folders = thunderbird.mail_folders(source.path) if is_folder else (source.path,)
        self.batches.append(Batch(source.path if is_folder else source.path.parent, folders, client, marks))
        self.read.append(path)


def _is_gone(path: Path) -> bool:
    try:
        return not path.exists()
    except OSError:  # a share that cannot be reached
        return True


def _problem(path: Path) -> Said | None:
    """Return why a place cannot be read at all; None if it can."""
    try:
        if path.is_dir():
            with os.scandir(path) as entries:
                next(entries, None)
        else:
            with path.open("rb"):
                pass
    except OSError as error:
        return mail_files.why(error)
    except ValueError:  # a NUL in it, or half a character
        return said(N_("No file can have this name."))
    return None


def _living(db: Connection, client: int) -> int | None:
    """Return a client that is on record, or the one that it was merged into; None if there is neither."""
    for _step in range(MOST_MERGES):
        found = find_records(db, Client, "t.id = ?", client, removed=True)
        if not found or not found[0].merged_into:
            break
        client = found[0].merged_into
    return client if find_records(db, Client, "t.id = ?", client) else None


def _known(db: Connection) -> str:
    """Return a digest that is another one once somebody else is known, or known to belong elsewhere."""
    people = {(each.client, address_key(each.address)) for each in addresses.known_parties(db) if each.address}
    own = {(0, address_key(each)) for each in addresses.own_addresses(db)}
    return hashlib.blake2b(repr(sorted(people | own)).encode(), digest_size=12).hexdigest()


def _last_entry(db: Connection) -> tuple[int, str]:
    size = entry_log.frontier(db).size
    return size, entry_log.leaf(db, size).hex()


def _is_same(db: Connection, entry: tuple[int, str]) -> bool:
    """Return whether a journal goes on from an entry: not if an older casebook, or another one, is in its place."""
    seq, leaf = entry
    return seq > 0 and entry_log.leaf(db, seq).hex() == leaf


def _number(value: object) -> int:
    return value if type(value) is int and 0 < value < _BEYOND else 0
