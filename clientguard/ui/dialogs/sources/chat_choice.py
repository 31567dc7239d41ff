"""What a chat does not say by itself: which name in it is the user's own, and the order of day and month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from clientguard.texts import _
from clientguard.ui.widgets.inputs import Choice
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.actions.communication.incoming.other_files import Order


class ChatChoice(QWidget):
    """Two fields, both of which may stay as they are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        self.name = QLineEdit()
        self._field(box, _("Your name in the chat"), self.name)
        self.name.setPlaceholderText(_("As in your letterhead"))
        self.dates = Choice()
        for word, order in ((_("As the chat shows"), None), (_("Day first"), "dmy"), (_("Month first"), "mdy")):
            self.dates.addItem(word, order)
        self._field(box, _("Dates in the chat"), self.dates)

    def _field(self, box: QVBoxLayout, word: str, field: QWidget) -> None:
        label = Label(word, "field")
        label.setBuddy(field)
        field.setAccessibleName(word)
        box.addWidget(label)
        box.addWidget(field)

    def mine(self) -> tuple[str, ...]:
        """Return the user's own name, if it was typed."""
        typed = self.name.text().strip()
        return (typed,) if typed else ()

    def order(self) -> Order | None:
        """Return the order of day and month, None for what the chat shows."""
        return self.dates.currentData()
