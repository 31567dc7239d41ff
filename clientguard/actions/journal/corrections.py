"""Correcting what an entry of the journal wrote: a new entry that names the old one; both stay readable (P5)."""

from __future__ import annotations

from clientguard.actions.records.editing import completed, settled
from clientguard.domain.changed import Changed
from clientguard.domain.records import Record
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records.write_path import Write


def correct_entry(book: Casebook, record: Record, entry: int, why: str) -> Changed:
    """Write a record as it should have been, as a correction of one of its entries, with the reason.

    Raises KnownError when there is no reason, nothing differs, the entry is none that wrote into this record, or the
    record is removed or erased; NotValidError when it cannot be saved like this. Then nothing is written.
    """
    reason = why.strip()
    if not reason:
        raise KnownError(
            N_("A correction needs a reason."),
            kept=N_("Nothing was written."),
            todo=N_("Say why the entry was wrong."),
        )

    def work(write: Write) -> Changed:
        settled(write, write.correct(completed(write.db, record), entry, reason))
        return write.changed()

    return book.write(work)
