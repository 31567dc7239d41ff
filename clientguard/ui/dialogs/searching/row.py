"""Draws a row of the search box: its icon and name, what tells it apart at the end, and the passage below.

The words that were found are bold. They are drawn as text with formats, never as mark-up: the text is the user's.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from clientguard.domain.records.found_words import marks
from clientguard.domain.records.query import Term
from clientguard.ui.look.theme import SECONDARY, font, tokens

_ROLE = int(Qt.ItemDataRole.UserRole)
DATA, DETAIL, PASSAGE, TERMS = _ROLE, _ROLE + 1, _ROLE + 2, _ROLE + 3
Index = QModelIndex | QPersistentModelIndex


class Row(QStyledItemDelegate):
    """A row of one line, or of two where a passage was found."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        height = max(34, QFontMetrics(font()).height() + 12)
        if index.data(PASSAGE):
            height += QFontMetrics(font(SECONDARY)).height() + 2
        return QSize(0, height)  # never wider than the list

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        area: QRect = option.rect.adjusted(2, 0, -2, 0)
        _ground(painter, area, option.state)
        area = area.adjusted(8, 0, -8, 0)
        terms = index.data(TERMS) or ()
        if passage := index.data(PASSAGE) or "":
            low = QFontMetrics(font(SECONDARY)).height()
            below = QRect(area.left() + 28, area.bottom() - low - 5, area.width() - 28, low)
            _words(painter, below, passage, terms, font(SECONDARY), tokens().soft)
            area.setBottom(below.top() - 1)
            area.setTop(area.top() + 4)
        sign = index.data(int(Qt.ItemDataRole.DecorationRole))
        if sign:
            sign.paint(painter, QRect(area.left(), area.center().y() - 8, 18, 18))
        area.setLeft(area.left() + 28)
        _line(painter, area, index.data() or "", index.data(DETAIL) or "", terms)
        painter.restore()


def _ground(painter: QPainter, area: QRect, state: QStyle.StateFlag) -> None:
    look = tokens()
    if state & QStyle.StateFlag.State_Selected:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.weak))
        painter.drawRoundedRect(area, 6, 6)
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(QColor(look.accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(area).adjusted(1, 1, -1, -1), 6, 6)


def _line(painter: QPainter, area: QRect, name: str, detail: str, terms: Sequence[Term]) -> None:
    small = QFontMetrics(font(SECONDARY))
    room = max(area.width() // 3, area.width() - QFontMetrics(font(bold=True)).horizontalAdvance(name) - 16)
    detail = small.elidedText(detail, Qt.TextElideMode.ElideRight, room)
    left = area.width() - (small.horizontalAdvance(detail) + 16 if detail else 0)
    _words(painter, QRect(area.left(), area.top(), left, area.height()), name, terms, font(), tokens().ink)
    painter.setPen(QColor(tokens().soft))
    painter.setFont(font(SECONDARY))
    painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), detail)


def _words(painter: QPainter, area: QRect, text: str, terms: Sequence[Term], face: QFont, ink: str) -> None:
    """Draw a text on one line, the found words in it bold, and cut what is too long for the area."""
    layout = _laid(text, terms, face)
    room = area.width()
    while layout.lineAt(0).naturalTextWidth() > area.width() and room > 0:
        room -= max(4, int(layout.lineAt(0).naturalTextWidth() - area.width()) // 2)
        layout = _laid(QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, room), terms, face)
    painter.setPen(QColor(ink))
    top = area.top() + (area.height() - layout.lineAt(0).height()) / 2
    layout.draw(painter, QPointF(area.left(), top))


def _laid(text: str, terms: Sequence[Term], face: QFont) -> QTextLayout:
    layout = QTextLayout(text, face)
    bold = QTextCharFormat()
    bold.setFontWeight(QFont.Weight.DemiBold)
    bold.setForeground(QColor(tokens().ink))
    ranges: list[QTextLayout.FormatRange] = []
    for start, end in marks(text, terms):
        each = QTextLayout.FormatRange()
        each.format = bold  # type: ignore[reportAttributeAccessIssue]
        each.start = _units(text[:start])  # type: ignore[reportAttributeAccessIssue]
        each.length = _units(text[start:end])  # type: ignore[reportAttributeAccessIssue]
        ranges.append(each)
    layout.setFormats(ranges)
    layout.beginLayout()
    line = layout.createLine()
    if line.isValid():
        line.setLineWidth(1_000_000)
    layout.endLayout()
    return layout


def _units(text: str) -> int:
    """Return how long a text is for Qt, which counts in UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
