"""What the Edit menu acts on: the field, text or list that has the focus, or had it before the menu was opened."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
KEYS = {
    "undo": (Qt.Key.Key_Z, CTRL),
    "redo": (Qt.Key.Key_Z, CTRL | SHIFT),
    "cut": (Qt.Key.Key_X, CTRL),
    "copy": (Qt.Key.Key_C, CTRL),
    "paste": (Qt.Key.Key_V, CTRL),
    "select all": (Qt.Key.Key_A, CTRL),
}


class FocusedField(QObject):
    """Does what a key would do in the field with the focus, and says whether that would do anything."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._before: QWidget | None = None
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._moved)

    def _moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Remember where the focus is; a menu that was opened by keyboard has it only for a moment."""
        if now is not None and not isinstance(now, QMenuBar | QMenu):
            if self._before is not None:
                self._before.destroyed.disconnect(self._forget)
            self._before = now
            now.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self._before = None

    @property
    def widget(self) -> QWidget | None:
        """The widget with the focus, where it is in the window and is shown."""
        found = self._before
        if isinstance(found, QComboBox):
            found = found.lineEdit()
        usable = found is not None and found.window() is self._window and found.isVisible()
        return found if usable else None

    def can(self, key: str) -> bool:
        """Return whether the key would do something."""
        found = self.widget
        if isinstance(found, QLineEdit):
            return _in_a_line(found, key)
        if isinstance(found, QPlainTextEdit | QTextEdit):
            return _in_a_text(found, key)
        if isinstance(found, QAbstractItemView):
            return key == "copy" and found.selectionModel() is not None and found.selectionModel().hasSelection()
        if isinstance(found, QLabel):
            return key == "copy" and found.hasSelectedText()
        return False

    def do(self, key: str) -> None:
        """Do what the key does."""
        found = self.widget
        if found is None:
            return
        found.setFocus(Qt.FocusReason.MenuBarFocusReason)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(found, QKeyEvent(kind, *KEYS[key]))


def _has_clipboard() -> bool:
    return bool(QApplication.clipboard().text())


def _in_a_line(line: QLineEdit, key: str) -> bool:
    writable, shown = not line.isReadOnly(), line.echoMode() == QLineEdit.EchoMode.Normal
    return {
        "undo": writable and line.isUndoAvailable(),
        "redo": writable and line.isRedoAvailable(),
        "cut": writable and shown and line.hasSelectedText(),
        "copy": shown and line.hasSelectedText(),
        "paste": writable and _has_clipboard(),
        "select all": bool(line.text()),
    }[key]


def _in_a_text(text: QPlainTextEdit | QTextEdit, key: str) -> bool:
    writable, selected, document = not text.isReadOnly(), text.textCursor().hasSelection(), text.document()
    return {
        "undo": writable and document.isUndoAvailable(),
        "redo": writable and document.isRedoAvailable(),
        "cut": writable and selected,
        "copy": selected,
        "paste": writable and _has_clipboard(),
        "select all": not document.isEmpty(),
    }[key]
