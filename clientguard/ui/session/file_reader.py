"""Reads the texts of attached files while nothing else is asked for, so that the search finds what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from clientguard.domain.changed import Changed
from clientguard.domain.records import Attachment
from clientguard.errors import KnownError
from clientguard.ui.session.job_slot import JobSlot
from clientguard.ui.session.jobs import Job
from clientguard.ui.session.session import Session

if TYPE_CHECKING:
    from clientguard.actions.records.file_words import FilesRead

WAITS = (8_000, 1_500)  # milliseconds after opening, when the first pages come before, and after a change
SIGN_FROM = 3  # files that are read before it is worth a word


class FileReader(QObject):
    """Looks for files that were not read yet, after opening and whenever one was attached, and reads them in a job.

    `reading(True)` is said once it takes a while, `reading(False)` when it has ended.
    """

    reading = Signal(bool)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._slot = JobSlot(session.do)
        self._again = False
        self._told = False
        self.timer = QTimer(self, singleShot=True, interval=WAITS[0])
        self.timer.timeout.connect(self.read)
        session.changed.connect(self._changed)
        self.timer.start()

    @property
    def busy(self) -> bool:
        """Whether files are being read."""
        return self._slot.busy

    def read(self) -> None:
        """Read what was not read yet, unless that is being done: then once more after it."""
        if self._session.left:
            return
        book = self._session.book

        def work(job: Job) -> FilesRead:
            from clientguard.actions.records.file_words import index_files  # late: a window opens sooner without

            return index_files(book, job.is_cancelled, lambda done: job.report(done, 0))

        self._again = not self._slot.run(
            work,
            done=self._done,
            failed=self._failed,
            progress=self._progress,
            cancelled=self._ended,
        )

    def _changed(self, changed: Changed) -> None:
        if Attachment.kind.name in changed.kinds:
            self.timer.start(WAITS[1])

    def _progress(self, done: int, _of: int) -> None:
        if done >= SIGN_FROM and not self._told:
            self._told = True
            self.reading.emit(True)

    def _done(self, _read: FilesRead) -> None:
        self._ended()
        if self._again:
            self.read()

    def _failed(self, error: KnownError) -> None:
        self._ended()
        self._session.failed.emit(error)

    def _ended(self) -> None:
        if self._told:
            self._told = False
            self.reading.emit(False)
