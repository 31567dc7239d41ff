"""Saying which invoices a payment or a credit note is for, as the client said when paying (P3.2)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from clientguard.actions.records.editing import put_record, remove_record
from clientguard.actions.rules.invoices.spreading import Source, parts_of, source_of
from clientguard.domain.changed import Changed
from clientguard.domain.money.amount import Money
from clientguard.domain.money.receivables import InvoiceFacts, bill, in_order, still_open, taken
from clientguard.domain.records import Invoice, Payment
from clientguard.domain.wording import N_, said
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import lookup
from clientguard.store.records.write_path import Write
from clientguard.store.views.money import invoices_of, unpaid_of


@dataclass(frozen=True, slots=True)
class Part:
    """What an invoice gets, in minor units of its currency.

    `taking` is what that takes of the payment, in minor units of the payment's currency, if that is not the same;
    `difference` says where the difference comes from: the rate, a bank fee.
    """

    amount: int
    taking: int | None = None
    difference: str = ""

    @property
    def taken(self) -> int:
        """What it takes of the payment."""
        return self.amount if self.taking is None else self.taking


def spreadable(db: Connection, number: int) -> Source:
    """Return the payment or credit note with this number as what is spread; KnownError if it is neither."""
    kind = lookup.kind_of(db, number)
    if kind == Payment.kind.name:
        return source_of(lookup.get_record(db, Payment, number))
    found = lookup.get_record(db, Invoice, number) if kind == Invoice.kind.name else None
    if found is None or not found.is_credit_note:
        raise KnownError(
            N_("Number {number} is not a payment or a credit note."),
            kept=N_("Nothing was changed."),
            number=str(number),
        )
    return source_of(found)


def allocate(book: Casebook, number: int, to: Mapping[int, int | Part], reason: str = "") -> Changed:
    """Let a payment or a credit note count for these invoices, each with minor units, and for no others.

    What is left is the client's credit on account. KnownError with nothing written if it comes to more than the
    payment, or if an invoice is another client's, has less open, or is in another currency and nothing says what it
    takes of the payment.
    """
    parts = {invoice: each if isinstance(each, Part) else Part(each) for invoice, each in to.items()}

    def work(write: Write) -> Changed:
        source = spreadable(write.db, number)
        _check_sum(write.db, source, parts.values())
        for each in parts_of(write.db, number):
            remove_record(write, each.id)
        found = {each.id: each for each in invoices_of(write.db, list(parts))}
        for invoice, part in parts.items():
            own = source.amount.minor if source.whole == invoice else 0  # without parts it counts for it as a whole
            facts = _checked(source, found.get(invoice), part, own)
            made = source.part(invoice, max(source.on, facts.issued), Money(part.amount, facts.amount.currency), reason)
            if part.taking is not None:
                taking = Money(part.taking, source.amount.currency).plain()
                made = dataclasses.replace(made, source_amount=taking, difference_reason=part.difference)
            put_record(write, made)
        left = source.amount.minor - sum(each.taken for each in parts.values())
        if left:
            amount = Money(left, source.amount.currency)
            write.tell(said(N_("{amount} stays as credit on account."), amount=amount))
        return write.changed()

    return book.write(work)


def _check_sum(db: Connection, source: Source, parts: Iterable[Part]) -> None:
    parts = list(parts)
    removed = lookup.any_record(db, source.id).removed is not None
    total = sum(each.taken for each in parts)
    if removed or total > source.amount.minor or any(each.amount <= 0 or each.taken <= 0 for each in parts):
        raise KnownError(
            N_("Each part must be above zero, and together they cannot exceed the payment of {amount}."),
            kept=N_("Nothing was changed."),
            todo=N_("Enter smaller parts; what is left stays as credit on account."),
            amount=source.amount,
        )


def _checked(source: Source, facts: InvoiceFacts | None, part: Part, own: int) -> InvoiceFacts:
    """Return the invoice's facts; `own` is what this payment itself pays of it until now."""
    if facts is None or facts.client != source.client:
        raise KnownError(
            N_("This is not an invoice of the payment's client."),
            kept=N_("Nothing was changed."),
            todo=N_("Choose invoices of that client."),
        )
    if facts.amount.currency != source.amount.currency and (part.taking is None or not source.is_payment):
        raise KnownError(
            N_("Invoice {number} is in {currency}, and this is in {other}."),
            kept=N_("Nothing was changed."),
            todo=N_("Say what it takes of the payment, and where the difference comes from, such as the rate."),
            number=facts.number,
            currency=facts.amount.currency,
            other=source.amount.currency,
        )
    if facts.amount.currency == source.amount.currency and part.taken != part.amount:
        raise KnownError(
            N_("Invoice {number} is in the currency of the payment, so it gets what it takes."),
            kept=N_("Nothing was changed."),
            todo=N_("Write off what a bank kept of it."),
            number=facts.number,
        )
    if part.taking is not None and part.taking != part.amount and not part.difference.strip():
        raise KnownError(
            N_("What invoice {number} gets is not what it takes of the payment."),
            kept=N_("Nothing was changed."),
            todo=N_("Say where the difference comes from, such as the rate or a bank fee."),
            number=facts.number,
        )
    left = still_open(facts) + own
    if part.amount > left:
        raise KnownError(
            N_("Only {open} is open on invoice {number}."),
            kept=N_("Nothing was changed."),
            todo=N_("Enter that much or less; what is left stays as credit on account."),
            open=Money(max(0, left), facts.amount.currency),
            number=facts.number,
        )
    return facts


@dataclass(frozen=True, slots=True)
class SpreadLine:
    """An invoice that a payment can count for: what is open without it, and what it gets of it now."""

    invoice: int
    number: str
    due: date | None
    open: Money
    now: int
    taking: int  # what `now` takes of the payment, in minor units of the payment's currency


@dataclass(frozen=True, slots=True)
class SpreadChoice:
    """A payment or a credit note, and the invoices of its client that it can count for, those due first."""

    source: Source
    lines: tuple[SpreadLine, ...]


def spread_choice(db: Connection, number: int, today: date) -> SpreadChoice:
    """Return what a payment or a credit note counts for, and can count for; KnownError as in `spreadable`."""
    source = spreadable(db, number)
    parts = parts_of(db, number)
    now = {each.invoice or 0: each.amount or 0 for each in parts}
    takes = {each.invoice or 0: taken(each, source.amount.currency) for each in parts}
    if not parts and source.whole:
        now = takes = {source.whole: source.amount.minor}
    unpaid = {each.id for each in unpaid_of(db, [source.client])}
    bills = in_order(bill(each, today) for each in invoices_of(db, sorted(unpaid | now.keys())))
    lines: list[SpreadLine] = []
    for each in bills:
        facts = each.facts
        own = now.get(facts.id, 0)
        left = Money(max(0, still_open(facts) + own), facts.amount.currency)
        if left.minor:
            get = min(own, left.minor)
            took = takes.get(facts.id, 0) if get == own else get
            lines.append(SpreadLine(facts.id, facts.number, each.due, left, get, took))
    return SpreadChoice(source, tuple(lines))
