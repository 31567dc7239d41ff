"""A row of Today: what, why, since when, the one button that does it, and the answers if it is a question."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientguard.ui.look.theme import tokens
from clientguard.ui.widgets.button import button, quiet
from clientguard.ui.widgets.chip import Dot
from clientguard.ui.widgets.flow import Beside, Flow
from clientguard.ui.widgets.label import Label, Line


class QueueRow(QWidget):
    """One next step. `acted`: its button; `opened`: the row itself was clicked, or Enter was pressed on it.

    `answered(which)`: one of its answers was chosen.
    """

    acted = Signal()
    opened = Signal()
    answered = Signal(int)

    def __init__(
        self,
        icon: str,
        tone: str,
        what: str,
        why: str,
        since: str,
        action: str,
        *,
        primary: bool = False,
        answers: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(what)
        self.setAccessibleDescription(" ".join(part for part in (why, since) if part))
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 12, 4, 12)
        row.setSpacing(14)
        row.addWidget(Dot(icon, tone), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(1)
        self.what, self.why = Label(what, "strong", wrap=True), Label(why, "soft", wrap=True)
        self.since = Line(since, "soft")
        words.addWidget(self.what)
        words.addWidget(self.why)
        self.answers = [quiet(each, self) for each in answers]
        if self.answers:
            words.addLayout(self._answers(what))
        line = Beside(gap=14)
        line.addLayout(words)
        line.addWidget(self.since)
        self.button = button(action, primary=primary)
        self.button.setAccessibleName(f"{action}: {what}")
        self.button.clicked.connect(self.acted)
        line.addWidget(self.button)
        row.addLayout(line, 1)

    def _answers(self, what: str) -> Flow:
        line = Flow()
        for which, made in enumerate(self.answers):
            made.setAccessibleName(f"{made.text()}: {what}")
            made.clicked.connect(lambda _checked=False, which=which: self.answered.emit(which))
            line.addWidget(made)
        return line

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = tokens()
        painter = QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect(), QColor(look.hover))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(look.line))
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(look.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -2), 6, 6)
