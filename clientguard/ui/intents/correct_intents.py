"""What the window offers for putting the journal right: a correction, and an erasure for good (P5)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.views.journal import last_correctable
from clientguard.store.views.records import any_record

if TYPE_CHECKING:
    from clientguard.domain.records import Record
    from clientguard.store.views.lists import Connection
    from clientguard.ui.dialogs.record_dialog import RecordDialog
    from clientguard.ui.intents.navigation import Navigation
    from clientguard.ui.records.form_facts import FormFacts
    from clientguard.ui.session.session import Session


def open_to_read(
    session: Session,
    intents: Navigation,
    found: Record,
    ways: Sequence[tuple[str, Callable[[], object]]] = (),
    made: Callable[[RecordDialog], object] | None = None,
) -> None:
    """Open a record that is evidence: to be read, with the way to correct it, or the `ways` that take its place.

    `made` is called with the dialog.
    """
    from clientguard.ui.dialogs.reading.read_dialog import ReadDialog, reading_facts

    def show(facts: FormFacts) -> None:
        dialog = ReadDialog(session, facts, intents.window, ways)
        if made:
            made(dialog)
        dialog.correcting.connect(lambda: open_correction(session, intents, found.id))
        dialog.open()

    session.read(lambda db: reading_facts(db, found), show, intents, key="open")


def open_correction(session: Session, intents: Navigation, record: int, entry: int = 0) -> None:
    """Open the form in which an entry about a record is corrected: the last one that can be, where none is named."""
    from clientguard.ui.dialogs.correct_dialog import CorrectDialog, correction_facts

    def work(db: Connection) -> tuple[FormFacts, int]:
        found = any_record(db, record)
        if found.removed is not None:
            raise KnownError(
                N_("Entries about a removed record cannot be corrected."),
                kept=N_("Nothing was written."),
                todo=N_("Restore the record first."),
            )
        seq = entry or last_correctable(db, record)
        if not seq:
            raise KnownError(
                N_("The values of every entry about this record were erased, so it cannot be corrected."),
                kept=N_("Nothing was written."),
                todo=N_("Log what you know as a problem, with its date."),
            )
        return correction_facts(db, found, seq), seq

    def show(found: tuple[FormFacts, int]) -> None:
        CorrectDialog(session, *found, intents.window).open()

    session.read(work, show, intents, key="open")


def open_erasure(session: Session, intents: Navigation, record: int) -> None:
    """Open what is asked before a record, or a field of it, is erased for good."""
    from clientguard.ui.dialogs.erase_dialog import EraseDialog

    def show(found: Record) -> None:
        dialog = EraseDialog(session, found, intents.window)
        dialog.erased.connect(lambda ids: intents.go("clients") if intents.current_client in ids else None)
        dialog.open()

    session.read(lambda db: any_record(db, record), show, intents, key="open")
