"""Crediting an invoice, and replacing one by another that names it: what was sent is never changed (P5)."""

from __future__ import annotations

import dataclasses
from datetime import date

from clientguard.actions.records.editing import put_record
from clientguard.actions.rules.invoices.credits import left_to_credit, with_number
from clientguard.domain.changed import Changed
from clientguard.domain.money.corrected import credit_note_for
from clientguard.domain.records import Invoice
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import lookup
from clientguard.store.records.write_path import Write


def credit_note(db: Connection, invoice: int, on: date, minor: int | None = None, reason: str = "") -> Invoice:
    """Return a new credit note for an invoice: over these minor units, else all that no credit note credits yet.

    It has the next number. KnownError if the invoice is no longer on record, is a credit note, or is credited already.
    """
    found = creditable(db, invoice)
    left = left_to_credit(db, found)
    if not left:
        raise KnownError(
            N_("Invoice {number} is credited in full already."), kept=N_("Nothing was changed."), number=found.number
        )
    return numbered(db, credit_note_for(found, on, left if minor is None else minor, reason))


def creditable(db: Connection, invoice: int) -> Invoice:
    """Return an invoice that can be credited or replaced; KnownError if it is a credit note, or was removed."""
    found = lookup.get_record(db, Invoice, invoice)
    if found.removed is not None or found.is_credit_note:
        raise KnownError(
            N_("Number {number} is not an invoice that is on record."),
            kept=N_("Nothing was changed."),
            number=str(invoice),
        )
    return found


def numbered(db: Connection, invoice: Invoice) -> Invoice:
    """Return a new invoice or credit note with the number that follows the last one, if it has none."""
    return invoice if invoice.number else with_number(db, invoice)


def credit_invoice(
    book: Casebook, invoice: int, on: date, minor: int | None = None, reason: str = "", number: str = ""
) -> Changed:
    """Add a credit note for an invoice (`credit_note`); NotValidError if it comes to more than is left to credit."""

    def work(write: Write) -> Changed:
        note = credit_note(write.db, invoice, on, minor, reason)
        put_record(write, dataclasses.replace(note, number=number or note.number))
        return write.changed()

    return book.write(work)
