"""Buttons and lines."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from clientguard.ui.look import icons
from clientguard.ui.look.theme import theme


class Button(QPushButton):
    """A button that Return presses, as the space bar does, wherever it has the keyboard."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAutoDefault(False)  # a dialog's default button is the one that saves, whatever has the keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)


def button(text: str, *, primary: bool = False, icon: str = "", parent: QWidget | None = None) -> QPushButton:
    """Return a button; the primary one of a screen says what it does."""
    made = Button(f" {text}" if icon else text, parent)
    made.setAccessibleName(text)
    made.setProperty("primary", primary)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if icon:
        tinted(made, icon, "on_accent" if primary else "ink")
    return made


def set_primary(made: QPushButton, primary: bool) -> None:
    """Have a button look like the primary one of its screen, or no longer."""
    if made.property("primary") != primary:
        made.setProperty("primary", primary)
        made.style().unpolish(made)
        made.style().polish(made)


def quiet(text: str, parent: QWidget | None = None) -> QPushButton:
    """Return a button that looks like a link."""
    made = button(text, parent=parent)
    made.setProperty("quiet", True)
    return made


class _Tint(QObject):
    """Paints a button's icon again when the look changes; lives and goes with the button."""

    def __init__(self, owner: QPushButton) -> None:
        super().__init__(owner)
        self._owner = owner
        self.icon = self.token = ""
        theme().changed.connect(self.paint)

    def paint(self) -> None:
        self._owner.setIcon(icons.icon(self.icon, getattr(theme().tokens, self.token)))


def tinted(widget: QPushButton, icon: str, token: str) -> None:
    """Give a button an icon in the colour of a token, in whatever look is in use."""
    tint = widget.findChild(_Tint) or _Tint(widget)
    if (tint.icon, tint.token) != (icon, token):
        tint.icon, tint.token = icon, token
        tint.paint()


def hairline() -> QFrame:
    """Return a line of one pixel."""
    line = QFrame()
    line.setProperty("hairline", True)
    line.setFixedHeight(1)
    return line
