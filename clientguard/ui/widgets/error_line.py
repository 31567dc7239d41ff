"""What is wrong with a field, or had better be otherwise, under it: an icon and a sentence."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clientguard.ui.widgets.icon import Icon
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.spoken import describe


class ErrorLine(QWidget):
    """Hidden until there is something to say; marks the input it belongs to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(Icon("circle-alert", "stop", 16), 0, Qt.AlignmentFlag.AlignTop)
        self.label = Label("", "error", wrap=True)
        row.addWidget(self.label, 1)
        self.hide()

    def text(self) -> str:
        """Return what is said, or nothing."""
        return self.label.text()

    def say(self, text: str, field: QWidget | None = None) -> None:
        """Say what is wrong with a field, or with "" that nothing is."""
        self.label.setText(text)
        self.setVisible(bool(text))
        if field is not None:
            describe(field, error=text)
        if field is not None and field.property("wrong") != bool(text):
            field.setProperty("wrong", bool(text))
            field.style().unpolish(field)
            field.style().polish(field)


class NoticeLine(QWidget):
    """Hidden until there is something to mind; it stops nobody."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(Icon("triangle-alert", "attention", 16), 0, Qt.AlignmentFlag.AlignTop)
        self.label = Label("", "attention", wrap=True)
        row.addWidget(self.label, 1)
        self.hide()

    def text(self) -> str:
        """Return what is said, or nothing."""
        return self.label.text()

    def say(self, text: str) -> None:
        """Say what to mind, or with "" that there is nothing."""
        self.label.setText(text)
        self.setVisible(bool(text))
