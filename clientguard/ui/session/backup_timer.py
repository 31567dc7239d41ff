"""Keeps the open casebook backed up: looks every minute whether a backup is due, and says how it stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from clientguard import paths
from clientguard.actions.casebook import backups, older_file
from clientguard.actions.casebook.backups import Clock, Outcome, Place
from clientguard.domain.casebook.backups import Event, Status, local
from clientguard.errors import KnownError
from clientguard.texts import _, current
from clientguard.ui.session.check_timer import CheckTimer
from clientguard.ui.session.job_slot import JobSlot, beside
from clientguard.ui.session.jobs import Job
from clientguard.ui.session.session import Session

if TYPE_CHECKING:
    from clientguard.settings import Settings

SOON = 10_000  # milliseconds until the first look: opening comes first
OFTEN = 60_000  # between two looks, which is how long a failure may stay unseen


class BackupTimer(QObject):
    """Backs up hourly when something changed, before an import, when asked, and at close.

    `looked` carries a `Status` after each look. One look runs at a time.
    """

    looked = Signal(object)

    def __init__(self, session: Session, settings: Settings, uid: str, clock: Clock | None = None) -> None:
        super().__init__(session)
        self._book = session.book
        self._session = session
        self._settings = settings
        self._clock: Clock = clock or backups.now
        self._uid = uid  # the casebook's: its backups lie under it
        self._line = backups.Line()
        self.slot = JobSlot(beside(self))
        self.status: Status | None = None
        self.check_timer = CheckTimer(session, self._clock)
        self.timer = QTimer(self, interval=SOON)
        self.timer.timeout.connect(self.look)
        self.timer.start()

    def places(self) -> list[Place]:
        """Return the folders that backups go to."""
        return [Place(Path(folder), made) for folder, made in self._settings.backup_folders(self._uid)]

    def look(self, event: Event = Event.HOUR) -> bool:
        """Back up where it is due, off the screen; return False while an earlier look is running."""
        if self.slot.busy:
            return False
        self.timer.setInterval(OFTEN)
        places = self.places()
        return self.slot.run(
            lambda job: self._back_up(job, places, event), done=self._seen, failed=self._session.failed.emit
        )

    def before_import(self, cancelled: Callable[[], bool]) -> None:
        """Back up what has changed; called by the import, from its thread. A place that fails stops nothing."""
        backups.back_up(
            self._book, self.places(), Event.IMPORT, clock=self._clock, cancelled=cancelled, line=self._line
        )

    def _back_up(self, job: Job, places: list[Place], event: Event) -> Outcome:
        return backups.back_up(
            self._book, places, event, clock=self._clock, cancelled=job.is_cancelled, line=self._line
        )

    def stop(self) -> None:
        """Stop looking; a look that is running is cancelled and not reported."""
        self.timer.stop()
        self.check_timer.stop()
        self.slot.give_up()

    def is_still(self) -> bool:
        """Return whether no look is running."""
        return self.check_timer.is_still() and self.slot.is_still()

    def close(self) -> None:
        """Wait for the running look, and back up what has changed since; a failure is told at the next start."""
        self.stop()
        self.check_timer.wait()
        self.slot.wait()
        try:
            older_file.keep(self._book, older_file.seen_in(paths.data_dir()))
            backups.back_up(self._book, self.places(), Event.CLOSE, clock=self._clock, line=self._line)
        except KnownError:  # a casebook that was lost to its drive: that was told when it happened
            return

    def _seen(self, outcome: Outcome) -> None:
        self.status = outcome.status
        self.looked.emit(outcome.status)


def short(status: Status, today: date) -> str:
    """Return the line at the foot of the rail: of today's backup, the hour is enough."""
    if status.last:
        moment = local(status.last.at)
        if moment.date() == today:
            return _("Backed up {time}, verified", time=f"{moment:%H:%M}")
    return current().say(status.line)
