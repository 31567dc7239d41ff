"""Noting that a document was signed."""

from __future__ import annotations

from datetime import date

from clientguard.actions.records.editing import change_record
from clientguard.domain.changed import Changed
from clientguard.domain.records import Document
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records import lookup


def note_signed(
    book: Casebook, document: int, on: date, by: str, *, capacity: str = "", exceptions: str = ""
) -> Changed:
    """Note who signed a document, when, in what capacity, and with what exceptions (P4.5).

    From then on it is corrected, not changed. KnownError if it is signed already; NotValidError without a name, or if
    it was made later.
    """
    with book.read() as db:
        found = lookup.get_record(db, Document, document)
    return change_record(book, found, signed_on=on, signed_by=by, capacity=capacity, exceptions=exceptions)
