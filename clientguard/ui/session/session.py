"""An open casebook and the one signal that says what changed in it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from clientguard import paths
from clientguard.actions.records.opened_copies import OpenedCopies
from clientguard.domain.changed import Changed
from clientguard.domain.records import KINDS
from clientguard.errors import DamagedError, KnownError
from clientguard.store.views.communication.conversations import Conversations
from clientguard.ui.session.from_mail import FromMail
from clientguard.ui.session.jobs import Job
from clientguard.ui.session.readings import Readings

if TYPE_CHECKING:
    from clientguard.actions.casebook.backups import Place
    from clientguard.actions.casebook.casebooks import Casebook
    from clientguard.store.views.lists import Connection

T = TypeVar("T")


class Session(QObject):
    """What the pages share: the casebook, the day, and the ways to read and to do something.

    `changed` carries every `Changed`; `failed` an error that no one else shows, and `settled` the same error once what
    had failed has succeeded.
    """

    changed = Signal(object)
    failed = Signal(object)
    settled = Signal(object)
    moved = Signal(object)  # the error, once the casebook's file was found to have been moved, replaced or deleted
    _checked = Signal(object)

    def __init__(self, book: Casebook, today: Callable[[], date] = date.today, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.book = book
        self.today = today
        self.layouts: dict[str, str] = {}  # columns and splitters by name: the window keeps them in the settings
        self.before_import: Callable[[Callable[[], bool]], None] = _nothing  # set by the backup timer
        self.places: Callable[[], list[Place]] = list  # where backups go; set by the backup timer
        self.copies = OpenedCopies(paths.data_dir() / "opened")  # that other programs were given to open
        self.conversations = Conversations()  # to be asked in reads only
        self._running: set[Job] = set()
        self._readings = Readings(book, self)
        self.from_mail = FromMail(self.read, self.today, self)
        self.changed.connect(self.from_mail.hear)
        self._is_moved = False  # whether that was told
        self.failed.connect(self._look_at_place)
        self._failing = ""  # what is being told about
        self._told_of: dict[str, KnownError] = {}  # what failed last, and was told, by what was to be done
        self.failed.connect(self._note)
        self._left = False  # whether results are no longer announced
        self._checked.connect(self._hear_of_check)
        book.when_checked(self._checked.emit)
        self._day = today()
        self._clock = QTimer(self, interval=60_000)
        self._clock.timeout.connect(self.look_at_clock)
        self._clock.start()

    def do(
        self,
        action: Callable[[Job], Any],
        *,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[KnownError], None] | None = None,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], None] | None = None,
    ) -> Job:
        """Run an action off the screen; then say what changed, then call `done` with what it returned.

        An error that is meant for people goes to `failed`, or to the window when nobody takes it.
        """
        job = Job(action, self)
        name = _name_of(action)
        self._running.add(job)
        job.done.connect(lambda _result: self._settle(name))
        job.done.connect(self._announce)
        if done:
            job.done.connect(done)
        job.failed.connect(lambda error: self._tell(name, failed or self.failed.emit, error))
        if failed:
            job.failed.connect(self._look_at_place)
        if progress:
            job.progress.connect(progress)
        if cancelled:
            job.cancelled.connect(cancelled)
        job.ended.connect(lambda: self._running.discard(job))
        return job.start()

    def read(
        self,
        work: Callable[[Connection], T],
        done: Callable[[T], object],
        owner: QObject,
        *,
        key: Hashable = None,
        failed: Callable[[KnownError], object] | None = None,
    ) -> None:
        """Read off the screen, then call `done` with what `work` found: the one way for a screen to read.

        `work` sees one moment of the casebook. A newer read of the same owner and `key` supersedes this one, and
        nothing arrives once the owner is gone. An error that is meant for people goes to `failed`, or to the window;
        damage always goes to the window, which leaves the casebook for the page of damaged ones.
        """

        name = _name_of(work)

        def refused(error: KnownError) -> None:
            if failed and not isinstance(error, DamagedError):
                self._tell(name, failed, error)
                self._look_at_place(error)
            else:
                self._tell(name, self.failed.emit, error)

        def arrived(found: T) -> None:
            self._settle(name)
            done(found)

        self._readings.ask(work, arrived, refused, owner, key)

    def finish(self) -> None:
        """Cancel the work that can be, and wait for the rest: its threads end before the casebook is closed.

        Their results are not reported.
        """
        self.cancel()
        for job in list(self._running):
            job.wait()
        self._readings.wait()

    def cancel(self) -> None:
        """Cancel the work that can be, and read nothing more; what still ends is not announced."""
        self._left = True
        self._readings.end()
        for job in list(self._running):
            job.cancel()
            job.forget()
        self.copies.remove()

    @property
    def left(self) -> bool:
        """Whether the casebook is being closed: nothing new is begun."""
        return self._left

    def is_still(self) -> bool:
        """Return whether every thread has ended that worked on the casebook."""
        working = any(job.is_alive() for job in self._running)
        return not working and self._readings.is_still() and not self.book.is_being_checked

    def look_at_clock(self) -> None:
        """Have everything read again when another day has begun: what is late follows from the day."""
        if self.today() != self._day:
            self._day = self.today()
            self.changed.emit(Changed(kinds=frozenset(KINDS)))

    @property
    def busy(self) -> bool:
        """Whether any work is running, or something that was asked for has not arrived."""
        return bool(self._running) or self._readings.busy

    @property
    def is_left(self) -> bool:
        """Whether the casebook is being closed: nothing more is begun then."""
        return self._left

    def _hear_of_check(self, error: BaseException | None) -> None:
        """Say when the check in the background found the file damaged; writing reports it as well."""
        if isinstance(error, KnownError):
            if not self._left:
                self.failed.emit(error)
        elif error is not None:
            raise error

    def _tell(self, name: str, failed: Callable[[KnownError], object], error: KnownError) -> None:
        """Tell that something failed; if that goes to the window, it is known what would settle it."""
        self._failing = name
        try:
            failed(error)
        finally:
            self._failing = ""

    def _note(self, error: KnownError) -> None:
        if self._failing:
            self._told_of[self._failing] = error

    def _settle(self, name: str) -> None:
        """Say that what had failed, and was told, has succeeded."""
        if error := self._told_of.pop(name, None):
            self.settled.emit(error)

    def _look_at_place(self, _error: KnownError) -> None:
        """Say so, once, when something failed because the file is no longer at its path."""
        if self.book.moved and not self._is_moved and not self._left:
            self._is_moved = True
            self.moved.emit(self.book.moved)

    def _announce(self, result: Any) -> None:  # noqa: ANN401
        changed = result if isinstance(result, Changed) else getattr(result, "changed", None)
        if isinstance(changed, Changed) and changed:
            self.changed.emit(changed)


def _name_of(work: Callable[..., object]) -> str:
    """Return what is to be done, by its place in the code: the same is done again from there."""
    return f"{getattr(work, '__module__', '')}:{getattr(work, '__qualname__', '')}"


def _nothing(_cancelled: Callable[[], bool]) -> None:
    """Stand in where nobody keeps backups."""
