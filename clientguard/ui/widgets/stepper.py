"""The steps of the wizard, down its side: each met, open, released or not due yet, and where one stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from clientguard.texts import _
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.nav_item import NavItem

WIDE, NARROW = 214, 38  # points
ICONS = {
    "met": ("circle-check", "met"),
    "open": ("circle", "soft"),
    "released": ("lock-open", "note"),
    "later": ("clock", "soft"),
}

WAYS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}


class Step(NavItem):
    """The arrows lead to the steps beside it, and choose none."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        group = self.group()
        if event.key() not in WAYS or group is None:
            super().keyPressEvent(event)
            return
        steps = group.buttons()
        place = steps.index(self) + WAYS[Qt.Key(event.key())]
        if 0 <= place < len(steps):
            steps[place].setFocus(Qt.FocusReason.TabFocusReason)


class Stepper(QWidget):
    """Buttons, one a step; any may be gone to. The mark moves when `show_states` says so, not by the click."""

    chosen = Signal(str)

    def __init__(self, steps: Sequence[tuple[str, str]], foot: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDE)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        self._here = ""
        group = QButtonGroup(self)
        group.setExclusive(False)  # `show_states` alone moves the mark
        self.buttons: dict[str, NavItem] = {}
        for key, word in steps:
            made = Step("circle", word, self)
            made.clicked.connect(lambda _checked=False, key=key: self._choose(key))
            group.addButton(made)
            made.setAutoExclusive(True)  # read as one of several, not as a box to tick
            self.buttons[key] = made
            box.addWidget(made)
        box.addSpacing(12)
        self._note = Label(foot, "secondary", wrap=True)
        self._note.setContentsMargins(8, 0, 8, 0)
        box.addWidget(self._note)
        box.addStretch()

    def collapse(self, narrow: bool) -> None:
        """Show icons alone, or icons and words."""
        self.setFixedWidth(NARROW if narrow else WIDE)
        self._note.setVisible(not narrow)
        for made in self.buttons.values():
            made.set_narrow(narrow)

    def show_states(self, states: Mapping[str, str], here: str) -> None:
        """Show each step's state and where one stands; what is not due yet has no tick."""
        self._here = here
        for key, made in self.buttons.items():
            icon, token = ICONS[states[key]]
            made.setChecked(key == here)
            made.show_icon("circle-dot" if key == here and states[key] == "open" else icon, token)
            state = {"met": _("met"), "open": _("open", "gate"), "released": _("released"), "later": _("later")}[
                states[key]
            ]
            made.setAccessibleName(f"{made.word}, {state}")

    def _choose(self, key: str) -> None:
        self.buttons[key].setChecked(key == self._here)
        self.chosen.emit(key)
