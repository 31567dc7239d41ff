"""Windows and dialogs that are never larger than their screen."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QPoint, QSize
from PySide6.QtWidgets import QWidget

FRAME = QSize(16, 48)  # points that a desktop's frame and title bar take at most, before it says so

LEAST, USUAL = QSize(560, 320), QSize(1280, 800)  # of the main window; the least fits the smallest screen


def take_place(window: QWidget, remembered: str) -> None:
    """Give the main window the place it had (`place_of`), or its usual size, within the screen that there is now."""
    window.setMinimumSize(LEAST)
    if not (remembered and window.restoreGeometry(QByteArray.fromHex(remembered.encode()))):
        window.resize(USUAL)
    window.resize(window.size().boundedTo(room_for_window(window)))


def place_of(window: QWidget) -> str:
    """Return a window's place and size as text, to be remembered."""
    return bytes(window.saveGeometry().toHex().data()).decode()


def room_for_window(window: QWidget) -> QSize:
    """Return how large a window may be within its frame, in points."""
    around = window.frameGeometry().size() - window.size()
    return window.screen().availableGeometry().size() - around.expandedTo(FRAME)


def keep_in_sight(window: QWidget) -> None:
    """Move a window whose frame lies beyond the screen back onto it."""
    handle = window.windowHandle()
    if handle is None:
        return
    area, frame = window.screen().availableGeometry(), handle.frameGeometry()
    left = max(area.left(), min(frame.left(), area.right() + 1 - frame.width()))
    top = max(area.top(), min(frame.top(), area.bottom() + 1 - frame.height()))
    if (left, top) != (frame.left(), frame.top()):
        # Not by its frame: a window manager may take that position for the one within the frame.
        handle.setPosition(QPoint(left, top) + handle.position() - frame.topLeft())
