"""What takes the place of an invoice that was sent: a credit note for it, or another invoice that names it."""

from __future__ import annotations

import dataclasses
from datetime import date

from clientguard.domain.records import Invoice
from clientguard.domain.records.kinds.billing import CREDIT_NOTE


def credit_note_for(invoice: Invoice, on: date, minor: int, reason: str = "") -> Invoice:
    """Return a new credit note of a day for an invoice, over `minor` units of its currency, without a number yet."""
    return Invoice(
        client=invoice.client,
        contract=invoice.contract,
        issued=on,
        amount=minor,
        currency=invoice.currency,
        document_type=CREDIT_NOTE,
        replaces=invoice.id,
        detail=reason,
    )


def replacement_of(invoice: Invoice, on: date) -> Invoice:
    """Return a new invoice of a day that says the same as another one and names it, without a number yet."""
    return dataclasses.replace(
        invoice,
        id=0,
        uid="",
        removed=None,
        number="",
        issued=on,
        due=None,
        due_typed=False,
        sent_on=None,
        sent_by="",
        replaces=invoice.id,
        imported_by=None,
    )
