"""A figure at the head of a page: number, label, and a small drawing where there is one."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from clientguard.ui.widgets.button import hairline
from clientguard.ui.widgets.label import Label


class FigureCard(QWidget):
    """A number over its label."""

    def __init__(self, number: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(hairline())
        box.addSpacing(8)
        self.number = Label(number, "figure")
        self.label = Label(label, "soft", wrap=True)
        box.addWidget(self.number)
        box.addWidget(self.label)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(f"{number} {label}")

    def show_figure(self, number: str, label: str) -> None:
        """Show another figure."""
        self.number.setText(number)
        self.label.setText(label)
        self.setAccessibleName(f"{number} {label}")
