"""Ctrl+Return in every dialog: it presses the primary button, as it saves a form."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

KEYS = ("Ctrl+Return", "Ctrl+Enter")


class DialogKeys(QObject):
    """Gives the keys to each dialog that has none of its own, once the focus comes into it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._give)

    def _give(self, _before: QWidget | None, now: QWidget | None) -> None:
        dialog = now.window() if now is not None else None
        if not isinstance(dialog, QDialog):
            return
        own = dialog.findChildren(QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if any(each.key().toString() in KEYS for each in own):
            return
        for key in KEYS:
            made = QShortcut(QKeySequence(key), dialog)
            made.activated.connect(lambda: press_primary(dialog))


def press_primary(dialog: QDialog) -> None:
    """Press the primary button of a dialog, where it can be pressed."""
    for each in dialog.findChildren(QPushButton):
        if each.property("primary") and each.isVisible() and each.isEnabled():
            each.click()
            return
