"""What a payment without an invoice pays: the open invoices, the oldest first; the rest is credit on account (P3.2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clientguard.domain.money.amount import Money
from clientguard.domain.money.receivables import bill, oldest_first, still_open
from clientguard.domain.records import Allocation, Invoice, Payment, Problem, WriteOff
from clientguard.domain.wording import N_, said
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import lookup
from clientguard.store.records.write_path import Write
from clientguard.store.views.money import invoices_of, unpaid_of


def parts_of(db: Connection, payment: int) -> list[Allocation]:
    """Return what a payment is spread over, without parts that were removed."""
    return lookup.find_records(db, Allocation, "t.source = ?", payment)


def counts_for(db: Connection, payment: Payment) -> set[int]:
    """Return the invoices that a payment may count for."""
    parts = {each.invoice for each in parts_of(db, payment.id)}
    return {each for each in (payment.invoice, *parts) if each}


def spread_again(write: Write, payment: Payment, before: Payment | None) -> set[int]:
    """Spread a payment that was saved, if it has no invoice; return the invoices that it counted for until now.

    Parts give way to an invoice that is chosen afterwards, and where they come to more than the payment does now.
    """
    parts = parts_of(write.db, payment.id)
    chosen = before is not None and payment.invoice is not None and payment.invoice != before.invoice
    if parts and (chosen or sum(each.amount or 0 for each in parts) > (payment.amount or 0)):
        for each in parts:
            write.remove(each.id)
        left: list[Allocation] = []
    else:
        left = parts
    fresh = before is None or before.invoice is not None or len(left) < len(parts)
    if payment.invoice is None and fresh and not left:
        _spread(write, payment)
    return {each.invoice for each in parts if each.invoice}


def _spread(write: Write, payment: Payment) -> None:
    amount, received = payment.amount or 0, payment.received or date.min
    found = unpaid_of(write.db, [payment.client or 0])
    bills = [bill(each, received) for each in found if each.amount.currency == payment.currency]
    for one, part in oldest_first(amount, bills):
        write.add(
            Allocation(
                client=payment.client,
                source=payment.id,
                invoice=one.facts.id,
                on=max(received, one.facts.issued),
                amount=part,
                currency=payment.currency,
            )
        )
        paid = Money(part, payment.currency)
        write.tell(said(N_("{amount} counts for invoice {number}."), amount=paid, number=one.facts.number))
        amount -= part
    if amount > 0:
        write.tell(said(N_("{amount} stays as credit on account."), amount=Money(amount, payment.currency)))


def write_off_problems(db: Connection, found: WriteOff) -> Iterator[Problem]:
    """Yield a problem if more is written off than is open on the invoice."""
    facts = next(iter(invoices_of(db, [found.invoice or 0])), None)
    before = lookup.get_record(db, WriteOff, found.id) if found.id else None
    if facts is None or found.amount is None:
        return
    own = before.amount or 0 if before and before.removed is None and before.invoice == found.invoice else 0
    left = still_open(facts) + own
    if found.amount > max(left, own):
        amount = Money(max(0, left), facts.amount.currency)
        yield Problem("amount", said(N_("Only {amount} is open on this invoice."), amount=amount))
    elif found.amount == 0:
        yield Problem("amount", said(N_("Enter what is no longer demanded.")))


def part_problems(db: Connection, part: Allocation) -> Iterator[Problem]:
    """Yield a problem if the parts come to more than the payment, or one is not above zero or in another currency."""
    if not part.source or not part.invoice or part.amount is None:
        return
    payment = lookup.get_record(db, Payment, part.source)
    others = sum(each.amount or 0 for each in parts_of(db, part.source) if each.id != part.id)
    left = Money(max(0, (payment.amount or 0) - others), payment.currency)
    if part.amount <= 0 or part.amount > left.minor:
        yield Problem("amount", said(N_("Enter an amount above zero: {amount} of the payment is left."), amount=left))
    if lookup.get_record(db, Invoice, part.invoice).currency != payment.currency:
        yield Problem("invoice", said(N_("This invoice is in another currency.")))
