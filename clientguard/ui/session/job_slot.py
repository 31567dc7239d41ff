"""Room for one job: a second one is not begun while the first runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from clientguard.errors import KnownError
from clientguard.ui.session.jobs import Job

Do = Callable[..., Job]  # as `Session.do`


class JobSlot:
    """Holds the job that runs, if one does. It is empty again before anybody hears how the job ended.

    `do` begins a job: `Session.do`, or `beside(owner)` if no casebook is open or its pages need not know.
    """

    def __init__(self, do: Do) -> None:
        self._do = do
        self._job: Job | None = None

    @property
    def busy(self) -> bool:
        """Whether a job is running, or its end is on the way."""
        return self._job is not None

    def run(
        self,
        work: Callable[[Job], Any],
        *,
        done: Callable[[Any], object],
        failed: Callable[[KnownError], object],
        progress: Callable[[int, int], object] | None = None,
        cancelled: Callable[[], object] | None = None,
    ) -> bool:
        """Begin a job; return False, and begin nothing, while one is running."""
        if self._job:
            return False

        def leave(then: Callable[..., object] | None) -> Callable[..., None]:
            def left(*ended: Any) -> None:  # noqa: ANN401
                if self._job is job:  # else another one was begun at its end
                    self._job = None
                if then:
                    then(*ended)

            return left

        job = self._do(work, done=leave(done), failed=leave(failed), progress=progress, cancelled=leave(cancelled))
        job.ended.connect(leave(None))  # a fault of the program ends it too
        self._job = job
        return True

    def cancel(self) -> None:
        """Ask what runs to stop."""
        if self._job:
            self._job.cancel()

    def give_up(self) -> None:
        """Ask the running job to stop, and do not report its end."""
        if self._job:
            self._job.cancel()
            self._job.forget()

    def is_still(self) -> bool:
        """Return whether no thread is at work any more."""
        return self._job is None or not self._job.is_alive()

    def wait(self) -> None:
        """Wait until what runs has ended; its result may still be on the way."""
        if self._job:
            self._job.wait()


def beside(owner: QObject) -> Do:
    """Return what begins jobs that belong to `owner` and to no session."""

    def do(
        work: Callable[[Job], Any],
        *,
        done: Callable[[Any], None],
        failed: Callable[[KnownError], None],
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], None],
    ) -> Job:
        job = Job(work, owner)
        job.done.connect(done)
        job.failed.connect(failed)
        job.cancelled.connect(cancelled)
        if progress:
            job.progress.connect(progress)
        return job.start()

    return do
