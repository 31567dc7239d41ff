"""A row of Today: what, why, since when, and the one button that does it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.chip import Dot
from clientguard.ui.widgets.label import Label


class QueueRow(QWidget):
    """One next step. `acted`: its button; `opened`: the row itself was clicked."""

    acted = Signal()
    opened = Signal()

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
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("queuerow", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 11, 4, 11)
        row.setSpacing(14)
        row.addWidget(Dot(icon, tone), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(1)
        self.what, self.why, self.since = (
            Label(what, "strong", wrap=True),
            Label(why, "soft", wrap=True),
            Label(since, "soft"),
        )
        words.addWidget(self.what)
        words.addWidget(self.why)
        row.addLayout(words, 1)
        row.addWidget(self.since)
        self.button = button(action, primary=primary)
        self.button.setAccessibleName(f"{action}: {what}")
        self.button.clicked.connect(self.acted)
        row.addWidget(self.button)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit()
