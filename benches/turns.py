"""Letting a window's events run while something is waited for."""

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

ROUNDS = (
    5  # a text that wraps changes the height of what it stands in, and that of what is around it, with the next one
)


def turn(milliseconds: int = 20) -> None:
    """Let events run for some milliseconds, and other threads with them: `QTest.qWait` keeps them from running."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_for_event(milliseconds: int = 20) -> None:
    """Let events run, and wait for the next one for some milliseconds at most; other threads run meanwhile."""
    timer = QTimer(singleShot=True, interval=milliseconds)
    timer.start()
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def run_what_is_due() -> None:
    """Let events run until everything that they asked for is laid out and drawn, without waiting for anything."""
    for _round in range(ROUNDS):
        QApplication.processEvents()
