"""Invoices with what decides on their interest, as it is on record (P3.2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from clientguard.domain.money.claims.late import LateInvoice
from clientguard.domain.money.claims.watched import debtor_of, governing
from clientguard.domain.money.lines import decimal_of
from clientguard.domain.money.statement import Account, covering
from clientguard.domain.records import Client, Contract, Instant, Invoice
from clientguard.domain.records.kinds.billing import AGREED
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import cells
from clientguard.store.records.lookup import find_records, get_record
from clientguard.store.views.business import business
from clientguard.store.views.money import invoices_of
from clientguard.store.views.papers.account import account
from clientguard.store.views.portions import portions

_ASKED = """
SELECT f.about, m.at_ms, m.at_offset FROM reference f JOIN record fr ON fr.id = f.id AND fr.removed_seq IS NULL
JOIN message m ON m.id = f.source JOIN record mr ON mr.id = m.id AND mr.removed_seq IS NULL
WHERE f.about IN ({marks}) AND f.role IN ('reminder', 'notice') AND m.direction = 'out' ORDER BY m.at_ms, m.id
"""


def late_invoices(
    db: Connection, client: int, ids: Sequence[int], on: date, day_of: Callable[[Instant], date]
) -> tuple[LateInvoice, ...]:
    """Return these invoices of a client as they are known on a day; `day_of` says on which day a message went out."""
    owner, firm = get_record(db, Client, client), business(db)
    contracts = find_records(db, Contract, "t.client = ?", client, order="t.starts DESC, t.id DESC")
    asked, known = _asked(db, ids, day_of), account(db, client, on)
    records = {each.id: each for each in known.invoices}
    found: list[LateInvoice] = []
    for facts in invoices_of(db, [each for each in ids if each in records], on):
        record = records[facts.id]
        contract = _contract(record, contracts)
        found.append(
            LateInvoice(
                facts=facts,
                contract=contract.id,
                country=governing(contract.law, firm.country if firm else "", owner.country),
                debtor=debtor_of(owner.legal_form),
                agreed=record.due_agreed == AGREED or (not record.due_agreed and bool(facts.terms)),
                received=record.received_on or record.sent_on,
                performed=record.performed_on,
                asked=tuple(each for each in asked.get(facts.id, ()) if each <= on),
                rate=decimal_of(contract.late_rate),
                base=contract.late_base,
                paid=tuple(_paid(known, facts.id)),
            )
        )
    return tuple(found)


def _paid(known: Account, invoice: int) -> list[tuple[date, int]]:
    """Return what was paid on an invoice, by day; credit notes are no payments."""
    payments = Account(known.invoices, known.receipts, (), (), ())
    return [(on, minor) for of, on, minor in covering(payments) if of == invoice]


def _contract(invoice: Invoice, contracts: Sequence[Contract]) -> Contract:
    """Return the contract of an invoice, else the newest that ran on its date; an empty one if there is none."""
    own = (each for each in contracts if each.id == invoice.contract)
    ran = (each for each in contracts if invoice.issued and _runs(each, invoice.issued))
    return next(own, None) or next(ran, None) or Contract()


def _runs(contract: Contract, on: date) -> bool:
    ends = contract.ended_on or (None if contract.renews_months else contract.ends)
    return (contract.starts or on) <= on <= (ends or on)


def _asked(db: Connection, ids: Sequence[int], day_of: Callable[[Instant], date]) -> dict[int, list[date]]:
    """Return the days on which a reminder or notice of each invoice went out."""
    found: dict[int, list[date]] = {}
    for marks, part in portions(ids):
        for invoice, ms, offset in db.execute(_ASKED.format(marks=marks), part).fetchall():
            found.setdefault(invoice, []).append(day_of(cells.moment(ms, offset)))
    return found
