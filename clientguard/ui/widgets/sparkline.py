"""A sign's small drawing: a bar for each day on which something was, as high as how much it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clientguard.ui.look.theme import tokens
from clientguard.ui.widgets.label import tip

WIDTH, HEIGHT, BAR, LEAST = 120, 28, 4, 2  # points; LEAST: of a bar that is nothing, which can still be seen


@dataclass(frozen=True, slots=True)
class Bar:
    """A day, and how much."""

    on: date
    value: float


class Sparkline(QWidget):
    """The bars from left to right as the days go, over a line; `told` says the same in words."""

    def __init__(self, bars: Sequence[Bar], told: str, tone: str = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bars = sorted(bars, key=lambda each: each.on)
        self._tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(told)
        self.setToolTip(tip(told))

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def places(self) -> list[QRectF]:
        """Return where each bar stands."""
        first, span = self.bars[0].on, max(1, (self.bars[-1].on - self.bars[0].on).days)
        most = max(*(each.value for each in self.bars), 0) or 1
        room, top = WIDTH - BAR, HEIGHT - 2
        found: list[QRectF] = []
        for each in self.bars:
            left = room * (each.on - first).days / span
            height = LEAST + (top - LEAST) * max(each.value, 0) / most
            found.append(QRectF(left, top - height, BAR, height))
        return found

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(0, HEIGHT - 1, WIDTH, 1, QColor(tokens().border))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens().tone(self._tone)[0]))
        for each in self.places() if self.bars else ():
            painter.drawRoundedRect(each, 1, 1)
