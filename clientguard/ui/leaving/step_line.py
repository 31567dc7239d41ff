"""A row of a step of the wizard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clientguard.ui.widgets.button import button, quiet
from clientguard.ui.widgets.chip import StateChip
from clientguard.ui.widgets.gate_row import CHIP
from clientguard.ui.widgets.label import Label


class StepLine(QWidget):
    """A row of a step: its state, a word or two, and what can be done."""

    def __init__(self, title: str, detail: str, chip: StateChip | None = None) -> None:
        super().__init__()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(4, 6, 4, 6)
        self.row.setSpacing(12)
        self._title = title
        if chip:
            chip.setFixedWidth(max(CHIP, chip.sizeHint().width()))  # those of all rows stand in one column
            self.row.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(title, wrap=True))
        if detail:
            words.addWidget(Label(detail, "soft", wrap=True))
        words.addStretch()
        self.row.addLayout(words, 1)
        self._actions = QVBoxLayout()  # below one another, so that they leave the words their room
        self._actions.setSpacing(2)
        self._actions.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.row.addLayout(self._actions)

    def add_action(
        self, text: str, act: Callable[[], object], *, spoken: str = "", beside: bool = False
    ) -> QPushButton:
        """Put a button at the end, and return it; one that is only `beside` the next thing to do looks like a link.

        `spoken` is what a screen reader reads where the word alone says too little.
        """
        made = quiet(text) if beside else button(text)
        made.setAccessibleDescription(self._title)
        if spoken:
            made.setAccessibleName(spoken)
        made.clicked.connect(lambda: act())
        self._actions.addWidget(made, 0, Qt.AlignmentFlag.AlignRight)
        return made
