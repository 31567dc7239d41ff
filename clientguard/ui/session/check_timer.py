"""Checks the open casebook in full, quietly, after an unclean end and weekly; one can work beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from clientguard.errors import KnownError
from clientguard.ui.session.job_slot import JobSlot, beside
from clientguard.ui.session.session import Session

if TYPE_CHECKING:  # the checks themselves are loaded when one is due: a window opens sooner
    from clientguard.actions.casebook.opening import Clock, Findings, Instant
    from clientguard.store.views.lists import Connection
    from clientguard.ui.session.jobs import Job

SOON = 20_000  # milliseconds after opening: the first pages and the first backup come before
OFTEN = 3_600_000  # between two looks whether it is due again


class CheckTimer(QObject):
    """Looks whether a full check is due, and makes it.

    `looked` says that there is news about the last one; `faulty(sentences)` that something is wrong.
    """

    looked = Signal()
    faulty = Signal(object)

    def __init__(self, session: Session, clock: Clock) -> None:
        super().__init__(session)
        self._session = session
        self._book = session.book
        self._clock = clock
        self._slot = JobSlot(beside(self))
        self.timer = QTimer(self, interval=SOON)
        self.timer.timeout.connect(self.look)
        self.timer.start()

    def look(self) -> None:
        """Check in full when that is due."""
        self.timer.setInterval(OFTEN)
        book, clock = self._book, self._clock

        def work(_db: Connection) -> bool:
            from clientguard.actions.casebook import opening

            return opening.is_check_due(book, clock=clock)

        self._session.read(work, lambda due: self.check() if due else None, self)

    def check(self) -> None:
        """Check in full, off the screen, unless that is being done."""
        book, clock = self._book, self._clock

        def work(job: Job) -> Findings:
            from clientguard.actions.casebook import opening

            return opening.check_in_full(book, clock=clock, cancelled=job.is_cancelled)

        if self._slot.run(work, done=self._seen, failed=self._failed, cancelled=self.looked.emit):
            self.looked.emit()

    @property
    def busy(self) -> bool:
        """Whether a check is going on."""
        return self._slot.busy

    def last(self) -> Instant | None:
        """Return when the casebook was last found whole; for a reading thread."""
        from clientguard.actions.casebook import opening

        return opening.last_check(self._book)

    def stop(self) -> None:
        """Check no more; what is running is given up."""
        self.timer.stop()
        self._slot.give_up()

    def is_still(self) -> bool:
        """Return whether no check is running."""
        return self._slot.is_still()

    def wait(self) -> None:
        """Wait until what is running has ended."""
        self._slot.wait()

    def _seen(self, found: Findings) -> None:
        if not found.valid:
            self.faulty.emit(list(found.faults))
        self.looked.emit()

    def _failed(self, error: KnownError) -> None:
        if self._book.moved:  # no fault of the file: it is not the one that is there now
            self._session.failed.emit(error)
        else:
            self.faulty.emit([error])
        self.looked.emit()
