"""Credit notes and replaced invoices: what a credit note counts for, and what a replacement credits."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator
from datetime import date

from clientguard.actions.rules import money, stops
from clientguard.actions.rules.invoices.spreading import parts_of, source_of
from clientguard.domain.money.amount import Money
from clientguard.domain.money.corrected import credit_note_for
from clientguard.domain.money.receivables import still_open
from clientguard.domain.records import Allocation, Invoice, InvoiceHold, Payment, Problem, WriteOff
from clientguard.domain.wording import N_, said
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import lookup
from clientguard.store.records.write_path import Write
from clientguard.store.views.money import invoices_of, numbered, on_account


def invoice_complete(db: Connection, invoice: Invoice) -> Invoice:
    """Return an invoice with its contract and due date, and a credit note with its invoice's contract and none."""
    if not invoice.is_credit_note:
        return money.by_contract(db, invoice)
    of = lookup.get_record(db, Invoice, invoice.replaces) if invoice.replaces else invoice
    return dataclasses.replace(invoice, number=invoice.number.strip(), contract=of.contract, due=None, due_typed=False)


def invoice_problems(db: Connection, invoice: Invoice) -> Iterator[Problem]:
    """Yield what speaks against an invoice or a credit note beside the others (`money.invoice_problems`)."""
    yield from money.invoice_problems(db, invoice)
    before = lookup.get_record(db, Invoice, invoice.id) if invoice.id else None
    if before and before.is_credit_note != invoice.is_credit_note and _is_used(db, before):
        told = said(N_("What was recorded on it counts for what it was. Remove that first."))
        yield Problem("document_type", told)
    if invoice.replaces is None:
        return
    of = lookup.get_record(db, Invoice, invoice.replaces)
    if of.is_credit_note or of.id == invoice.id:
        yield Problem("replaces", said(N_("This is a credit note. Choose an invoice.") if of.is_credit_note else
                                       N_("An invoice cannot replace itself.")))  # fmt: skip
    elif invoice.is_credit_note and invoice.currency != of.currency:
        yield Problem("currency", said(N_("The invoice that is credited is in {currency}."), currency=of.currency))
    elif invoice.is_credit_note and (invoice.amount or 0) > (left := left_to_credit(db, of, without=invoice.id)):
        amount = Money(left, of.currency)
        yield Problem("amount", said(N_("Only {amount} of this invoice is not credited yet."), amount=amount))


def left_to_credit(db: Connection, invoice: Invoice, *, without: int = 0) -> int:
    """Return what of an invoice's amount no credit note credits yet, in minor units; one may be left out."""
    notes = lookup.find_records(db, Invoice, "t.replaces = ?", invoice.id)
    credited = sum(each.amount or 0 for each in notes if each.is_credit_note and each.id != without)
    return max(0, (invoice.amount or 0) - credited)


def invoice_saved(write: Write, invoice: Invoice, before: Invoice | None) -> None:
    """Let a credit note count anew where it changed; credit in full what a new invoice replaces."""
    if invoice.is_credit_note or (before and before.is_credit_note):
        _note_saved(write, invoice, before)
        return
    stops.invoice_saved(write, invoice, before)
    if before is None and invoice.replaces:
        credit_in_full(write, invoice)
    elif before is None:
        _say_credit(write, invoice)


def _say_credit(write: Write, invoice: Invoice) -> None:
    """Say that the client of a new invoice has credit on account, which can count for it."""
    for amount in on_account(write.db, invoice.client or 0):
        if amount.currency == invoice.currency and amount.minor > 0:
            told = N_("{amount} of credit is on account. Spread that payment to let it count for this invoice.")
            write.tell(said(told, amount=amount))


def _note_saved(write: Write, note: Invoice, before: Invoice | None) -> None:
    """Parts of a credit note give way where they come to more than it does now, or it credits another invoice."""
    parts = parts_of(write.db, note.id)
    moved = before is not None and (before.replaces, before.document_type) != (note.replaces, note.document_type)
    if moved or sum(each.amount or 0 for each in parts) > (note.amount or 0):
        for each in parts:
            write.remove(each.id)
    stops.weigh(write, [note.client or 0])


def invoice_removed(write: Write, invoice: Invoice) -> None:
    """Weigh the stops again for what a removed credit note counted for."""
    if invoice.is_credit_note:
        stops.weigh(write, [invoice.client or 0])


def invoice_restored(write: Write, invoice: Invoice) -> None:
    """Refuse a number that was used again, and weigh the stops for what a restored credit note counts for."""
    stops.invoice_restored(write, invoice)
    invoice_removed(write, invoice)


def with_number(db: Connection, invoice: Invoice) -> Invoice:
    """Return a new invoice or credit note with the number that follows the last one; without one, that of its invoice.

    `A` is credited by `A-C`, or by `A-C2` if that is taken.
    """
    proposed = money.next_number(db, invoice)
    if proposed or not invoice.replaces:
        return dataclasses.replace(invoice, number=proposed.value) if proposed else invoice
    of = lookup.get_record(db, Invoice, invoice.replaces).number
    letter = "C" if invoice.is_credit_note else "R"
    names = (f"{of}-{letter}{count if count > 1 else ''}" for count in itertools.count(1))
    return dataclasses.replace(invoice, number=next(each for each in names if not numbered(db, each)))


def credit_in_full(write: Write, new: Invoice) -> None:
    """Credit what a new invoice replaces: what is open of it there, and what was paid on it for the new one."""
    old = write.get(Invoice, new.replaces or 0)
    amount = left_to_credit(write.db, old)
    facts = next(iter(invoices_of(write.db, [old.id])), None)
    if facts is None or amount <= 0:
        return
    made = credit_note_for(old, new.issued or date.min, amount, old.detail)
    note = write.add(with_number(write.db, made))
    here = max(0, min(amount, still_open(facts)))
    source, code, rest = source_of(note), old.currency, amount - here
    there = min(rest, new.amount or 0) if new.currency == code else 0
    if there and new.issued:  # what was paid on the old one counts for the new one
        if here:
            write.add(source.part(old.id, new.issued, Money(here, code)))
        write.add(source.part(new.id, new.issued, Money(there, code)))
        write.tell(said(N_("{amount} that was paid on it counts for invoice {number}."), amount=Money(there, code),
                        number=new.number))  # fmt: skip
    told = N_("Invoice {number} is credited in full by credit note {note}.")
    write.tell(said(told, number=old.number, note=note.number))
    stops.weigh(write, [old.client or 0])


def _is_used(db: Connection, invoice: Invoice) -> bool:
    linked = (Payment, Allocation, WriteOff, InvoiceHold)
    return (
        any(lookup.find_records(db, each, "t.invoice = ?", invoice.id, limit=1) for each in linked)
        or bool(lookup.find_records(db, Allocation, "t.credit_note = ?", invoice.id, limit=1))
        or bool(lookup.find_records(db, Invoice, "t.replaces = ?", invoice.id, limit=1))
    )
