"""Windows and dialogs that are never larger than their screen."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

FRAME = QSize(16, 48)  # points that a desktop's frame and title bar take at most, before it says so


def room_for_window(window: QWidget) -> QSize:
    """Return how large a window may be within its frame, in points."""
    around = window.frameGeometry().size() - window.size()
    return window.screen().availableGeometry().size() - around.expandedTo(FRAME)
