"""Letting a window's events run while something is waited for."""

from PySide6.QtCore import QEventLoop, QTimer


def turn(milliseconds: int = 20) -> None:
    """Let events run for some milliseconds, and other threads with them: `QTest.qWait` keeps them from running."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
