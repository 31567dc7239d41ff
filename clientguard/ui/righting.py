"""What the window offers for putting the journal right: a correction, and an erasure for good (P5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from clientguard.domain.words import N_
from clientguard.errors import KnownError
from clientguard.store.views.records import any_record

if TYPE_CHECKING:
    from clientguard.domain.records import Record
    from clientguard.ui.desk import Desk
    from clientguard.ui.session import Session


def correct(session: Session, desk: Desk, record: int, entry: int) -> None:
    """Open the form in which an entry about a record is corrected."""
    found = _found(session, record)
    if found is None:
        return
    if found.removed is not None:
        session.failed.emit(
            KnownError(
                N_("Entries about a removed record are not corrected."),
                kept=N_("Nothing was written."),
                todo=N_("Restore the record first."),
            )
        )
        return
    from clientguard.ui.dialogs.correct_dialog import CorrectDialog

    CorrectDialog(session, found, entry, _window(desk)).open()


def erase(session: Session, desk: Desk, record: int) -> None:
    """Open what is asked before a record, or a field of it, is erased for good."""
    found = _found(session, record)
    if found is not None:
        from clientguard.ui.dialogs.erase_dialog import EraseDialog

        dialog = EraseDialog(session, found, _window(desk))
        dialog.erased.connect(lambda ids: desk.go("clients") if desk.here in ids else None)
        dialog.open()


def _found(session: Session, record: int) -> Record | None:
    try:
        with session.book.read() as db:
            return any_record(db, record)
    except KnownError as error:
        session.failed.emit(error)
        return None


def _window(desk: Desk) -> QWidget | None:
    window = desk.parent()
    return window if isinstance(window, QWidget) else None
