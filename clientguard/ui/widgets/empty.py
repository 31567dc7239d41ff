"""What a list says while there is nothing in it: one sentence, one action."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientguard.ui.look.theme import tokens
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.label import Label


class EmptyState(QWidget):
    """A sentence and what to do first. Where there is nothing to do, it can itself have the focus, and shows that."""

    acted = Signal()

    def __init__(self, sentence: str, action: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 32, 0, 32)
        box.setSpacing(12)
        self.sentence = Label(sentence, "soft", wrap=True)
        box.addWidget(self.sentence)
        if action:
            self.button = button(action)
            self.button.clicked.connect(self.acted)
            self.setFocusProxy(self.button)
            box.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self.setAccessibleName(sentence)
        box.addStretch()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(tokens().accent), 2))
            around = self.sentence.geometry().adjusted(0, -8, 0, 8)
            painter.drawRoundedRect(QRectF(around).adjusted(1, 1, -1, -1), 6, 6)
