"""An invoice or credit note as its paper shows it, and the work that may be put on it."""

from __future__ import annotations

import dataclasses
from datetime import date

from clientguard.domain.money.invoice_paper import InvoicePaper, invoice_paper
from clientguard.domain.money.receivables import OpenPart, open_parts
from clientguard.domain.paper.printed import Anchor
from clientguard.domain.records import Attachment, Client, Contract, Invoice, InvoiceLine, Work
from clientguard.domain.records.kinds.billing import CREDIT_NOTE
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.lookup import find_records, get_record, titles
from clientguard.store.views.business import business
from clientguard.store.views.client import attachments
from clientguard.store.views.money import invoices_of

PDF = "application/pdf"
_BILLED = ("work", "change", "meeting")  # the sorts of work that clients are charged for


def paper_facts(db: Connection, invoice: int, *, made: date, anchor: Anchor) -> InvoicePaper | None:
    """Return an invoice as its paper shows it; None if there is no business yet."""
    firm = business(db)
    if firm is None:
        return None
    found = get_record(db, Invoice, invoice)
    client = get_record(db, Client, found.client or 0)
    parts = () if found.document_type == CREDIT_NOTE else _parts(db, invoice, made)
    corrects = titles(db, [found.replaces]).get(found.replaces, "") if found.replaces else ""
    lines = lines_of_invoice(db, invoice)
    return invoice_paper(firm, client, found, parts, lines, corrects=corrects, made=made, anchor=anchor)


def _parts(db: Connection, invoice: int, on: date) -> tuple[OpenPart, ...]:
    """Return what was to be paid by when, before anything was paid."""
    unpaid = (dataclasses.replace(each, paid=0, credited=0, settled=None, written_off=0, forgiven=0)
              for each in invoices_of(db, [invoice]))  # fmt: skip
    return next((open_parts(each, on) for each in unpaid), ())


def lines_of_invoice(db: Connection, invoice: int) -> list[InvoiceLine]:
    """Return the lines of an invoice, in their order."""
    return find_records(db, InvoiceLine, "t.invoice = ?", invoice)


def pdf_files(db: Connection, invoice: int) -> list[Attachment]:
    """Return the PDF files of an invoice."""
    return [each for each in attachments(db, invoice) if each.media_type == PDF] if invoice else []


def unbilled_work(db: Connection, invoice: Invoice) -> list[Work]:
    """Return a client's work since its last invoice before this one, until this one's date, in the order of its days.

    What is billed is not on record piece by piece, so the dates decide.
    """
    until = invoice.issued or date.max
    before = [day for other, day in _issued(db, invoice.client) if other != invoice.id and day < until]
    return _billed_work(db, invoice.client, max(before, default=date.min), until)


def work_since_invoice(db: Connection, client: int, on: date) -> list[Work]:
    """Return a client's work since the last invoice issued by a day, until that day: what one more has to cover."""
    last = max((day for _other, day in _issued(db, client) if day <= on), default=date.min)
    return _billed_work(db, client, last, on)


def _issued(db: Connection, client: int | None) -> list[tuple[int, date]]:
    found = find_records(db, Invoice, "t.client = ?", client)
    return [(each.id, each.issued) for each in found if each.issued and each.document_type != CREDIT_NOTE]


def _billed_work(db: Connection, client: int | None, since: date, until: date) -> list[Work]:
    days = (since.isoformat(), until.isoformat())
    done = find_records(db, Work, 't.client = ? AND t."on" > ? AND t."on" <= ?', client, *days, order='t."on", t.id')
    return [each for each in done if each.sort in _BILLED]


def hourly_rate(db: Connection, invoice: Invoice) -> int | None:
    """Return the price of an hour by the invoice's contract, in minor units; None if it names none in its currency."""
    contract = get_record(db, Contract, invoice.contract) if invoice.contract else None
    if contract is None or contract.fee_type != "hourly" or contract.currency not in ("", invoice.currency):
        return None
    return contract.fee
