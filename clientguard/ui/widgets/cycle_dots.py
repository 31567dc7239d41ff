"""How late each billing cycle was: a dot each over the line of the due date, the higher the later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from clientguard.ui.look.theme import tokens
from clientguard.ui.widgets.label import tip

HEIGHT, STEP, RADIUS = 30, 14, 4  # points: as high as the figure beside it
LEAST = 14  # days that the figure reaches at least, so that a day or two look like little


@dataclass(frozen=True, slots=True)
class CycleDot:
    """A cycle: how many days late, its tone, the words for it; `running` while it is still open: a ring."""

    days: int
    tone: str
    text: str
    running: bool = False


class CycleDots(QWidget):
    """The dots, the last cycle at the end. What it shows is told in words, too."""

    def __init__(self, dots: Sequence[CycleDot], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.dots = dots
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        told = ", ".join(each.text for each in dots)
        self.setAccessibleName(told)
        self.setToolTip(tip(told))

    def sizeHint(self) -> QSize:
        return QSize(STEP * max(1, len(self.dots)), HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        due = HEIGHT - RADIUS - 2
        painter.setPen(QPen(QColor(tokens().border), 1))
        painter.drawLine(QPointF(0, due), QPointF(self.width(), due))
        most = max(LEAST, *(each.days for each in self.dots), LEAST)
        for place, each in enumerate(self.dots):
            ink = QColor(tokens().tone(each.tone)[0])
            painter.setPen(QPen(ink, 2))
            painter.setBrush(QColor(tokens().window) if each.running else ink)
            height = due - (due - RADIUS - 2) * each.days / most
            painter.drawEllipse(QPointF(STEP * (place + 0.5), height), RADIUS, RADIUS)
        painter.setPen(Qt.PenStyle.NoPen)
