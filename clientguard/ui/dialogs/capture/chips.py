"""The row of chips that say what is logged: Alt and a digit, the arrows, or a click chooses one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from clientguard.texts import _
from clientguard.ui.dialogs.capture.captures import CAPTURES
from clientguard.ui.widgets.button import Button, tinted
from clientguard.ui.widgets.flow import Flow
from clientguard.ui.widgets.head import key_text
from clientguard.ui.widgets.spoken import describe


class Chips(QWidget):
    """One of several; Tab leads to the chosen one. `chosen` carries the key of a chip that the user took."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("What is logged"))
        self._flow = Flow(self, gap=6)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        for number, each in enumerate(CAPTURES.values(), 1):
            made = Button(f" {_(each.word)}", self)
            made.setAccessibleName(_(each.word))
            made.setProperty("filterchip", True)
            made.setCheckable(True)
            made.setCursor(Qt.CursorShape.PointingHandCursor)
            tinted(made, each.icon, "soft")
            keys = f"Alt+{number % 10}"
            made.setToolTip(key_text(keys))
            describe(made, help=key_text(keys))
            made.clicked.connect(lambda _checked=False, key=each.key: self.chosen.emit(key))
            self._group.addButton(made)
            made.setAutoExclusive(True)  # read as one of several, not as a box to tick
            self.buttons[each.key] = made
            self._flow.addWidget(made)
            shortcut = QShortcut(QKeySequence(keys), parent)
            shortcut.activated.connect(lambda key=each.key: self.chosen.emit(key))

    def choose(self, key: str) -> None:
        """Show which one is chosen; Tab leads to it alone, and the arrows go on from there."""
        for name, made in self.buttons.items():
            made.setChecked(name == key)
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus if name == key else Qt.FocusPolicy.NoFocus)

    def has_keyboard(self) -> bool:
        """Return whether the keyboard is in the row."""
        return any(made.hasFocus() for made in self.buttons.values())

    def key_of(self, event: QEvent) -> str:
        """Return the chip whose keys are pressed, "" for none: an open list takes them before any shortcut."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return ""
        digit = event.key() - Qt.Key.Key_0
        if event.modifiers() != Qt.KeyboardModifier.AltModifier or not 0 <= digit <= 9:
            return ""
        return list(CAPTURES)[(digit or 10) - 1]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMinimumHeight(self._flow.heightForWidth(self.width()))
