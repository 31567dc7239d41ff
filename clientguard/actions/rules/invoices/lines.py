"""The lines of an invoice: what each comes to, that they add up to the invoice, and which paper shows them."""

from __future__ import annotations

from collections.abc import Iterator

from clientguard.domain.money.amount import Money
from clientguard.domain.money.lines import MOST, amount_of, decimal_of, line_sums
from clientguard.domain.records import Attachment, Invoice, InvoiceLine, Problem
from clientguard.domain.records.kinds.billing import CREDIT_NOTE
from clientguard.domain.wording import N_, said
from clientguard.exchange.files import safe_name
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.write_path import Write
from clientguard.store.views.papers.invoice import lines_of_invoice, pdf_files

_PRINTED = ("number", "issued", "due", "due_typed", "amount", "currency", "detail", "tax", "document_type", "replaces")


def line_problems(_db: Connection, line: InvoiceLine) -> Iterator[Problem]:
    """Yield a problem if a line's amount is not its quantity times its price, or its tax rate is out of range."""
    amount = amount_of(line.quantity, line.unit_price)
    if amount is not None and amount != line.amount:
        told = said(N_("{quantity} at this price comes to {amount}."), quantity=decimal_of(line.quantity),
                    amount=Money(amount, line.currency))  # fmt: skip
        yield Problem("amount", told)
    rate = decimal_of(line.tax_rate)
    if rate is not None and not 0 <= rate <= MOST:
        yield Problem("tax_rate", said(N_("Enter a tax rate from 0 to 100.")))


def sum_problems(db: Connection, invoice: Invoice, before: Invoice | None) -> Iterator[Problem]:
    """Yield a problem if an invoice is to be over another amount than its lines come to."""
    if before is None or (before.amount, before.currency) == (invoice.amount, invoice.currency):
        return
    lines = lines_of_invoice(db, invoice.id)
    total = line_sums(lines).total
    if lines and before.currency != invoice.currency:
        told = said(N_("Its lines are in {currency}. Change them first."), currency=before.currency)
        yield Problem("currency", told)
    elif lines and total != invoice.amount:
        told = said(N_("Its lines come to {total}. Change them first."), total=Money(total, invoice.currency))
        yield Problem("amount", told)


def paper_name(invoice: Invoice) -> str:
    """Return the file name of an invoice's own paper: `Invoice 2026-014.pdf`."""
    word = "Credit note" if invoice.document_type == CREDIT_NOTE else "Invoice"
    return safe_name(f"{word} {invoice.number}.pdf")


def own_papers(db: Connection, invoice: Invoice) -> list[Attachment]:
    """Return the papers that were made of an invoice here."""
    return [each for each in pdf_files(db, invoice.id) if each.name == paper_name(invoice)]


def drop_stale_paper(write: Write, invoice: Invoice, before: Invoice | None) -> None:
    """Remove a paper that no longer shows what an invoice says, unless the invoice was sent."""
    if before is None or all(getattr(before, name) == getattr(invoice, name) for name in _PRINTED):
        return
    drop_paper(write, before)


def drop_paper(write: Write, invoice: Invoice) -> None:
    """Remove the paper that was made of an invoice, and say so, unless the invoice was sent."""
    stale = own_papers(write.db, invoice) if invoice.sent_on is None else []
    for each in stale:
        write.remove(each.id)
    if stale:
        write.tell(
            said(N_("“{name}” was removed, since the invoice has changed. Create it again."), name=stale[0].name)
        )
