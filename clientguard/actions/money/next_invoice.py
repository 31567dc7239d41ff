"""The next invoice of a retainer: as the one before, a month later (P3.1)."""

from __future__ import annotations

import dataclasses

from clientguard.actions.money.invoice_paper import write_lines
from clientguard.actions.records.editing import put_record
from clientguard.actions.rules.money import next_number
from clientguard.domain.changed import Changed
from clientguard.domain.dates import add_months
from clientguard.domain.records import Invoice
from clientguard.domain.records.kinds.billing import CREDIT_NOTE
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records.write_path import Write
from clientguard.store.views.papers.invoice import lines_of_invoice


def add_next_invoice(book: Casebook, invoice: int) -> Changed:
    """Add an invoice like another one: the same client, contract, text and lines, the next number, a month later.

    Its due date follows from the terms. KnownError for a credit note, or if no number follows.
    """

    def work(write: Write) -> Changed:
        before = write.get(Invoice, invoice)
        if before.document_type == CREDIT_NOTE or before.issued is None:
            raise _refusal(N_("A credit note has no next one."), N_("Choose an invoice."))
        issued = add_months(before.issued, 1)
        number = next_number(write.db, dataclasses.replace(before, id=0, issued=issued))
        if number is None:
            raise _refusal(N_("No number follows {number}."), N_("Add the invoice by hand."), number=before.number)
        added = put_record(
            write,
            Invoice(
                client=before.client,
                contract=before.contract,
                number=number.value,
                issued=issued,
                amount=before.amount,
                currency=before.currency,
                detail=before.detail,
                document_type=before.document_type,
                tax=before.tax,
            ),
        )
        write_lines(write, added, lines_of_invoice(write.db, invoice))
        return write.changed()

    return book.write(work)


def _refusal(what: str, todo: str, **values: str) -> KnownError:
    return KnownError(what, kept=N_("Nothing was added."), todo=todo, **values)
