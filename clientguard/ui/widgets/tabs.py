"""Underlined words that choose a part of a page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from clientguard.texts import _
from clientguard.ui.widgets.button import Button, hairline, quiet

GAP = 20  # points between words


class Tabs(QWidget):
    """One of several; the arrow keys go along. Words that find no room are in a menu at the end."""

    chosen = Signal(str)

    def __init__(self, items: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self._group = QButtonGroup(self)
        self._group.buttonToggled.connect(lambda _button, on: self._fit() if on else None)
        self.buttons: dict[str, QPushButton] = {}
        for key, word in items:
            made = Button(word.replace("&", "&&"), self)
            made.setProperty("tab", True)
            made.setCheckable(True)
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            made.setCursor(Qt.CursorShape.PointingHandCursor)
            made.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            self._group.addButton(made)
            made.setAutoExclusive(True)  # read as one of several, not as a box to tick
            self.buttons[key] = made
            row.addWidget(made)
        self.more = quiet(_("More"), self)
        self.menu = QMenu(self.more)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.more.setMenu(self.menu)
        self.more.hide()
        row.addWidget(self.more)
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
        self.buttons[key].setText(word.replace("&", "&&"))
        self._fit()

    def _fit(self) -> None:
        """Show the words that there is room for, the chosen one among them."""
        widths = {made: made.sizeHint().width() + GAP for made in self.buttons.values()}
        room = self.width() + GAP
        if sum(widths.values()) <= room:
            shown = set(widths)
        else:
            room -= self.more.sizeHint().width() + GAP
            shown = {made for made in widths if made.isChecked()}
            room -= sum(widths[made] for made in shown)
            for made, width in widths.items():
                if made in shown:
                    continue
                room -= width
                if room < 0:
                    break
                shown.add(made)
        for made in widths:
            made.setVisible(made in shown)
        self.more.setVisible(len(shown) < len(widths))

    def _fill_menu(self) -> None:
        self.menu.clear()
        for made in self.buttons.values():
            if made.isHidden():
                action = QAction(made.text(), self.menu)
                action.triggered.connect(made.click)
                self.menu.addAction(action)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
