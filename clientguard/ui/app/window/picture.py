"""A picture of the first screen, written to a file instead of being shown for long."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QTimer
from PySide6.QtGui import QGuiApplication, QPixmap

from clientguard import output, texts
from clientguard.errors import KnownError
from clientguard.texts import N_
from clientguard.ui.widgets.on_screen import USUAL

if TYPE_CHECKING:
    from clientguard.ui.app.app import App

PAUSE = 100  # milliseconds between two looks whether the screen has everything, and before it is drawn


def save_first_screen(app: App, path: Path) -> None:
    """Save a picture of the window, as PNG, once it shows what it read; then close the window.

    Without a display the window gets its usual size: the screen that Qt makes up is smaller than any real one.
    """
    if QGuiApplication.platformName() == "offscreen":
        app.window.resize(USUAL)
    still = 0

    def look() -> None:
        nonlocal still
        still = 0 if _is_busy(app) else still + 1
        if still < 3:  # what was read is laid out in the turns after
            QTimer.singleShot(PAUSE, look)
            return
        _write(app.window.grab(), path, app.book.path if app.book else None)
        app.window.close()

    look()


def _is_busy(app: App) -> bool:
    session = app.window.session
    return app.opener.busy or (session is not None and session.busy)


def _write(picture: QPixmap, path: Path, casebook: Path | None) -> None:
    data = QBuffer()
    data.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.save(data, "PNG")
    try:
        output.write_whole(path, bytes(data.data().data()), N_("Nothing was changed."), casebook)
    except KnownError as error:
        sys.stderr.write(f"{texts.current().error(error)}\n")
