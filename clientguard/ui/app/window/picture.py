"""A picture of the first screen, written to a file instead of being shown for long."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QTimer
from PySide6.QtGui import QGuiApplication, QPixmap

from clientguard import output, texts
from clientguard.errors import KnownError
from clientguard.texts import N_
from clientguard.ui.widgets.on_screen import USUAL

if TYPE_CHECKING:
    from clientguard.ui.app.main_window import MainWindow

PAUSE = 100  # milliseconds between two looks whether the screen has everything, and before it is drawn


def save_first_screen(window: MainWindow, path: Path, is_opening: Callable[[], bool]) -> None:
    """Save a picture of the window, as PNG, once a casebook is open and what it shows is read; then close the window.

    Without a display the window gets its usual size: the screen that Qt makes up is smaller than any real one.
    """
    if QGuiApplication.platformName() == "offscreen":
        window.resize(USUAL)
    still = 0

    def look() -> None:
        nonlocal still
        session = window.session
        still = 0 if is_opening() or (session and session.busy) else still + 1
        if still < 3:  # what was read is laid out in the turns after
            QTimer.singleShot(PAUSE, look)
            return
        _write(window.grab(), path, session.book.path if session else None)
        window.close()

    look()


def _write(picture: QPixmap, path: Path, casebook: Path | None) -> None:
    data = QBuffer()
    data.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.save(data, "PNG")
    try:
        output.write_whole(path, bytes(data.data().data()), N_("Nothing was changed."), casebook)
    except KnownError as error:
        sys.stderr.write(f"{texts.current().error(error)}\n")
