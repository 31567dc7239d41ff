"""A figure at the head of a page: number, label, and a small drawing where there is one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientguard.ui.widgets.button import hairline
from clientguard.ui.widgets.label import Label, Line


class FigureCard(QWidget):
    """A number over its label; at the end what changed, and a small drawing."""

    def __init__(self, number: str, label: str, change: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        body = QWidget(self)  # so that cards of unlike height begin on one line
        outer.addWidget(body, 0, Qt.AlignmentFlag.AlignTop)
        box = QVBoxLayout(body)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(hairline())
        box.addSpacing(10)
        self._row = QHBoxLayout()
        self._row.setSpacing(10)
        self.number = Label("", "figure", wrap=True)
        self.change = Line("", "soft")
        self._row.addWidget(self.number, 1)
        self._row.addWidget(self.change)
        self.label = Label("", "soft", wrap=True)
        box.addLayout(self._row)
        box.addWidget(self.label)
        self.show_figure(number, label, change)

    def show_figure(self, number: str, label: str, change: str = "") -> None:
        """Show another figure."""
        self.number.setText(number)
        self.change.show_text(change)
        self.change.setVisible(bool(change))
        self.label.setText(label)
        self.setAccessibleName(" ".join(part for part in (number, change, label) if part))

    def add_drawing(self, drawing: QWidget) -> None:
        """Put a small drawing beside the number."""
        self._row.addWidget(drawing)
