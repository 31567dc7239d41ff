"""Stops of work: lifted by the payment that settles the invoice, and back when that payment no longer does (P3.5)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from clientguard.actions.rules.money import same_number
from clientguard.actions.rules.spreading import counts_for, spread_again
from clientguard.domain.money.receivables import settled_from
from clientguard.domain.records import Allocation, Contract, Invoice, Payment, WriteOff
from clientguard.domain.wording import N_, said
from clientguard.errors import KnownError
from clientguard.store.records import lookup
from clientguard.store.records.write_path import Write
from clientguard.store.views.money import invoices_of, received


def payment_saved(write: Write, payment: Payment, before: Payment | None) -> None:
    """Spread a payment without an invoice, and lift or put back the stops for what it counts for and counted for."""
    counted = spread_again(write, payment, before) | counts_for(write.db, payment)
    weigh(write, sorted(counted | ({before.invoice} if before and before.invoice else set())))


def payment_gone(write: Write, payment: Payment) -> None:
    """Put back what a removed payment had lifted, or lift again what a restored one lifts."""
    weigh(write, sorted(counts_for(write.db, payment)))


def part_gone(write: Write, part: Allocation | WriteOff) -> None:
    """Lift or put back the stops for the invoice that a part of a payment, or a write-off, is for."""
    part_saved(write, part, None)


def part_saved(write: Write, part: Allocation | WriteOff, before: Allocation | WriteOff | None) -> None:
    """Lift or put back the stops for the invoice that it is for, was for, and that its payment is for as a whole."""
    touched = {each.invoice for each in (part, before) if each}
    if isinstance(part, Allocation) and part.source:
        touched.add(lookup.get_record(write.db, Payment, part.source).invoice)
    weigh(write, sorted(each for each in touched if each))


def invoice_saved(write: Write, invoice: Invoice, before: Invoice | None) -> None:
    """Lift or put back the stops for an invoice whose amount changed: what was paid may settle it now, or not."""
    if before and (before.amount, before.currency) != (invoice.amount, invoice.currency):
        _weigh(write, invoice.id)


def invoice_restored(write: Write, invoice: Invoice) -> None:
    """Refuse to restore an invoice whose number was used again; payments may have changed since it was removed."""
    if other := same_number(write.db, invoice):
        raise KnownError(
            N_("The number of invoice “{number}” is used by another invoice now."),
            kept=N_("Nothing was restored."),
            todo=N_("Change the number of the other invoice first, or remove it."),
            number=other.number,
        )
    _weigh(write, invoice.id)


def weigh(write: Write, invoices: Iterable[int]) -> None:
    """Lift the stops for these invoices that are settled, and put back those for the others."""
    for invoice in invoices:
        _weigh(write, invoice)


def _weigh(write: Write, invoice: int) -> None:
    found = next(iter(invoices_of(write.db, [invoice])), None)
    if found is None:  # removed, or its client was
        return
    settled = settled_from(found.amount.minor - found.written_off, received(write.db, invoice))
    for contract in lookup.find_records(write.db, Contract, "t.stopped_for = ?", invoice):
        if settled:
            lifted = {"lifted_on": settled, "lifted_stop": contract.stopped_on, "lifted_for": invoice}
            write.change(dataclasses.replace(contract, stopped_on=None, stopped_for=None, **lifted))
            write.tell(said(N_("The stop of work on “{contract}” is lifted."), contract=contract.title))
    for contract in lookup.find_records(write.db, Contract, "t.lifted_for = ?", invoice):
        if settled:
            write.change(dataclasses.replace(contract, lifted_on=settled))
        elif contract.stopped_on is None:
            back = {"stopped_on": contract.lifted_stop, "stopped_for": invoice}
            none = {"lifted_on": None, "lifted_stop": None, "lifted_for": None}
            write.change(dataclasses.replace(contract, **back, **none))
            write.tell(said(N_("Work on “{contract}” is stopped again."), contract=contract.title))
