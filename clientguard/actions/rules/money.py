"""What follows from saving an invoice or a payment."""

from __future__ import annotations

import dataclasses

from clientguard.domain.money.terms import TermsError, parse_terms
from clientguard.domain.records import Contract, Invoice, Payment
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import lookup
from clientguard.store.records.write_path import Write
from clientguard.store.views.client import current_contract
from clientguard.store.views.money import invoices_of


def by_contract(db: Connection, invoice: Invoice) -> Invoice:
    """Return an invoice with its contract and its due date filled in from the contract's terms (P3.1)."""
    if not invoice.client:
        return invoice
    contract = (
        lookup.get_record(db, Contract, invoice.contract) if invoice.contract else current_contract(db, invoice.client)
    )
    if contract is None:
        return invoice
    due = invoice.due
    if due is None and invoice.issued and contract.payment_terms:
        try:
            due = parse_terms(contract.payment_terms).due(invoice.issued)
        except TermsError:
            due = None
    return dataclasses.replace(invoice, contract=contract.id, due=due)


def lift_stop(write: Write, payment: Payment) -> None:
    """Lift the stop on contracts where work was stopped for the invoice that this payment settles (P3.5)."""
    if not payment.invoice:
        return
    for contract in lookup.find_records(write.db, Contract, "t.stopped_for = ?", payment.invoice):
        found = next(iter(invoices_of(write.db, [payment.invoice])), None)  # None if it was removed
        if found and found.paid >= found.amount.minor and payment.received:
            write.change(dataclasses.replace(contract, stopped_on=None, stopped_for=None))
