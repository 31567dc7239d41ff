"""What an hour brings beside the rate that is aimed for: a small bar under the figure (P7.1)."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from clientguard.domain.judgement.worth import ASKS
from clientguard.ui.look.theme import tokens
from clientguard.ui.pages.compare.model import PART

THICK, BELOW, BESIDE = 3, 5, 8  # points: of the bar, and what is free under and beside it
FULL = 1.5  # of the target: a longer bar would say no more


class TargetBar(QStyledItemDelegate):
    """The figure as text, as everywhere; under it how much of the target that is, with a mark at the whole of it."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the cell, then the bar."""
        super().paint(painter, option, index)
        part = index.data(PART)
        if part is None:
            return
        room = QRectF(option.rect).adjusted(BESIDE, 0, -BESIDE, 0)
        bar = QRectF(room.left(), room.bottom() - BELOW, room.width(), THICK)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens().line))
        painter.drawRoundedRect(bar, 1, 1)
        painter.setBrush(QColor(tokens().tone("attention" if part < ASKS else "met")[0]))
        painter.drawRoundedRect(QRectF(bar.left(), bar.top(), bar.width() * length(part), THICK), 1, 1)
        painter.fillRect(QRectF(bar.left() + bar.width() / FULL - 1, bar.top() - 2, 1, THICK + 4), QColor(tokens().ink))
        painter.restore()


def length(part: float) -> float:
    """Return how much of its room a bar takes, from 0 to 1."""
    return min(max(part, 0), FULL) / FULL
