"""A state as a word with its icon, on the ground of its tone: never colour alone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clientguard.ui.look import icons
from clientguard.ui.look.theme import SECONDARY, font, tokens
from clientguard.ui.widgets.label import tip

ICONS = {
    "attention": "circle-alert",
    "stop": "octagon-pause",
    "met": "circle-check",
    "note": "circle-dot",
    "neutral": "circle",
    "released": "lock-open",
}
EDGES = 38  # points beside the word: icon, round ends
LEAST = 24  # characters of a long word that are never cut


class StateChip(QWidget):
    """A rounded word with an icon. `tone` is one of the theme's tones, or `released`; `least` characters stay uncut."""

    def __init__(
        self, text: str, tone: str, *, icon: str = "", least: int = LEAST, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._least = least
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.show_state(text, tone, icon=icon)

    @property
    def _font(self) -> QFont:
        return font(SECONDARY, bold=True)

    def show_state(self, text: str, tone: str, *, icon: str = "") -> None:
        """Show another state."""
        self.text, self.tone = text, tone
        self._icon = icon or ICONS[tone]
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def shown(self) -> str:
        """Return the word as there is room for it."""
        room = max(0, self.width() - EDGES + 2)
        return QFontMetrics(self._font).elidedText(self.text, Qt.TextElideMode.ElideRight, room)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font)
        return QSize(metrics.horizontalAdvance(self.text) + EDGES, metrics.height() + 8)

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(
            min(hint.width(), QFontMetrics(self._font).averageCharWidth() * self._least + EDGES), hint.height()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setToolTip(tip(self.text) if self.shown() != self.text else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        ink, ground = tokens().tone("note" if self.tone == "released" else self.tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(self.rect()), self.height() / 2, self.height() / 2)
        painter.drawPixmap(9, (self.height() - 14) // 2, icons.pixmap(self._icon, ink, 14, self.devicePixelRatioF()))
        painter.setPen(QColor(ink))
        painter.setFont(self._font)
        area = self.rect().adjusted(28, 0, -8, 0)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self.shown())


class Dot(QWidget):
    """A round icon on the ground of its tone, at the head of a row."""

    def __init__(self, icon: str, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._tone = icon, tone
        self.setFixedSize(34, 34)

    def paintEvent(self, _event: QPaintEvent) -> None:
        ink, ground = tokens().tone(self._tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawEllipse(self.rect())
        painter.drawPixmap(8, 8, icons.pixmap(self._icon, ink, 18, self.devicePixelRatioF()))
