"""Room for one job: a second is not begun, and the room is free again before anybody hears how the first ended."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from clientguard.errors import Cancelled, KnownError
from clientguard.ui.session.job_slot import JobSlot, beside
from clientguard.ui.session.jobs import Job


@pytest.fixture
def slot(qapp: QObject) -> JobSlot:
    return JobSlot(beside(qapp))


def refuse(error: Exception) -> None:
    raise error


@pytest.mark.parametrize(
    ("error", "expected"),
    [(None, "done"), (KnownError("No."), "failed"), (Cancelled(), "cancelled")],
)
def test_it_is_free_again_when_its_end_is_heard(qtbot: QtBot, slot: JobSlot, error: Exception | None, expected: str):
    heard: list[tuple[str, bool]] = []
    assert slot.run(
        lambda _job: refuse(error) if error else None,
        done=lambda _result: heard.append(("done", slot.busy)),
        failed=lambda _error: heard.append(("failed", slot.busy)),
        cancelled=lambda: heard.append(("cancelled", slot.busy)),
    )
    assert slot.busy
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [(expected, False)]


def test_a_second_job_is_not_begun_while_the_first_runs(qtbot: QtBot, slot: JobSlot):
    go_on = threading.Event()
    heard: list[object] = []
    assert slot.run(lambda _job: go_on.wait(10), done=heard.append, failed=heard.append)
    assert not slot.run(lambda _job: "second", done=heard.append, failed=heard.append)
    assert not slot.is_still()
    go_on.set()
    slot.wait()
    assert slot.is_still()
    qtbot.waitUntil(lambda: not slot.busy)
    assert heard == [True]


def test_a_cancelled_job_hears_of_it_and_one_that_is_given_up_is_not_heard(qtbot: QtBot, slot: JobSlot):
    def work(job: Job) -> None:
        while True:
            job.pause(10)

    heard: list[str] = []
    end = {"done": heard.append, "failed": heard.append}
    slot.run(work, cancelled=lambda: heard.append("cancelled"), **end)
    slot.cancel()
    qtbot.waitUntil(lambda: heard == ["cancelled"])
    slot.run(work, cancelled=lambda: heard.append("heard"), **end)
    slot.give_up()
    qtbot.waitUntil(lambda: not slot.busy)
    assert heard == ["cancelled"]


def test_a_fault_of_the_program_leaves_the_room_free(qtbot: QtBot, slot: JobSlot):
    with qtbot.capture_exceptions() as caught:
        slot.run(lambda _job: 1 / 0, done=print, failed=print)
        qtbot.waitUntil(lambda: bool(caught))
    assert not slot.busy


def test_a_job_that_is_begun_at_the_end_of_another_keeps_its_room(qtbot: QtBot, slot: JobSlot):
    go_on, heard = threading.Event(), []

    def goes_on(first: str) -> None:
        heard.append(first)
        slot.run(lambda _job: go_on.wait(5), done=heard.append, failed=refuse)

    slot.run(lambda _job: "first", done=goes_on, failed=refuse)
    qtbot.waitUntil(lambda: heard == ["first"])  # by then the first one has said that it ended
    assert slot.busy
    go_on.set()
    qtbot.waitUntil(lambda: heard == ["first", True])
    assert not slot.busy
