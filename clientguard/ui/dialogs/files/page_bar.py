"""Turning pages: back, the number, forth."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from clientguard.texts import _
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.inputs import Number
from clientguard.ui.widgets.label import Label


class PageBar(QWidget):
    """The page that is wanted, of so many; page up and down turn it."""

    wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.previous = self._turn(_("Previous page"), "arrow-left", "PgUp", -1)
        self.page = Number()
        self.page.setAccessibleName(_("Page"))
        self.page.setKeyboardTracking(False)
        self.page.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.page.setMinimumWidth(52)
        self.page.valueChanged.connect(self._changed)
        self._of = Label("", "soft")
        self.next = self._turn(_("Next page"), "arrow-right", "PgDown", 1)
        for each in (self.previous, self.page, self._of, self.next):
            row.addWidget(each)
        self.count = 1

    @property
    def number(self) -> int:
        """The page that is wanted."""
        return self.page.value()

    def show_count(self, count: int) -> None:
        """Begin at the first of so many pages."""
        self.count = count
        self.page.setRange(1, count)
        self._of.setText(_("of {pages}", pages=count))
        self._enable()

    def _turn(self, text: str, icon: str, keys: str, step: int) -> QPushButton:
        made = button("", icon=icon)
        made.setAccessibleName(text)
        made.setToolTip(f"{text} · {keys}")
        made.setShortcut(keys)
        made.clicked.connect(lambda _checked=False: self.page.setValue(self.page.value() + step))
        return made

    def _changed(self, number: int) -> None:
        self._enable()
        self.wanted.emit(number)

    def _enable(self) -> None:
        self.previous.setEnabled(self.number > 1)
        self.next.setEnabled(self.number < self.count)
