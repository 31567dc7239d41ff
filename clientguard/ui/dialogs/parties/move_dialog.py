"""Giving a message to another client: asks which one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clientguard.actions.communication.move_message import move_message
from clientguard.domain.changed import Changed
from clientguard.domain.records import Message
from clientguard.texts import _
from clientguard.ui.dialogs.parties.asking_dialog import ChoosingDialog
from clientguard.ui.session.session import Session


class MoveDialog(ChoosingDialog):
    """Asks which of `clients` a message belongs to; `moved` once the message is there, and nowhere else."""

    moved = Signal()

    def __init__(
        self, session: Session, message: Message, clients: list[tuple[int, str]], parent: QWidget | None
    ) -> None:
        others = [each for each in clients if each[0] != message.client]
        super().__init__(session, _("Move message"), _("Move message"), others, parent)
        self._message = message
        question = _("Which client does “{subject}” belong to?", subject=message.subject)
        self.ask(question, _("Client"), _("Its files go with it."))

    def action(self) -> Callable[[], Changed]:
        """Return what moves the message."""
        book, message, client = self._session.book, self._message.id, self.chosen
        return lambda: move_message(book, message, client)

    def carried_out(self) -> None:
        """Say that it is there."""
        self.moved.emit()
