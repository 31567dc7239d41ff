"""A row of a step of the wizard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.chip import StateChip
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    pass


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

    def add_action(self, text: str, act) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
        """Put a button at the end."""
        made = button(text)
        made.clicked.connect(lambda: act())
        self.row.addWidget(made)
