"""A sum in its parts: one bar, and under it each part in words, so that no part is told by its colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from clientguard.ui.look.theme import tokens
from clientguard.ui.widgets.flow import Flow
from clientguard.ui.widgets.label import Label

HEIGHT, GAP, LEAST, SWATCH = 12, 2, 4, 10  # points


@dataclass(frozen=True, slots=True)
class BarPart:
    """A part: what it is, how much as text, its size, its tone; `dotted` tells two parts of one tone apart."""

    label: str
    amount: str
    size: int
    tone: str
    dotted: bool = False

    def brush(self) -> QBrush:
        """Return what it is painted with in the look in use."""
        style = Qt.BrushStyle.Dense4Pattern if self.dotted else Qt.BrushStyle.SolidPattern
        return QBrush(QColor(tokens().tone(self.tone)[0]), style)


class StackedBar(QWidget):
    """The parts that are not empty, one after the other, over their words and amounts."""

    def __init__(self, name: str, parts: Sequence[BarPart], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parts = [each for each in parts if each.size > 0]
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(_Bar(self.parts, self))
        legend = Flow(gap=16)
        for each in self.parts:
            legend.addWidget(_Entry(each, self))
        box.addLayout(legend)
        told = ", ".join(f"{each.label}: {each.amount}" for each in self.parts)
        self.setAccessibleName(f"{name}. {told}" if told else name)


class _Bar(QWidget):
    def __init__(self, parts: Sequence[BarPart], parent: QWidget) -> None:
        super().__init__(parent)
        self._parts = parts
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        total = sum(each.size for each in self._parts)
        room = self.width() - GAP * (len(self._parts) - 1) - LEAST * len(self._parts)
        left = 0.0
        for each in self._parts:
            width = LEAST + room * each.size / total  # the smallest part can be seen, too
            painter.setBrush(each.brush())
            painter.drawRoundedRect(QRectF(left, 0, width, HEIGHT), 2, 2)
            left += width + GAP


class _Entry(QWidget):
    """A part in words, behind a little of its colour."""

    def __init__(self, part: BarPart, parent: QWidget) -> None:
        super().__init__(parent)
        self._part = part
        box = QVBoxLayout(self)
        box.setContentsMargins(SWATCH + 8, 0, 0, 0)
        self.label = Label(f"{part.label}: {part.amount}", "secondary")
        box.addWidget(self.label)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._part.brush())
        painter.drawRoundedRect(QRectF(0, (self.height() - SWATCH) / 2, SWATCH, SWATCH), 2, 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
