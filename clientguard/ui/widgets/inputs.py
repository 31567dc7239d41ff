"""Inputs whose value only a deliberate act changes: the wheel scrolls what they stand in, and never turns them.

Every choice, number and box of text that is read is made from these; `tests/ui/test_by_accident.py` holds that.
"""

from __future__ import annotations

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QSpinBox


class Choice(QComboBox):
    """One of several, chosen by a click or the keys."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # it goes on to the page


class Number(QSpinBox):
    """A whole number with its two arrows."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # it goes on to the page


class ReadText(QPlainTextEdit):
    """Text to be read and copied. The wheel scrolls it, and never makes its letters larger."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setReadOnly(True)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.setModifiers(event.modifiers() & ~event.modifiers().ControlModifier)
        super().wheelEvent(event)
