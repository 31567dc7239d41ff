"""The steps of the wizard, down its side: each met, open or released, and where one stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from clientguard.texts import _
from clientguard.ui.widgets.button import tinted
from clientguard.ui.widgets.label import Label

ICONS = {"met": ("circle-check", "met"), "open": ("circle", "soft"), "released": ("lock-open", "note")}


class Stepper(QWidget):
    """Buttons, one a step; any may be gone to."""

    chosen = Signal(str)

    def __init__(self, steps: Sequence[tuple[str, str]], foot: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(214)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        self._words = dict(steps)
        self.buttons: dict[str, QPushButton] = {}
        for key, word in steps:
            made = QPushButton(word, self)
            made.setProperty("railitem", True)
            made.setCheckable(True)
            made.setAutoDefault(False)
            made.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            self.buttons[key] = made
            box.addWidget(made)
        box.addSpacing(12)
        box.addWidget(Label(foot, "secondary", wrap=True))
        box.addStretch()

    def show_states(self, states: Mapping[str, str], here: str) -> None:
        """Show each step's state and where one stands."""
        for key, made in self.buttons.items():
            icon, token = ICONS[states[key]]
            made.setChecked(key == here)
            tinted(
                made,
                "circle-dot" if key == here and states[key] == "open" else icon,
                "accent" if key == here else token,
            )
            state = {"met": _("met"), "open": _("open"), "released": _("released")}[states[key]]
            made.setAccessibleName(f"{self._words[key]}, {state}")
            made.setToolTip(state)
