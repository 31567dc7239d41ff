"""What the window offers for putting the journal right: a correction, and an erasure for good (P5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.views.records import any_record

if TYPE_CHECKING:
    from clientguard.domain.records import Record
    from clientguard.ui.intents.intents import Intents
    from clientguard.ui.session.session import Session


def open_correction(session: Session, intents: Intents, record: int, entry: int) -> None:
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

    CorrectDialog(session, found, entry, intents.window).open()


def open_erasure(session: Session, intents: Intents, record: int) -> None:
    """Open what is asked before a record, or a field of it, is erased for good."""
    found = _found(session, record)
    if found is not None:
        from clientguard.ui.dialogs.erase_dialog import EraseDialog

        dialog = EraseDialog(session, found, intents.window)
        dialog.erased.connect(lambda ids: intents.go("clients") if intents.current_client in ids else None)
        dialog.open()


def _found(session: Session, record: int) -> Record | None:
    try:
        with session.book.read() as db:
            return any_record(db, record)
    except KnownError as error:
        session.failed.emit(error)
        return None
