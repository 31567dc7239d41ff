"""Invoices, payments, which invoices a payment pays, and what is no longer demanded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clientguard.domain.records.describe import (
    Choice,
    Problem,
    Record,
    choice,
    currency,
    day,
    decimal,
    flag,
    kind,
    link,
    long,
    money,
    text,
)
from clientguard.domain.wording import N_, said

INVOICE = "invoice"
CREDIT_NOTE = "credit note"
AGREED, STATED_ALONE = "agreed", "stated"
DUE_AGREED = (
    Choice(AGREED, N_("Agreed with the client")),
    Choice(STATED_ALONE, N_("Only written on the invoice")),
)
INVOICE_TYPES = (Choice(INVOICE, N_("Invoice")), Choice(CREDIT_NOTE, N_("Credit note"), "note"))


@kind(
    "invoice",
    N_("Invoice"),
    N_("Invoices"),
    N_("invoice", "noun"),
    icon="receipt",
    title="number",
    date="issued",
    timeline=True,
    section="money",
    evidence=True,
    by_law=True,
    fixed_by=("sent_on",),
    answered=("sent_by", "due_agreed", "received_on", "performed_on"),
    instead=N_("Credit it, or replace it with a new invoice that names it."),
    empty=N_("No invoices yet. Add the ones that are open, and the last few that were paid."),
    after_closing=True,
)
class Invoice(Record):
    """An invoice to a client, or a credit note for one; its due date follows from the contract's terms (P3.1).

    Once it was sent, it stands: what is wrong is credited, or replaced by another invoice. A credit note's amount is
    above zero and counts for the invoice that it credits, unless allocations spread it.
    """

    client: int | None = link(N_("Client"), "client", required=True, column=True)
    contract: int | None = link(N_("Contract"), "contract")
    number: str = text(N_("Number"), required=True, column=True, search=True)
    issued: date | None = day(N_("Issued"), past=True, required=True, column=True)
    due: date | None = day(
        N_("Due", "invoice"), column=True, help=N_("Leave empty to take it from the contract's payment terms.")
    )
    amount: int | None = money(N_("Amount"), required=True, column=True, against=("document_type", CREDIT_NOTE))
    currency: str = currency(N_("Currency"), required=True)
    detail: str = long(N_("For", "subject"), lines=3, search=True)
    sent_on: date | None = day(N_("Sent on"), past=True, after_closing="once")
    sent_by: str = text(N_("How it was sent"), rare=True)
    document_type: str = choice(N_("Type"), INVOICE_TYPES, rare=True, help=N_("Without a choice: an invoice."))
    replaces: int | None = link(
        N_("Corrects"),
        "invoice",
        index=True,
        rare=True,
        help=N_("The invoice that this one replaces, or that is credited."),
    )
    tax: int | None = money(N_("Tax in it"), rare=True)
    due_agreed: str = choice(
        N_("The due date was"),
        DUE_AGREED,
        rare=True,
        after_closing="once",
        help=N_("Late interest begins by it. Without a choice: agreed if the contract says when to pay."),
    )
    received_on: date | None = day(
        N_("Received by the client on"), past=True, rare=True, after_closing="once", help=N_("Without a day: as sent.")
    )
    performed_on: date | None = day(
        N_("Work for it finished on"), past=True, rare=True, after_closing="once", help=N_("Where it was later.")
    )
    due_typed: bool = flag(N_("Due date entered by hand"), form=False)
    imported_by: int | None = link(N_("Imported by"), "import", form=False, any_client=True, index=True)

    @property
    def is_credit_note(self) -> bool:
        """Whether it credits an invoice."""
        return self.document_type == CREDIT_NOTE

    def problems(self) -> Iterator[Problem]:
        """Yield a problem if the due date is before the invoice's date, or a credit note names no invoice."""
        if self.is_credit_note and self.replaces is None:
            yield Problem("replaces", said(N_("Choose the invoice that is credited.")))
        if self.is_credit_note and self.amount == 0:
            yield Problem("amount", said(N_("Enter what is credited, as an amount above zero.")))
        if self.issued and self.due and self.due < self.issued:
            yield Problem("due", said(N_("The due date is before the issue date.")))


@kind("invoice_line", N_("Line of an invoice"), N_("Lines of invoices"), N_("line of an invoice", "noun"),
      icon="receipt", title="description", addable=False, by_law=True, part_of="invoice",
      after_closing=True)  # fmt: skip
class InvoiceLine(Record):
    """One line of an invoice as it is printed: what, how much of it, at which price."""

    client: int | None = link(N_("Client"), "client", required=True, form=False)
    invoice: int | None = link(N_("Invoice"), "invoice", required=True, form=False, index=True)
    description: str = text(N_("Description"), required=True, column=True, search=True)
    quantity: str = decimal(N_("Quantity"), column=True)
    unit: str = text(N_("Unit"), column=True, help=N_("For example hours, days or pieces."))
    unit_price: int | None = money(N_("Price of one"), column=True, signed=True)
    tax_rate: str = decimal(N_("Tax, %"), column=True)
    amount: int | None = money(N_("Amount"), required=True, column=True, signed=True)
    currency: str = currency(N_("Currency"), required=True, follows="invoice", form=False)


@kind(
    "payment",
    N_("Payment"),
    N_("Payments"),
    N_("payment", "noun"),
    icon="wallet",
    title="detail",
    date="received",
    timeline=True,
    section="money",
    evidence=True,
    by_law=True,
    after_closing=True,
    empty=N_("No payments yet. Record each one on the day it arrives."),
)
class Payment(Record):
    """A client's payment; a negative amount is a refund (P4.2).

    All of it counts for its invoice, unless allocations spread it over several. Without an invoice it is spread when
    it is recorded; what is left then is the client's credit on account.
    """

    client: int | None = link(N_("Client"), "client", required=True, column=True)
    invoice: int | None = link(
        N_("Invoice"),
        "invoice",
        column=True,
        index=True,
        help=N_("Leave empty to spread it over the open invoices, the oldest first."),
    )
    received: date | None = day(N_("Received", "payment"), past=True, required=True, column=True)
    amount: int | None = money(N_("Amount"), required=True, column=True, signed=True)
    currency: str = currency(N_("Currency"), required=True, follows="invoice")
    detail: str = text(N_("Reference", "payment"), search=True, column=True)
    imported_by: int | None = link(N_("Imported by"), "import", form=False, any_client=True, index=True)


@kind(
    "allocation",
    N_("Part of a payment"),
    N_("Parts of payments"),
    N_("part of a payment", "noun"),
    icon="wallet",
    title="reason",
    date="on",
    addable=False,
    by_law=True,
    after_closing=True,
    part_of="source",
)
class Allocation(Record):
    """How much of a payment or a credit note counts for an invoice, and from which day (P3.2).

    The amount is in the invoice's currency. `source_amount` is what it takes of a payment in another currency.
    """

    client: int | None = link(N_("Client"), "client", required=True, column=True)
    source: int | None = link(N_("Payment"), "payment", column=True, index=True)
    credit_note: int | None = link(N_("Credit note"), "invoice", index=True)
    invoice: int | None = link(N_("Invoice"), "invoice", required=True, column=True, index=True)
    on: date | None = day(N_("Counts from"), required=True, column=True)
    amount: int | None = money(N_("Amount"), required=True, column=True)
    currency: str = currency(N_("Currency"), required=True, follows="invoice")
    source_amount: str = decimal(N_("Of the payment, in its own currency"))
    difference_reason: str = text(N_("Where the difference comes from"))
    reason: str = text(N_("Reason"), column=True, search=True)


MEANS = (Choice("not pursued", N_("No longer pursued")), Choice("forgiven", N_("Forgiven")))


@kind(
    "write_off",
    N_("Write-off"),
    N_("Write-offs"),
    N_("write-off", "noun"),
    icon="receipt",
    title="reason",
    date="on",
    timeline=True,
    section="money",
    by_law=True,
    after_closing=True,
    empty=N_("No write-offs. Write an invoice off to stop demanding it."),
)
class WriteOff(Record):
    """What is no longer demanded of an invoice, and why; the client is told what is forgiven."""

    client: int | None = link(N_("Client"), "client", required=True, column=True)
    invoice: int | None = link(N_("Invoice"), "invoice", required=True, column=True, index=True)
    on: date | None = day(N_("On", "day"), past=True, required=True, column=True)
    amount: int | None = money(N_("Amount"), required=True, column=True)
    currency: str = currency(N_("Currency"), required=True, follows="invoice")
    means: str = choice(N_("What it means"), MEANS, default="not pursued", required=True, column=True)
    reason: str = text(N_("Reason"), required=True, column=True, search=True)
