"""A message answers a request that waits: asks which one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clientguard.actions.communication.closing_requests import close_request
from clientguard.actions.records.undoing import Saving
from clientguard.domain.changed import Changed
from clientguard.domain.communication.waiting import RequestFacts
from clientguard.domain.records import Message
from clientguard.texts import _, current
from clientguard.ui.dialogs.parties.asking_dialog import ChoosingDialog
from clientguard.ui.session.session import Session


class AnswersDialog(ChoosingDialog):
    """Asks which of the open requests a message answers, the likeliest first; `closed` once that one is closed."""

    closed = Signal()

    def __init__(
        self, session: Session, message: Message, on: date, waiting: Sequence[RequestFacts], parent: QWidget | None
    ) -> None:
        offered = [(each.id, each.title, _("asked on {date}", date=current().date(each.asked_on))) for each in waiting]
        super().__init__(session, _("This answers a request"), _("Close the request"), offered, parent)
        self._message, self._on = message, on
        self.saving: Saving | None = None  # what it takes to undo it
        question = _("What does “{subject}” answer?", subject=message.subject)
        note = _("The request counts as answered on {date}, with this message as its answer.", date=current().date(on))
        self.ask(question, _("Request"), note)
        self.picker.choose(waiting[0].id)
        self.save.setEnabled(True)

    def action(self) -> Callable[[], Changed]:
        """Return what closes the request."""
        book, message, on, request = self._session.book, self._message.id, self._on, self.chosen

        def close() -> Changed:
            self.saving = close_request(book, request, message, on)
            return self.saving.changed

        return close

    def carried_out(self) -> None:
        """Say that it is closed."""
        self.closed.emit()
