"""The left rail: the pages, with a count only where something needs the user; narrow windows show icons alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clientguard.ui.theme import SECONDARY, font, theme, tokens
from clientguard.ui.widgets.button import tinted
from clientguard.ui.widgets.icon import Icon
from clientguard.ui.widgets.label import Label

WIDE, NARROW = 208, 64


class RailItem(QPushButton):
    """One page's button, with a count at its end."""

    def __init__(self, icon: str, word: str, parent: QWidget) -> None:
        super().__init__(f"  {word}", parent)
        self.icon_name, self.word = icon, word
        self.badge = 0
        self.setProperty("railitem", True)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setAccessibleName(word)
        self.setIconSize(QSize(18, 18))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.toggled.connect(self.tint)
        self.tint()

    def tint(self) -> None:
        """Paint the icon in the colour of the item's state."""
        tinted(self, self.icon_name, "accent" if self.isChecked() else "soft")

    def set_badge(self, count: int) -> None:
        """Show a count, or none for 0."""
        self.badge = count
        self.setAccessibleName(f"{self.word} {count}" if count else self.word)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.badge:
            return
        ink, ground = tokens().tone("attention")
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(SECONDARY - 0.5, bold=True))
        text = str(self.badge) if self.badge < 100 else "99+"
        width = max(20, QFontMetrics(painter.font()).horizontalAdvance(text) + 12)
        narrow = self.width() < 80
        area = QRectF(self.width() - width - (2 if narrow else 9), 2 if narrow else self.height() / 2 - 9, width, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(area, 9, 9)
        painter.setPen(QColor(ink))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), text)


class Rail(QWidget):
    """The pages; `foot` ones stand at the bottom, over the status line."""

    chosen = Signal(str)

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
        self._box.setContentsMargins(12, 18, 13, 14)
        self._box.setSpacing(2)
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 0, 10)
        head.setSpacing(8)
        head.addWidget(Icon("shield-check", "accent", 22))
        self._brand = Label(brand, "brand")
        head.addWidget(self._brand, 1)
        self._box.addLayout(head)
        self._group = QButtonGroup(self)
        self.items: dict[str, RailItem] = {}
        for entry in items:
            self._add(*entry)
        self._box.addStretch()
        for entry in foot:
            self._add(*entry)
        self._status = Label("", "secondary", wrap=True)
        self._status.setContentsMargins(8, 8, 0, 0)
        self._box.addWidget(self._status)
        self.setFixedWidth(WIDE)
        theme().changed.connect(self._retint)

    def _add(self, key: str, icon: str, word: str) -> None:
        item = RailItem(icon, word, self)
        item.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
        self._group.addButton(item)
        self.items[key] = item
        self._box.addWidget(item)

    def _retint(self) -> None:
        for item in self.items.values():
            item.tint()

    def choose(self, key: str) -> None:
        """Show which page is open."""
        if key in self.items:
            self.items[key].setChecked(True)

    def set_badge(self, key: str, count: int) -> None:
        """Show how many things on a page need the user."""
        self.items[key].set_badge(count)

    def set_status(self, text: str) -> None:
        """Say how the casebook is kept."""
        self._status.setText(text)

    def collapse(self, narrow: bool) -> None:
        """Show icons alone, or icons and words."""
        self.setFixedWidth(NARROW if narrow else WIDE)
        self._brand.setVisible(not narrow)
        self._status.setVisible(not narrow)
        for item in self.items.values():
            item.setText("" if narrow else f"  {item.word}")
            item.setToolTip(item.word if narrow else "")
