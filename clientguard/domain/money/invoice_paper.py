"""The facts of an invoice or a credit note on paper, in a type that cannot hold anything private (P3.1).

It is no e-invoice, and no tax rule of any country is applied: what is printed is what is on record.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from clientguard.domain.money.amount import Money
from clientguard.domain.money.lines import decimal_of, line_sums
from clientguard.domain.money.receivables import OpenPart
from clientguard.domain.paper.letterhead import Letterhead, letterhead, lines_of
from clientguard.domain.paper.printed import Anchor, Party, party, plain_facts
from clientguard.domain.records import Business, Client, Invoice, InvoiceLine
from clientguard.domain.records.kinds.billing import CREDIT_NOTE
from clientguard.domain.wording import N_, Said, said

FORMAT = "clientguard invoice 1"  # in the JSON: a reader checks it first


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line as it is printed; the amount is without tax."""

    description: str
    quantity: Decimal | None
    unit: str
    unit_price: Money | None
    tax_rate: Decimal | None
    amount: Money


@dataclass(frozen=True, slots=True)
class TaxLine:
    """The tax at one rate, on the sum of its lines."""

    rate: Decimal
    net: Money
    tax: Money


@dataclass(frozen=True, slots=True)
class DuePart:
    """A part of the amount, and when it is due; without a date, what is waited for."""

    on: date | None
    waits_for: Said | None
    amount: Money


@dataclass(frozen=True, slots=True)
class InvoicePaper:
    """Everything on the paper. `parts` say when what is due, one or several; `corrects` is an invoice's number.

    A credit note has no parts. Without lines, `net` is the amount without the tax on record.
    """

    document_type: str
    made: date
    language: str
    business: Letterhead
    payment_details: tuple[str, ...]
    client: Party
    number: str
    issued: date
    parts: tuple[DuePart, ...]
    corrects: str
    detail: tuple[str, ...]
    lines: tuple[PaperLine, ...]
    net: Money
    taxes: tuple[TaxLine, ...]
    tax: Money | None
    total: Money
    anchor: Anchor

    @property
    def due(self) -> date | None:
        """The day on which all of it is due; None if it is paid in parts, or waits for something."""
        return self.parts[0].on if len(self.parts) == 1 else None

    @property
    def is_credit_note(self) -> bool:
        """Whether it lowers what the client owes."""
        return self.document_type == CREDIT_NOTE


def invoice_paper(
    business: Business,
    client: Client,
    invoice: Invoice,
    parts: Sequence[OpenPart],
    lines: Sequence[InvoiceLine],
    *,
    corrects: str,
    made: date,
    anchor: Anchor,
) -> InvoicePaper:
    """Return an invoice as its paper shows it; `parts` say when what is due, `corrects` names another invoice."""
    code = invoice.currency
    total = Money(invoice.amount or 0, code)
    sums = line_sums(lines)
    tax = sums.tax if lines else invoice.tax
    return InvoicePaper(
        document_type=invoice.document_type,
        made=made,
        language=client.language or business.language or "en",
        business=letterhead(business),
        payment_details=lines_of(business.payment_details),
        client=party(client),
        number=invoice.number,
        issued=invoice.issued or made,
        parts=tuple(
            DuePart(each.due, each.waits_for.say_when() if each.waits_for else None, each.open) for each in parts
        ),
        corrects=corrects,
        detail=lines_of(invoice.detail),
        lines=tuple(_line(each, code) for each in lines),
        net=Money(total.minor - (tax or 0), code),
        taxes=tuple(TaxLine(each.rate, Money(each.net, code), Money(each.tax, code)) for each in sums.taxes),
        tax=None if tax is None else Money(tax, code),
        total=total,
        anchor=anchor,
    )


def facts_json(found: InvoicePaper) -> dict[str, Any]:
    """Return the paper's facts in machine-readable form (`printed.plain_facts`)."""
    return {"format": FORMAT, **plain_facts(found)}


def _line(line: InvoiceLine, code: str) -> PaperLine:
    return PaperLine(
        description=line.description,
        quantity=decimal_of(line.quantity),
        unit=line.unit,
        unit_price=None if line.unit_price is None else Money(line.unit_price, code),
        tax_rate=decimal_of(line.tax_rate),
        amount=Money(line.amount or 0, code),
    )


def paper_remarks(found: InvoicePaper) -> tuple[Said, ...]:
    """Return what the law of many countries asks of an invoice and the record lacks; none of it prevents the paper."""
    return tuple(said(each) for each in _lacking(found))


def _lacking(found: InvoicePaper) -> Iterator[str]:
    texts = [*found.detail, *(each.description for each in found.lines)]
    untaxed = any(each.tax_rate == 0 for each in found.lines)
    if not found.business.address:
        yield N_("Your address is not on record. Enter it in Settings.")
    if not found.business.tax_number:
        yield N_("Your tax or VAT number is not on record. If you have one, enter it in Settings.")
    if not found.client.address:
        yield N_("The client's address is not on record.")
    if not found.lines:
        yield N_("It has no lines, so it does not say what was done, how much of it, and at what price.")
    if not any(char.isdigit() for text in texts for char in text):
        yield N_("No day or month of the work is named. Write it into a line, or under “For”.")
    if untaxed and not found.detail:
        yield N_("A line has 0 % tax. Many countries ask for the reason: write it under “For”.")
    if untaxed and not found.client.tax_number:
        yield N_("The client's tax or VAT number is not on record.")
    if found.is_credit_note and not found.corrects:
        yield N_("It does not name the invoice that it corrects. Choose that invoice under “Corrects”.")
    if not found.is_credit_note and not found.payment_details:
        yield N_("No payment details are on record, so it does not say how to pay. Enter them in Settings.")
