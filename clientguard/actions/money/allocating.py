"""Saying which invoices a payment is for, as the client said when paying (P3.2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from clientguard.actions.records.editing import put_record, remove_record
from clientguard.actions.rules.spreading import parts_of
from clientguard.domain.changed import Changed
from clientguard.domain.money.amount import Money
from clientguard.domain.money.receivables import InvoiceFacts, still_open
from clientguard.domain.records import Allocation, Payment
from clientguard.domain.wording import N_, said
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records.write_path import Write
from clientguard.store.views.money import invoices_of


def allocate(book: Casebook, payment: int, to: Mapping[int, int], reason: str = "") -> Changed:
    """Let a payment count for these invoices, each with minor units of its currency, and for no others.

    What is left is the client's credit on account. KnownError with nothing written if it comes to more than the
    payment, or if an invoice is another client's, in another currency, or has less open.
    """

    def work(write: Write) -> Changed:
        found = write.get(Payment, payment)
        _check_sum(found, to)
        for each in parts_of(write.db, payment):
            remove_record(write, each.id)
        before = {each.id: each for each in invoices_of(write.db, list(to))}
        whole = found.invoice  # what it counted for as a whole until now, without parts
        for invoice, amount in to.items():
            facts = _checked(found, before.get(invoice), amount, (found.amount or 0) if whole == invoice else 0)
            part = Allocation(
                client=found.client,
                source=payment,
                invoice=invoice,
                on=max(found.received or date.min, facts.issued),
                amount=amount,
                currency=found.currency,
                reason=reason,
            )
            put_record(write, part)
        left = (found.amount or 0) - sum(to.values())
        if left:
            write.tell(said(N_("{amount} stays as credit on account."), amount=Money(left, found.currency)))
        return write.changed()

    return book.write(work)


def _check_sum(payment: Payment, to: Mapping[int, int]) -> None:
    if (
        payment.removed is not None
        or sum(to.values()) > (payment.amount or 0)
        or any(each <= 0 for each in to.values())
    ):
        raise KnownError(
            N_("Each part must be above zero, and together they cannot exceed the payment of {amount}."),
            kept=N_("Nothing was changed."),
            todo=N_("Enter smaller parts; what is left stays as credit on account."),
            amount=Money(payment.amount or 0, payment.currency),
        )


def _checked(payment: Payment, facts: InvoiceFacts | None, amount: int, own: int) -> InvoiceFacts:
    """Return the invoice's facts; `own` is what this payment itself pays of it until now."""
    if facts is None or facts.client != payment.client or facts.amount.currency != payment.currency:
        raise KnownError(
            N_("This is not an invoice of the payment's client and currency."),
            kept=N_("Nothing was changed."),
            todo=N_("Choose invoices of that client, in the currency of the payment."),
        )
    left = still_open(facts) + own
    if amount > left:
        raise KnownError(
            N_("Only {open} is open on invoice {number}."),
            kept=N_("Nothing was changed."),
            todo=N_("Enter that much or less; what is left stays as credit on account."),
            open=Money(max(0, left), facts.amount.currency),
            number=facts.number,
        )
    return facts
