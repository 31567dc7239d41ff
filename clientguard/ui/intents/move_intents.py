"""What the window offers for a message that was put under the wrong client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from clientguard.domain.records import Message
from clientguard.errors import KnownError
from clientguard.store.views.records import get_record

if TYPE_CHECKING:
    from clientguard.ui.intents.intents import Intents
    from clientguard.ui.session.session import Session


def move_message(session: Session, intents: Intents, message: int, _client: int) -> None:
    """Ask for the client that a message belongs to, and give it to that one."""
    from clientguard.ui.dialogs.move_dialog import MoveDialog

    try:
        with session.book.read() as db:
            found = get_record(db, Message, message)
    except KnownError as error:
        session.failed.emit(error)
        return
    window = intents.parent()
    MoveDialog(session, found, window if isinstance(window, QWidget) else None).open()
