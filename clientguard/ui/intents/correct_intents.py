"""What the window offers for putting the journal right: a correction, and an erasure for good (P5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.views.records import any_record

if TYPE_CHECKING:
    from clientguard.domain.records import Record
    from clientguard.store.views.lists import Connection
    from clientguard.ui.intents.intents import Intents
    from clientguard.ui.records.form_facts import FormFacts
    from clientguard.ui.session.session import Session


def open_correction(session: Session, intents: Intents, record: int, entry: int) -> None:
    """Open the form in which an entry about a record is corrected."""
    from clientguard.ui.dialogs.correct_dialog import CorrectDialog, correction_facts

    def work(db: Connection) -> FormFacts:
        found = any_record(db, record)
        if found.removed is not None:
            raise KnownError(
                N_("Entries about a removed record cannot be corrected."),
                kept=N_("Nothing was written."),
                todo=N_("Restore the record first."),
            )
        return correction_facts(db, found, entry)

    def show(facts: FormFacts) -> None:
        CorrectDialog(session, facts, entry, intents.window).open()

    session.read(work, show, intents, key="open")


def open_erasure(session: Session, intents: Intents, record: int) -> None:
    """Open what is asked before a record, or a field of it, is erased for good."""
    from clientguard.ui.dialogs.erase_dialog import EraseDialog

    def show(found: Record) -> None:
        dialog = EraseDialog(session, found, intents.window)
        dialog.erased.connect(lambda ids: intents.go("clients") if intents.current_client in ids else None)
        dialog.open()

    session.read(lambda db: any_record(db, record), show, intents, key="open")
