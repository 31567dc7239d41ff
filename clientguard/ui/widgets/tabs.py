"""Underlined words that choose a part of a page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clientguard.ui.widgets.button import hairline


class Tabs(QWidget):
    """One of several; the arrow keys go along."""

    chosen = Signal(str)

    def __init__(self, items: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(18)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        for key, word in items:
            made = QPushButton(word, self)
            made.setProperty("tab", True)
            made.setCheckable(True)
            made.setAutoDefault(False)
            made.setCursor(Qt.CursorShape.PointingHandCursor)
            made.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            self._group.addButton(made)
            self.buttons[key] = made
            row.addWidget(made)
        row.addStretch()
        box.addLayout(row)
        box.addWidget(hairline())

    def choose(self, key: str) -> None:
        """Show which one is chosen."""
        self.buttons[key].setChecked(True)

    def current(self) -> str:
        """Return the key of the chosen one."""
        return next((key for key, made in self.buttons.items() if made.isChecked()), "")

    def rename(self, key: str, word: str) -> None:
        """Show another word, such as one with a count."""
        self.buttons[key].setText(word)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = list(self.buttons)
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        key = keys[(keys.index(self.current() or keys[0]) + step) % len(keys)]
        self.buttons[key].setFocus()
        self.buttons[key].click()
