"""Opening a casebook off the screen: checking it, and bringing an older one up to date, takes a while."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from clientguard.errors import Cancelled, KnownError

if TYPE_CHECKING:
    from clientguard.actions.casebook.older_file import OlderFile
    from clientguard.store.casebook.open_casebook import Casebook
    from clientguard.ui.session.jobs import Job


# What the window needs to show an open casebook, imported beside it: it answers meanwhile. Nothing of Qt is among it,
# whose classes are made when first named, which two threads must not do at once.
NEEDED = (
    *("actions.casebook.opening", "actions.money.climbing", "actions.records.checklist"),
    *("actions.records.opened_copies", "store.views.communication.conversations", "store.views.collecting.stops"),
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A casebook that was opened, its uid, and the time zone of its business; what it lacks, if it is an older file."""

    book: Casebook
    uid: str
    zone: str
    older: OlderFile | None = None


class _Attempt:
    """One opening. When it is given up, a casebook that it opened is closed."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._given_up = False
        self._opened: Opened | None = None
        self.job: Job | None = None

    def keep(self, opened: Opened) -> Opened:
        """Take what was opened; called by the job. Raises Cancelled when nobody wants it any more."""
        with self._guard:
            if not self._given_up:
                self._opened = opened
                return opened
        opened.book.close()
        raise Cancelled

    def give_up(self) -> None:
        """Want it no longer."""
        with self._guard:
            self._given_up = True
            opened, self._opened = self._opened, None
        if opened:
            opened.book.close()


class OpenJob(QObject):
    """Opens one casebook at a time; another one that is asked for takes the place of the one before.

    `migrating`: an older casebook is being backed up and brought to today's schema.
    """

    migrating = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._attempt: _Attempt | None = None

    @property
    def busy(self) -> bool:
        """Whether a casebook is being opened."""
        return self._attempt is not None

    def open(
        self,
        make: Callable[[], Opened],
        done: Callable[[Opened], object],
        failed: Callable[[KnownError], object],
    ) -> None:
        """Run `make`, which opens a casebook, on a thread of its own; then call `done` or `failed`."""
        from clientguard.ui.session.jobs import Job

        self.give_up()
        attempt = self._attempt = _Attempt()

        def work(_job: Job) -> Opened:
            opened = attempt.keep(make())
            for name in NEEDED:
                import_module(f"clientguard.{name}")
            return opened

        def show(opened: Opened) -> None:
            if attempt is self._attempt:
                self._attempt = None
                done(opened)

        def refuse(error: KnownError) -> None:
            if attempt is self._attempt:
                self._attempt = None
                failed(error)

        def end() -> None:
            if attempt is self._attempt:  # a fault of the program, which is told elsewhere
                self._attempt = None

        attempt.job = Job(work, self)
        attempt.job.done.connect(show)
        attempt.job.failed.connect(refuse)
        attempt.job.ended.connect(end)
        attempt.job.start()

    def give_up(self) -> None:
        """Open no longer what is being opened."""
        attempt, self._attempt = self._attempt, None
        if attempt:
            attempt.give_up()

    def finish(self) -> None:
        """Give up, and wait until nothing is open: the window closes."""
        job = self._attempt.job if self._attempt else None
        self.give_up()
        if job:
            job.wait()


def identified(book: Casebook) -> Opened:
    """Return a casebook that was just opened with its uid; if that cannot be read, it is closed."""
    from clientguard.actions.casebook.backups import edge
    from clientguard.store.views.business import business

    try:
        with book.read() as db:
            firm = business(db)
        return Opened(book, edge(book).uid, firm.time_zone if firm else "")
    except BaseException:
        book.close()
        raise
