"""One window, for benches/start.py: reports when it is drawn, then waits until its standard input is closed.

python -m benches.child bare          an empty PySide6 window
python -m benches.child app FILE      ClientGuard with a casebook; also reports its first page with content

Both import the same three Qt modules before the window, so that they differ only by ClientGuard.
"""

from __future__ import annotations

import os
import sys
import time
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSocketNotifier, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget


def say(what: str) -> None:
    """Report on standard error that something has been drawn."""
    sys.stderr.write(f"{what} {time.monotonic_ns()}\n")
    sys.stderr.flush()


class FirstPaint(QObject):
    """Reports once when its window is drawn, at the same event as ClientGuard."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, D102 - Qt's own
        if event.type() in (QEvent.Type.Paint, QEvent.Type.UpdateRequest):
            watched.removeEventFilter(self)
            say("mapped")
            if os.environ.get("CLIENTGUARD_TRACE_START") == "quit":
                QTimer.singleShot(0, QApplication.quit)
        return False


def wait_for_the_end(close: Any) -> None:
    """Call `close` once standard input ends."""
    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, QGuiApplication.instance())
    notifier.activated.connect(lambda: (notifier.setEnabled(False), close()))


def bare() -> int:
    """Show an empty window of ClientGuard's size."""
    application = QApplication(sys.argv[:1])
    window = QWidget()
    window.setWindowTitle("bare")
    window.resize(1280, 800)
    window.installEventFilter(FirstPaint(window))
    wait_for_the_end(application.quit)
    window.show()
    return application.exec()


def app(file: str) -> int:
    """Start ClientGuard as its own command does, and report when its first page is drawn."""
    from clientguard.ui.app import app as program

    shown = program.App.show_opened

    def show(self: program.App, *arguments: Any, **options: Any) -> None:
        shown(self, *arguments, **options)
        QTimer.singleShot(0, lambda: drawn(self))

    def drawn(self: program.App) -> None:
        if self.window.session is not None and self.window.session.busy:  # what the page shows is being read
            QTimer.singleShot(1, lambda: drawn(self))
            return
        self.window.repaint()
        say("page")
        wait_for_the_end(self.window.close)

    program.App.show_opened = show  # type: ignore[method-assign]
    return program.start([file])


if __name__ == "__main__":
    sys.exit(bare() if sys.argv[1] == "bare" else app(sys.argv[2]))
