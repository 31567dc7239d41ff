"""A row of a step of the wizard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.chip import StateChip
from clientguard.ui.widgets.label import Label


class StepLine(QWidget):
    """A row of a step: a word or two, and what can be done."""

    def __init__(self, title: str, detail: str, chip: StateChip | None = None) -> None:
        super().__init__()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 6, 0, 6)
        self.row.setSpacing(12)
        if chip:
            self.row.addWidget(chip)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(title, wrap=True))
        if detail:
            words.addWidget(Label(detail, "soft", wrap=True))
        self.row.addLayout(words, 1)

    def add_action(self, text: str, act: Callable[[], object], *, spoken: str = "") -> None:
        """Put a button at the end; `spoken` is what a screen reader reads where the word alone says too little."""
        made = button(text)
        if spoken:
            made.setAccessibleName(spoken)
        made.clicked.connect(lambda: act())
        self.row.addWidget(made)
