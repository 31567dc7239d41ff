"""What a list says while there is nothing in it: one sentence, one action."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.label import Label


class EmptyState(QWidget):
    """A sentence and what to do first."""

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
        box.addStretch()
