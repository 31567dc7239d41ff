"""Work off the screen: its end, its progress and its errors arrive on the thread of the screen."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clientguard.errors import Cancelled, KnownError
from clientguard.ui.session.jobs import Job


def test_the_result_arrives_where_the_job_was_made(qtbot: QtBot):
    threads: list[threading.Thread] = []
    job = Job(lambda _job: threads.append(threading.current_thread()) or 7)
    results: list[object] = []
    job.done.connect(lambda result: (results.append(result), threads.append(threading.current_thread())))
    with qtbot.waitSignal(job.ended):
        job.start()
    assert results == [7]
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()


def test_progress_arrives_in_order(qtbot: QtBot):
    def work(job: Job) -> None:
        for number in range(3):
            job.report(number, 3)

    seen: list[tuple[int, int]] = []
    job = Job(work)
    job.progress.connect(lambda done, of: seen.append((done, of)))
    with qtbot.waitSignal(job.ended):
        job.start()
    assert seen == [(0, 3), (1, 3), (2, 3)]


@pytest.mark.parametrize(("error", "signal"), [(KnownError("No."), "failed"), (Cancelled(), "cancelled")])
def test_an_expected_end_has_a_signal_of_its_own(qtbot: QtBot, error: Exception, signal: str):
    def work(_job: Job) -> None:
        raise error

    job = Job(work)
    ends: list[str] = []
    for name in ("done", "failed", "cancelled"):
        getattr(job, name).connect(lambda *_args, name=name: ends.append(name))
    with qtbot.waitSignal(job.ended):
        job.start()
    assert ends == [signal]


def test_the_work_learns_that_it_is_to_stop(qtbot: QtBot):
    begun = threading.Event()

    def work(job: Job) -> None:
        begun.set()
        while not job.is_cancelled():
            pass
        raise Cancelled

    job = Job(work)
    with qtbot.waitSignal(job.cancelled):
        job.start()
        assert begun.wait(5)
        job.cancel()


def test_a_fault_is_raised_where_the_job_was_made(qtbot: QtBot):
    job = Job(lambda _job: 1 / 0)
    with qtbot.capture_exceptions() as caught, qtbot.waitSignal(job.ended):
        job.start()
    assert caught[0][0] is ZeroDivisionError


class Owner(QObject):
    """Owns a job, and hears of its end with a function that is no method of its own."""

    def __init__(self, work: Callable[[Job], object]) -> None:
        super().__init__()
        self.heard: list[object] = []
        self.job = Job(work, self)
        self.job.done.connect(lambda result: self.heard.append(result))
        self.job.start()


@pytest.mark.parametrize("with_fault", [False, True])
def test_a_job_may_outlive_its_owner(qtbot: QtBot, *, with_fault: bool):
    go_on = threading.Event()

    def work(job: Job) -> int:
        assert go_on.wait(5)
        job.report(1, 2)
        return 1 // 0 if with_fault else 7

    owner = Owner(work)
    heard, job, ends = owner.heard, owner.job, []
    job.ended.connect(lambda: ends.append(True))
    owner.deleteLater()
    del owner
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    with qtbot.capture_exceptions() as caught:
        go_on.set()
        qtbot.waitUntil(lambda: bool(ends))
    assert heard == []
    assert [each[0] for each in caught] == ([ZeroDivisionError] if with_fault else [])
