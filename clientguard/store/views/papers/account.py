"""The account of a client as its statement shows it: invoices, payments, credit notes and write-offs until a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP

from clientguard.domain.money.amount import Money
from clientguard.domain.money.currencies import digits
from clientguard.domain.money.lines import decimal_of
from clientguard.domain.money.receivables import bill
from clientguard.domain.money.statement import Account, Exchange, Receipt, Statement, WrittenOff, statement
from clientguard.domain.paper.printed import Anchor
from clientguard.domain.records import Allocation, Client, Invoice, Payment, WriteOff
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.lookup import find_records, get_record
from clientguard.store.views.business import business
from clientguard.store.views.money import ageing, invoices


def statement_facts(
    db: Connection, client: int, *, made: date, start: date | None, end: date, anchor: Anchor
) -> Statement | None:
    """Return a client's statement as known on its last day; None if there is no business yet."""
    firm = business(db)
    if firm is None:
        return None
    found = get_record(db, Client, client)
    return statement(firm, found, account(db, client, end), made=made, start=start, end=end, anchor=anchor)


def account(db: Connection, client: int, end: date) -> Account:
    """Return a client's account until a day, both in what was issued and in what was paid and written off by then."""
    issued = find_records(db, Invoice, "t.client = ?", client, order="t.issued, t.id")
    known = {each.id: each for each in issued if each.issued and each.issued <= end}
    return Account(
        invoices=tuple(known.values()),
        receipts=tuple(_receipts(db, client, end, known)),
        written_off=tuple(
            WrittenOff(each.invoice or 0, each.on, each.amount or 0, each.means == "forgiven")
            for each in find_records(db, WriteOff, "t.client = ?", client, order='t."on", t.id')
            if each.on and each.on <= end and each.invoice in known and known[each.invoice].currency == each.currency
        ),
        bills=tuple(bill(each, end) for each in invoices(db, client, on=end)),
        aged=ageing(db, client, on=end),
        credited=tuple(each for each in _credited(db, client, known) if each[1] <= end),
    )


def _receipts(db: Connection, client: int, end: date, known: dict[int, Invoice]) -> list[Receipt]:
    """Return the payments of a client until a day, each with what it counts for by then."""
    parts: dict[int, list[Allocation]] = {}
    for part in find_records(db, Allocation, "t.client = ?", client, order='t."on", t.id'):
        parts.setdefault(part.source or 0, []).append(part)
    return [
        Receipt(
            each.id,
            each.received,
            Money(each.amount or 0, each.currency),
            each.detail,
            tuple(
                (invoice, on, minor)
                for invoice, on, minor in _counts(each, parts.get(each.id, []))
                if invoice in known and known[invoice].currency == each.currency and on <= end
            ),
            tuple(_exchanged(each, parts.get(each.id, []), end, known)),
        )
        for each in find_records(db, Payment, "t.client = ?", client, order="t.received, t.id")
        if each.received and each.received <= end
    ]


def _exchanged(payment: Payment, parts: list[Allocation], end: date, known: dict[int, Invoice]) -> Iterator[Exchange]:
    """Yield what a payment gives to invoices in other currencies by a day."""
    for each in parts:
        taken, differs = decimal_of(each.source_amount), each.currency != payment.currency
        if taken is not None and differs and each.on and each.on <= end and each.invoice in known:
            minor = int(taken.scaleb(digits(payment.currency)).to_integral_value(ROUND_HALF_UP))
            given = Money(each.amount or 0, each.currency)
            yield Exchange(each.invoice, each.on, Money(minor, payment.currency), given)


def _credited(db: Connection, client: int, known: dict[int, Invoice]) -> Iterator[tuple[int, date, int]]:
    """Yield for which invoices credit notes count: as they were spread, else for the one that each credits."""
    spread: set[int] = set()
    for each in find_records(db, Allocation, "t.client = ?", client):
        if each.credit_note in known and each.invoice in known and each.on:
            spread.add(each.credit_note)
            yield each.invoice, each.on, each.amount or 0
    for note in known.values():
        if note.is_credit_note and note.id not in spread and note.replaces in known and note.issued:
            yield note.replaces, note.issued, note.amount or 0


def _counts(payment: Payment, parts: list[Allocation]) -> list[tuple[int, date, int]]:
    if parts:
        return [(each.invoice or 0, each.on or date.max, each.amount or 0) for each in parts]
    return [(payment.invoice or 0, payment.received or date.max, payment.amount or 0)]
