"""Reads the sources: at the start, when something in them changes, and on demand; remembers whom to ask about."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from clientguard.domain.changed import Changed
from clientguard.domain.communication.addresses import address_key
from clientguard.errors import KnownError
from clientguard.texts import current
from clientguard.ui.session.job_slot import JobSlot

if TYPE_CHECKING:
    from clientguard.actions.communication.incoming.import_any import TakenIn
    from clientguard.actions.communication.incoming.sources import Source, SourcesRead
    from clientguard.domain.communication.unmatched import Unmatched
    from clientguard.settings import Settings
    from clientguard.ui.session.jobs import Job
    from clientguard.ui.session.session import Session

SOON = 20_000  # milliseconds after opening: the first pages and the first backup come before
SETTLED = 5_000  # after a change: a mail program writes for a while


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of the sources; `quiet`: nobody asked for it. `new` is how many senders are asked about since."""

    found: SourcesRead
    watched: Sequence[Path]
    quiet: bool
    new: int = 0

    @property
    def changed(self) -> Changed:
        """What it changed in the casebook."""
        return self.found.taken.changed

    @property
    def taken(self) -> TakenIn:
        """What came in."""
        return self.found.taken


class SourceKeeper(QObject):
    """The sources of the open casebook. One reading runs at a time, and is cancelled when the casebook is closed.

    `begun`, `progressed` (done, of how many) and `ended` tell of a reading: a `Reading`, the error, or None if it was
    cancelled. `shifted`: the sources, or the senders to ask about, are others now.
    """

    begun = Signal()
    progressed = Signal(int, int)
    ended = Signal(object)
    shifted = Signal()

    def __init__(self, session: Session, settings: Settings, uid: str) -> None:
        super().__init__(session)
        self._session = session
        self._settings = settings
        self._uid = uid
        self._slot = JobSlot(session.do)
        self._backed_up = False  # whether a quiet reading has had its backup
        self._again = False  # whether to read once more when the running reading ends
        self._watcher: QFileSystemWatcher | None = None
        self._senders: dict[str, Unmatched] = {}
        self.last: TakenIn | None = None  # what came in with the last reading
        self.timer = QTimer(self, singleShot=True, interval=SOON)
        self.timer.timeout.connect(lambda: self.read(quiet=True))
        if self._settings.sources.get(uid) and session.book.writable:
            self.timer.start()

    @property
    def sources(self) -> list[Source]:
        """The sources, in the order in which they were added."""
        from clientguard.actions.communication.incoming.sources import sources_from

        return sources_from(self._settings.sources.get(self._uid))

    @property
    def senders(self) -> tuple[Unmatched, ...]:
        """The senders who are on no record, those of whom a client is proposed first."""
        return tuple(sorted(self._senders.values(), key=lambda each: (each.client is None, -each.messages)))

    @property
    def busy(self) -> bool:
        """Whether a reading is running."""
        return self._slot.busy

    @property
    def writable(self) -> bool:
        """Whether something can come in: not into a casebook that is open for reading only."""
        return self._session.book.writable

    def keep(self, sources: Iterable[Source]) -> None:
        """Have these sources from now on."""
        self._settings.sources[self._uid] = [each.plain() for each in sources]
        self._settings.save()
        self.shifted.emit()

    def remove(self, path: Path) -> None:
        """Have a source no longer; what came from it stays on record."""
        self.keep(each for each in self.sources if each.path != path)

    def answered(self, addresses: Iterable[str]) -> None:
        """Ask no more about these senders, and read again for those who are known now."""
        for each in addresses:
            self._senders.pop(address_key(each), None)
        self.shifted.emit()
        self.read(quiet=True)

    def cancel(self) -> None:
        """Stop the running reading; nothing of it is written."""
        self._again = False
        self._slot.cancel()

    def read(self, *, quiet: bool = False) -> bool:
        """Read what is new in the sources, off the screen; return False if there are none, or nothing can come in.

        While a reading is running, another one follows it.
        """
        sources = self.sources
        if not sources or not self.writable or self._session.is_left:
            return False
        if self._slot.busy:
            self._again = True
            return True
        self.timer.stop()
        self._begin(sources, quiet=quiet)
        self.begun.emit()
        return True

    def _begin(self, sources: Sequence[Source], *, quiet: bool) -> None:
        from clientguard.actions.communication.incoming import sources as reading
        from clientguard.actions.communication.incoming.other_files import HowToRead

        session, book = self._session, self._session.book
        seen = reading.seen_from(self._settings.sources_seen(self._uid))
        backed_up, self._backed_up = self._backed_up, True

        def work(job: Job) -> Reading:
            if not (quiet and backed_up):  # a folder that changes all day does not make a backup each time
                session.before_import(job.is_cancelled)
            found = reading.read_sources(
                book,
                sources,
                seen,
                how=HowToRead(say=current().say),
                progress=job.report,
                cancelled=job.is_cancelled,
            )
            return Reading(found, reading.places_to_watch(found.sources), quiet)

        self._slot.run(
            work,
            done=lambda found: self._done(found, seen.known),
            failed=self._failed,
            progress=self.progressed.emit,
            cancelled=lambda: self._end(None),
        )

    def _done(self, done: Reading, known: str) -> None:
        """Keep what was read. Sources that were added or taken away meanwhile stay so."""
        now = {each.path: each for each in done.found.sources}
        self.keep(now.get(each.path, each) for each in self.sources)
        self._settings.keep_sources_seen(self._uid, done.found.seen.plain())
        self.last = done.taken
        new = self._ask(done.taken.unmatched, everything=known != done.found.seen.known)
        self._watch(done.watched)
        self._end(dataclasses.replace(done, new=new))

    def _ask(self, found: Iterable[Unmatched], *, everything: bool) -> int:
        """Note whom to ask about, and return how many are new; once everything was read again, the counts are whole."""
        before = self._senders
        self._senders = {} if everything else dict(before)
        new = 0
        for each in found:
            key = address_key(each.address)
            earlier = self._senders.get(key)
            new += key not in before
            more = earlier.messages if earlier else 0
            last = max(each.last_ms, earlier.last_ms if earlier else 0)
            self._senders[key] = dataclasses.replace(each, messages=each.messages + more, last_ms=last)
        return new

    def _failed(self, error: KnownError) -> None:
        self._end(error)

    def _end(self, how: Reading | KnownError | None) -> None:
        self.shifted.emit()
        self.ended.emit(how)
        if self._again:
            self._again = False
            self.read(quiet=True)

    def _watch(self, places: Sequence[Path]) -> None:
        """Hear of changes in these places: a file that was replaced is another one for the system."""
        if self._watcher is None:
            self._watcher = QFileSystemWatcher(self)
            self._watcher.directoryChanged.connect(self._heard)
            self._watcher.fileChanged.connect(self._heard)
        watched, wanted = {*self._watcher.files(), *self._watcher.directories()}, {str(each) for each in places}
        if gone := watched - wanted:
            self._watcher.removePaths(sorted(gone))
        if new := wanted - watched:
            self._watcher.addPaths(sorted(new))

    def _heard(self, _path: str) -> None:
        self.timer.start(SETTLED)
