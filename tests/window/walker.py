"""A person who goes through the window with the real mouse and keyboard."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QScrollArea, QWidget

from tests.ui.conftest import Person
from tests.window.hand import Hand


class Walker:
    """Clicks what is scrolled to, types where it is asked, and saves with the keyboard."""

    def __init__(self, person: Person, hand: Hand, ids: dict[str, int]) -> None:
        self.person, self.hand, self.ids = person, hand, ids

    def click(self, target: QWidget | str, root: QWidget | None = None) -> None:
        """Click something with the real mouse, once it was scrolled to."""
        widget = self.person.button(target, root) if isinstance(target, str) else target
        self.person.rest()
        self.person.until(lambda: self.hand.is_at(widget.window()))
        _scroll_to(widget)
        self.person.look()
        self.hand.click(widget, QPoint(min(12, widget.width() // 2), widget.height() // 2))
        self.person.look()

    def type(self, text: str, into: QWidget) -> None:
        self.person.until(lambda: self.hand.is_at(into.window()))
        _scroll_to(into)
        into.setFocus()
        self.hand.type(text)
        self.person.look()

    def save(self, dialog: QWidget) -> None:
        self.person.until(lambda: self.hand.is_at(dialog.window()))
        self.hand.key("ctrl+Return")
        self.person.until(lambda: not self.person.dialogs())
        self.person.rest()


def _scroll_to(widget: QWidget) -> None:
    at = widget.parentWidget()
    while at is not None:
        if isinstance(at, QScrollArea):
            at.ensureWidgetVisible(widget, 20, 40)
        at = at.parentWidget()
