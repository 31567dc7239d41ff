"""Waiting until what a window asked the casebook for has been read and is shown, and what stands open beside it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.exceptions import TimeoutError as QtTimeoutError

from benches.turns import run_what_is_due, wait_for_event
from clientguard.ui.app.app import App

T = TypeVar("T")


def is_reading() -> bool:
    """Return whether a window opens or reads something."""
    application = QApplication.instance()
    assert application is not None
    apps = application.findChildren(App)
    sessions = [each.window.session for each in apps if each.window.session is not None]
    return any(each.opener.busy for each in apps) or any(each._readings.busy for each in sessions)


def nothing_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing begin by itself a while after opening: no helper that reads files, no search for proposals."""
    monkeypatch.setattr("clientguard.ui.session.file_reader.WAITS", (1 << 30, 1 << 30))
    monkeypatch.setattr("clientguard.ui.session.from_mail.LATER", 1 << 30)


def settle() -> None:
    """Wait until what was asked for has been read and is shown."""
    while is_reading():  # what is shown may ask for more
        wait_until(lambda: not is_reading())


def wait_until(condition: Callable[[], object], seconds: float = 20) -> None:
    """Wait until something is so and is shown; an AssertionError says that it is not so yet.

    It is looked at after each event, so that no time goes by once it is so. `seconds` are for a slow machine: only a
    test that fails takes so long.
    """
    if _is_so(condition):
        return
    end = time.monotonic() + seconds
    while not _is_so(condition):
        if time.monotonic() > end:
            raise QtTimeoutError(f"not so within {seconds} seconds")
        wait_for_event()
    run_what_is_due()


def _is_so(condition: Callable[[], object]) -> bool:
    try:
        return bool(condition())
    except AssertionError:
        return False


def looked_at(read: Callable[[], T]) -> T:
    """Return what a list shows once the rows that are looked at have been read."""
    settle()
    read()
    settle()
    return read()


def left_open(window: QMainWindow) -> list[str]:
    """Return the windows that stand open beside the main one."""
    return [
        f"{type(each).__name__} {each.windowTitle()!r}"
        for each in QApplication.topLevelWidgets()
        if each.isVisible() and each is not window
    ]


def in_front(wanted: tuple[type, ...]) -> QWidget | None:
    """Return the window in front: one of the wanted ones, or what shuts out all others. The guide shuts out none."""
    active = QApplication.activeWindow()
    return active if type(active) in wanted else QApplication.activeModalWidget()
