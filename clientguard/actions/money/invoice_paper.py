"""The lines of an invoice, and the invoice or credit note as PDF, which is kept with it (P3.1)."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from clientguard.actions.paper.kept_paper import in_language
from clientguard.actions.records.editing import completed, put_record
from clientguard.actions.rules.invoices.lines import drop_paper, own_papers, paper_name
from clientguard.domain.changed import Changed
from clientguard.domain.money.amount import Money
from clientguard.domain.money.invoice_paper import InvoicePaper, paper_remarks
from clientguard.domain.money.lines import line_sums, lines_of_work
from clientguard.domain.paper.printed import Anchor
from clientguard.domain.records import Client, Invoice, InvoiceLine
from clientguard.domain.wording import N_, Said
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import lookup
from clientguard.store.records.write_path import Write
from clientguard.store.views.papers import invoice as views
from clientguard.texts import words

MOST = 500  # lines of one invoice


@dataclass(frozen=True, slots=True)
class InvoicePdf:
    """An invoice's PDF: its bytes and name, the file on record, and what the law may ask for and the record lacks.

    `boxes` are the characters that the typeface lacks; each is printed as a box.
    """

    pdf: bytes
    name: str
    file: int
    remarks: tuple[Said, ...]
    changed: Changed
    boxes: str = ""


def set_lines(book: Casebook, invoice: int, lines: Sequence[InvoiceLine]) -> Changed:
    """Replace the lines of an invoice, in this order; the invoice is then over what they come to, and its tax too.

    NotValidError if a line is wrong. KnownError, with nothing written, if the invoice was sent over another amount or
    has lines already that were sent, or if they come to less than nothing.
    """

    def work(write: Write) -> Changed:
        write_lines(write, write.get(Invoice, invoice), lines)
        return write.changed()

    return book.write(work)


def write_lines(write: Write, invoice: Invoice, lines: Sequence[InvoiceLine]) -> None:
    """Replace the lines of an invoice within a transaction, as `set_lines` does."""
    before = views.lines_of_invoice(write.db, invoice.id)
    own = {"client": invoice.client, "invoice": invoice.id, "currency": invoice.currency}
    kept = [completed(write.db, dataclasses.replace(each, id=0, uid="", removed=None, **own)) for each in lines]
    plain = [dataclasses.replace(each, id=0, uid="", removed=None) for each in before]
    if kept == plain:
        return
    changed = _over(invoice, kept, before)
    # Written into the lines there are, one after the other: lines stand in the order of their records.
    for old, new in zip(before, kept, strict=False):
        write.change(dataclasses.replace(new, id=old.id, uid=old.uid))
    for old in before[len(kept) :]:
        write.remove(old.id)
    for new in kept[len(before) :]:
        write.add(new)
    drop_paper(write, invoice)
    if changed != invoice:
        put_record(write, changed)


def _over(invoice: Invoice, lines: Sequence[InvoiceLine], before: Sequence[InvoiceLine]) -> Invoice:
    """Return the invoice over what its lines come to; KnownError if it cannot be."""
    sums = line_sums(lines)
    code = invoice.currency
    if invoice.sent_on and (before or sums.total != invoice.amount):
        raise _refusal(
            N_("Invoice {number} was sent over {amount}, so its lines cannot be changed."),
            N_("Credit it, or replace it with a new invoice that names it."),
            number=invoice.number,
            amount=Money(invoice.amount or 0, code),
        )
    if len(lines) > MOST:
        raise _refusal(N_("An invoice has {count} lines at most."), N_("Put several into one line."), count=MOST)
    if sums.total < 0:
        raise _refusal(
            N_("The lines come to {total}, which is less than nothing."),
            N_("Enter a credit note instead."),
            total=Money(sums.total, code),
        )
    return dataclasses.replace(invoice, amount=sums.total, tax=sums.tax) if lines else invoice


def proposed_lines(db: Connection, invoice: Invoice) -> tuple[InvoiceLine, ...]:
    """Return a line for each piece of work since the client's last invoice, at the contract's hourly price if any."""
    client = lookup.get_record(db, Client, invoice.client or 0)
    spoken = words(client.language or "en")
    done, rate = views.unbilled_work(db, invoice), views.hourly_rate(db, invoice)
    return lines_of_work(done, spoken(N_("hours")), rate, invoice.currency, spoken.date)


def invoice_remarks(db: Connection, invoice: int, today: date) -> tuple[Said, ...]:
    """Return what the law may ask of an invoice and the record lacks, before its PDF is made; KnownError as there."""
    return paper_remarks(_facts(db, invoice, today, Anchor(0, "")))


def make_invoice_pdf(
    book: Casebook, invoice: int, today: date, *, page: Literal["A4", "Letter"] = "A4", language: str = ""
) -> InvoicePdf:
    """Make the PDF of an invoice or a credit note in the client's language, and keep it with the invoice.

    One that was made before gives way. KnownError if the business has not been entered, or if the invoice was sent and
    its PDF is on record: what the client has is not replaced.
    """
    from clientguard.reports.money import invoice as paper  # reportlab and pikepdf: only when a document is made

    def work(write: Write) -> InvoicePdf:
        found = write.get(Invoice, invoice)
        earlier = own_papers(write.db, found)
        if earlier and found.sent_on:
            raise _refusal(
                N_("Invoice {number} was sent, and “{name}” is on record as it was."),
                N_("Open that file, or credit the invoice."),
                number=found.number,
                name=earlier[0].name,
            )
        anchor = write.note_anchor("invoice")
        facts = _facts(write.db, invoice, today, Anchor(anchor.size, anchor.root.hex()))
        facts = in_language(facts, language)
        pdf = paper.render_invoice(facts, words(facts.language), page=page)
        for each in earlier:
            write.remove(each.id)
        name = paper_name(found)
        file = write.attach(invoice, found.client, name, views.PDF, pdf)
        return InvoicePdf(pdf, name, file.id, paper_remarks(facts), write.changed(), paper.boxes(facts))

    return book.write(work)


def _facts(db: Connection, invoice: int, today: date, anchor: Anchor) -> InvoicePaper:
    facts = views.paper_facts(db, invoice, made=today, anchor=anchor)
    if facts is None:
        raise KnownError(
            N_("Your business has not been entered yet, so the invoice would have no letterhead."),
            kept=N_("Nothing was created."),
            todo=N_("Enter it in Settings, then create the invoice."),
        )
    return facts


def _refusal(what: str, todo: str, **values: object) -> KnownError:
    return KnownError(what, kept=N_("Nothing was changed."), todo=todo, **values)
