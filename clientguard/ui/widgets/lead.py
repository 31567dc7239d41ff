"""A sentence that begins in semibold. Plain text, laid out here: a label could do it only with mark-up."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QResizeEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from clientguard.ui.look.theme import font, tokens
from clientguard.ui.widgets.label import unbroken
from clientguard.ui.widgets.thai_lines import broken_between_words


class LeadText(QWidget):
    """`lead` in semibold, then `text`, in the ink of a token; it wraps and keeps its height."""

    def __init__(self, lead: str, text: str, token: str = "ink", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._token = token
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_text(lead, text)

    def show_text(self, lead: str, text: str) -> None:
        """Show other words."""
        self._lead, self._text = lead, text
        self.setAccessibleName(self.text())
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Return all of it."""
        return " ".join(part for part in (self._lead, self._text) if part)

    def _layout(self, width: int) -> tuple[QTextLayout, float]:
        layout = QTextLayout(broken_between_words(unbroken(self.text())), font())
        bold = QTextCharFormat()
        bold.setFontWeight(QFont.Weight.DemiBold)
        marked = QTextLayout.FormatRange()
        marked.start, marked.length, marked.format = (
            0,
            len(broken_between_words(self._lead).encode("utf-16-le")) // 2,
            bold,
        )
        layout.setFormats([marked])
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout, height

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._layout(width)[1] + 0.5)

    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(320))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(self.width()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        layout, height = self._layout(self.width())
        painter = QPainter(self)
        painter.setPen(QColor(getattr(tokens(), self._token)))
        layout.draw(painter, QPointF(0, max(0.0, (self.height() - height) / 2)))
