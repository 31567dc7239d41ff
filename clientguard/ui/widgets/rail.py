"""The left rail: the pages, with a count only where something needs the user; narrow windows show icons alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from clientguard.ui.widgets.icon import Icon
from clientguard.ui.widgets.label import Label, tip
from clientguard.ui.widgets.nav_item import NavItem

WIDE, NARROW = 208, 64


class Rail(QWidget):
    """The pages; `foot` ones stand at the bottom, over the status line. Up and Down go along."""

    chosen = Signal(str)
    timer_wanted = Signal()

    def __init__(
        self,
        brand: str,
        items: Sequence[tuple[str, str, str]],
        foot: Sequence[tuple[str, str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("rail", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(12, 20, 13, 14)
        self._box.setSpacing(3)
        head = QHBoxLayout()
        head.setContentsMargins(7, 0, 0, 14)
        head.setSpacing(8)
        left = Qt.AlignmentFlag.AlignLeft
        head.addWidget(Icon("shield-check", "accent", 22), 0, left)
        self._brand = Label(brand, "brand")
        head.addWidget(self._brand, 1)
        self._box.addLayout(head)
        self._group = QButtonGroup(self)
        self.items: dict[str, NavItem] = {}
        for entry in items:
            self._add(*entry)
        self._box.addStretch()
        self._timer = NavItem("clock", "", self)
        self._timer.setCheckable(False)
        self._timer.clicked.connect(self.timer_wanted)
        self._box.addWidget(self._timer)
        for entry in foot:
            self._add(*entry)
        line = QHBoxLayout()
        line.setContentsMargins(10, 10, 0, 0)
        line.setSpacing(8)
        self._mark = Icon("hard-drive", "soft", 16)
        self._status = Label("", "secondary", wrap=True)
        line.addWidget(self._mark, 0, left)
        line.addWidget(self._status, 1)
        self._box.addLayout(line)
        self._mark.hide()
        self.setFixedWidth(WIDE)

    def _add(self, key: str, icon: str, word: str) -> None:
        item = NavItem(icon, word, self)
        item.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
        self._group.addButton(item)
        item.setAutoExclusive(True)  # read as one of several, not as a box to tick
        self.items[key] = item
        self._box.addWidget(item)

    def choose(self, key: str) -> None:
        """Show which page is open; one that is not on the rail leaves it as it is, "" shows none."""
        if key in self.items:
            self.items[key].setChecked(True)
        elif not key:
            self._group.setExclusive(False)
            for item in self.items.values():
                item.setChecked(False)
            self._group.setExclusive(True)

    def show_timer(self, word: str, *, running: bool) -> None:
        """Show what the timer's button does, and how long it has been running."""
        self._timer.show_word(word)
        self._timer.show_icon("clock", "accent" if running else "soft")

    def set_badge(self, key: str, count: int) -> None:
        """Show how many things on a page need the user."""
        self.items[key].set_badge(count)

    def set_status(self, text: str, tone: str = "soft") -> None:
        """Say how the casebook is kept; `tone` is `stop` or `attention` when that needs the user."""
        self._status.setText(text)
        self._mark.show_icon("hard-drive" if tone == "soft" else "triangle-alert", tone)
        self._mark.setToolTip(tip(text))
        self._mark.setVisible(bool(text))

    def collapse(self, narrow: bool) -> None:
        """Show icons alone, or icons and words."""
        self.setFixedWidth(NARROW if narrow else WIDE)
        self._brand.setVisible(not narrow)
        self._status.setVisible(not narrow)
        for item in (*self.items.values(), self._timer):
            item.set_narrow(narrow)
