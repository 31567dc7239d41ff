"""Keys of every dialog: Ctrl+Return presses the primary button, as it saves a form; F1 opens the guide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

if TYPE_CHECKING:
    from clientguard.ui.app.frame import Frame

KEYS = ("Ctrl+Return", "Ctrl+Enter")
HELP = "F1"


class DialogKeys(QObject):
    """Gives the keys to each dialog that has none of its own, once the focus comes into it."""

    def __init__(self, window: Frame, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = window
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._give)

    def _give(self, _before: QWidget | None, now: QWidget | None) -> None:
        dialog = now.window() if now is not None else None
        if not isinstance(dialog, QDialog):
            return
        own = dialog.findChildren(QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly)
        taken = {each.key().toString() for each in own}
        if taken.isdisjoint(KEYS):
            for key in KEYS:
                made = QShortcut(QKeySequence(key), dialog)
                made.activated.connect(lambda: press_primary(dialog))
        if HELP not in taken:
            made = QShortcut(QKeySequence(HELP), dialog)
            made.activated.connect(lambda: self._show_guide(dialog))

    def _show_guide(self, dialog: QDialog) -> None:
        """Open the page of the guide that belongs to a dialog, over it."""
        from clientguard.ui.app.window.help import show_guide  # late: it comes with the first question

        show_guide(self._window, dialog)


def press_primary(dialog: QDialog) -> None:
    """Press the primary button of a dialog, where it can be pressed."""
    for each in dialog.findChildren(QPushButton):
        if each.property("primary") and each.isVisible() and each.isEnabled():
            each.click()
            return
