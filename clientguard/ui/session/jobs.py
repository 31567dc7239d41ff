"""Work off the screen: one function on a thread of its own, with progress and cancel; its end arrives on this one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from clientguard.errors import Cancelled, KnownError

_begun: set[Job] = set()  # those whose end has not arrived


class Job(QObject):
    """One piece of running work.

    `done(result)`, `failed(KnownError)` or `cancelled()` arrives once on the thread that made the job; any other
    exception is raised there, and so reaches the crash report. A job lives until its end has arrived, whatever became
    of its owner; nothing is reported to an owner that is gone.
    """

    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    progress = Signal(int, int)
    ended = Signal()
    _went = Signal(int, int)
    _arrived = Signal(object, object)

    def __init__(self, work: Callable[[Job], Any], owner: QObject | None = None) -> None:
        super().__init__()  # no child of its owner: it would go with it, and the thread could tell nobody of a fault
        self._work = work
        self._stop = threading.Event()
        self._forgotten = False
        self.well = False  # whether the work ended without an error; to be asked when it is not alive any more
        self._went.connect(self._go)
        self._arrived.connect(self._finish)
        self._thread = threading.Thread(target=self._run, name="job", daemon=True)
        if owner:
            owner.destroyed.connect(self.forget)

    def start(self) -> Job:
        """Begin; return the job itself."""
        _begun.add(self)
        self._thread.start()
        return self

    def cancel(self) -> None:
        """Ask the work to stop; it rolls back what it had begun."""
        self._stop.set()

    def wait(self, seconds: float | None = None) -> None:
        """Wait until the work has ended, or so many seconds; its result may still be on the way."""
        self._thread.join(seconds)

    def forget(self) -> None:
        """Report neither progress nor the end any more; a bug in the work is still raised."""
        self._forgotten = True

    def is_alive(self) -> bool:
        """Return whether the work is going on."""
        return self._thread.is_alive()

    def is_cancelled(self) -> bool:
        """Return whether the user asked to stop; called by the work."""
        return self._stop.is_set()

    def pause(self, seconds: float) -> None:
        """Wait before going on; called by the work. Raises Cancelled as soon as the user asks to stop."""
        if self._stop.wait(seconds):
            raise Cancelled

    def report(self, done: int, of: int) -> None:
        """Tell how far the work is; called by the work, from its thread."""
        if not self._forgotten:
            self._went.emit(done, of)

    def _run(self) -> None:
        result: Any = None
        error: BaseException | None = None
        try:
            result = self._work(self)
            self.well = True
        except BaseException as raised:  # noqa: BLE001 - it is raised again where the job was made
            error = raised
        self._work = _nothing
        self._arrived.emit(result, error)

    def _go(self, done: int, of: int) -> None:
        if not self._forgotten:  # it may have been since
            self.progress.emit(done, of)

    def _finish(self, result: Any, error: BaseException | None) -> None:  # noqa: ANN401
        try:
            match error:
                case None | Cancelled() | KnownError() if self._forgotten:
                    pass
                case None:
                    self.done.emit(result)
                case Cancelled():
                    self.cancelled.emit()
                case KnownError():
                    self.failed.emit(error)
                case _:
                    raise error
        finally:
            self.ended.emit()
            _begun.discard(self)
            self.deleteLater()


def _nothing(_job: Job) -> None:
    """Stand in for work that has ended, so that what it held is let go."""
