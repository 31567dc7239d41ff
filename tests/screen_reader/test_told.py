"""What a screen reader is told of every page, form and dialog, read over AT-SPI by another process, as Orca does."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from benches import screens
from clientguard.actions.casebook import sample
from tests.screen_reader.rules import Node, wrong

SCREENS = 90  # and more are shown; with fewer, the walk has stopped early


class Reader:
    """The process that reads windows over AT-SPI."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self._process = QProcess()
        self._process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        self._process.start("/usr/bin/python3", [str(Path(__file__).with_name("dump.py")), str(os.getpid())])

    def read(self, window: QWidget) -> list[Node]:
        """Return what is told of a window."""
        self._process.write(f"{window.windowTitle()}\n".encode())
        self._qtbot.waitUntil(self._has_answered, timeout=30_000)
        return json.loads(bytes(self._process.readLine().data()))

    def _has_answered(self) -> bool:
        assert self._process.state() != QProcess.ProcessState.NotRunning, "the process that reads has ended"
        return self._process.canReadLine()

    def stop(self) -> None:
        self._process.closeWriteChannel()
        self._process.waitForFinished()


@pytest.fixture
def reader(qtbot: QtBot) -> Iterator[Reader]:
    made = Reader(qtbot)
    yield made
    made.stop()


@pytest.mark.screen
@pytest.mark.skipif("QT_LINUX_ACCESSIBILITY_ALWAYS_ON" not in os.environ, reason="run .ci/screen-reader")
@pytest.mark.qt_log_ignore("does not implement", extend=True)  # of Qt's own AT-SPI
def test_every_page_form_and_dialog_can_be_read(qapp: QApplication, reader: Reader, tmp_path: Path):
    book = tmp_path / "sample.casebook"
    sample.create_sample(book, date.today()).close()
    qapp.setQuitOnLastWindowClosed(False)
    app = screens.started(tmp_path)
    found: dict[str, list[str]] = {}
    for name, widget in screens.walk(app, book):
        told = reader.read(widget.window())
        found[name] = list(wrong(told, ticked(widget), page=widget is app.window))
    screens.stop(app)
    assert {name: each for name, each in found.items() if each} == {}
    assert len(found) >= SCREENS


def ticked(root: QWidget) -> set[str]:
    """Return the names of what can be ticked or switched on by itself: boxes, and the filters above a list."""
    chips = [each for each in root.findChildren(QPushButton) if each.property("filterchip")]
    found = [*root.findChildren(QCheckBox), *chips]
    return {each.accessibleName() or each.text().replace("&", "") for each in found}
