"""What payments and credit notes count for: what was chosen, else the open invoices, the oldest first (P3.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from clientguard.domain.money.amount import Money
from clientguard.domain.money.receivables import bill, oldest_first, still_open, taken
from clientguard.domain.records import Allocation, Client, Invoice, InvoiceHold, Payment, Problem, Promise, WriteOff
from clientguard.domain.wording import N_, said
from clientguard.letters.law import spreading_order
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import lookup
from clientguard.store.records.write_path import Write
from clientguard.store.views.business import business
from clientguard.store.views.money import invoices_of, unpaid_of


@dataclass(frozen=True, slots=True)
class Source:
    """What is spread over invoices: a payment or a credit note; `whole` is the invoice it counts for without parts."""

    id: int
    client: int
    amount: Money
    on: date
    whole: int | None
    is_payment: bool

    def part(self, invoice: int, on: date, amount: Money, reason: str = "") -> Allocation:
        """Return a part of it that counts for an invoice, in the invoice's currency."""
        return Allocation(
            client=self.client,
            source=self.id if self.is_payment else None,
            credit_note=None if self.is_payment else self.id,
            invoice=invoice,
            on=on,
            amount=amount.minor,
            currency=amount.currency,
            reason=reason,
        )


def source_of(found: Payment | Invoice) -> Source:
    """Return a payment or a credit note as what is spread."""
    amount = Money(found.amount or 0, found.currency)
    if isinstance(found, Payment):
        return Source(found.id, found.client or 0, amount, found.received or date.min, found.invoice, is_payment=True)
    return Source(found.id, found.client or 0, amount, found.issued or date.min, found.replaces, is_payment=False)


def parts_of(db: Connection, source: int) -> list[Allocation]:
    """Return what a payment or a credit note is spread over, without parts that were removed."""
    return lookup.find_records(db, Allocation, "t.source = ?", source) + lookup.find_records(
        db, Allocation, "t.credit_note = ?", source
    )


def spread_again(write: Write, payment: Payment, before: Payment | None) -> set[int]:
    """Spread a payment that was saved, if it has no invoice; return the invoices that it counted for until now.

    Parts give way to an invoice that is chosen afterwards, and where they come to more than the payment does now.
    """
    parts = parts_of(write.db, payment.id)
    chosen = before is not None and payment.invoice is not None and payment.invoice != before.invoice
    if parts and (chosen or sum(taken(each, payment.currency) for each in parts) > (payment.amount or 0)):
        for each in parts:
            write.remove(each.id)
        left: list[Allocation] = []
    else:
        left = parts
    fresh = before is None or before.invoice is not None or len(left) < len(parts)
    if payment.invoice is None and fresh and not left:
        spread(write, source_of(payment))
    return {each.invoice for each in parts if each.invoice}


def spread(write: Write, source: Source) -> None:
    """Let a payment that names no invoice count for the open ones in its currency, and say for which.

    They are paid in the order of the law where the client's country, or else the user's own, has one (BW 6:43).
    """
    amount, code = source.amount.minor, source.amount.currency
    found = unpaid_of(write.db, [source.client])
    bills = [bill(each, source.on) for each in found if each.amount.currency == code]
    for one, part in oldest_first(amount, bills, _order(write.db, source.client)):
        put = Money(part, code)
        write.add(source.part(one.facts.id, max(source.on, one.facts.issued), put))
        write.tell(said(N_("{amount} counts for invoice {number}."), amount=put, number=one.facts.number))
        amount -= part
    if amount > 0:
        write.tell(said(N_("{amount} stays as credit on account."), amount=Money(amount, code)))


def _order(db: Connection, client: int) -> tuple[str, ...]:
    firm = business(db)
    return spreading_order(lookup.get_record(db, Client, client).country or (firm.country if firm else ""))


def write_off_problems(db: Connection, found: WriteOff) -> Iterator[Problem]:
    """Yield a problem if more is written off than is open on the invoice."""
    yield from no_credit_note(db, found)
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
    """Yield a problem if the parts come to more than what they are of, or one is not above zero.

    The part of a payment in another currency says what it takes of it (`source_amount`).
    """
    number = part.source or part.credit_note
    if not number or not part.invoice or part.amount is None:
        return
    yield from no_credit_note(db, part)
    source = source_of(lookup.get_record(db, Payment if part.source else Invoice, number))
    code = source.amount.currency
    others = sum(taken(each, code) for each in parts_of(db, number) if each.id != part.id)
    left = Money(max(0, source.amount.minor - others), code)
    if part.amount <= 0 or taken(part, code) <= 0 or taken(part, code) > left.minor:
        yield Problem("amount", said(N_("Enter an amount above zero: {amount} of the payment is left."), amount=left))
    if not part.source_amount and lookup.get_record(db, Invoice, part.invoice).currency != code:
        yield Problem("invoice", said(N_("This invoice is in another currency.")))


def payment_problems(db: Connection, payment: Payment) -> Iterator[Problem]:
    """Yield a problem if a payment is for a credit note."""
    yield from no_credit_note(db, payment)


def no_credit_note(db: Connection, found: Payment | WriteOff | Allocation | InvoiceHold | Promise) -> Iterator[Problem]:
    """Yield a problem if what is recorded on an invoice is recorded on a credit note: that is owed by nobody."""
    if found.invoice and lookup.get_record(db, Invoice, found.invoice).is_credit_note:
        yield Problem("invoice", said(N_("This is a credit note. Choose an invoice.")))
