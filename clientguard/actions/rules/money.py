"""An invoice's contract, due date and number."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import date

from clientguard.actions.rules.deriving import around
from clientguard.actions.rules.invoices.lines import sum_problems
from clientguard.actions.rules.rule import Offer, Offers, Proposal
from clientguard.domain.money.agreed import (
    NOTHING_AROUND,
    derived_due,
    discount_offered,
    due_origin,
    is_typed,
    ran_in_words,
    running,
    to_choose,
)
from clientguard.domain.money.numbers import numbers_after
from clientguard.domain.records import Contract, Invoice, Problem
from clientguard.domain.wording import N_, Said, said
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import lookup
from clientguard.store.views import money


def by_contract(db: Connection, invoice: Invoice) -> Invoice:
    """Return an invoice with its contract and its due date filled in from the contract that ran on its date (P3.1).

    A derived due date is derived again, until one is typed or the invoice was sent.
    """
    if not invoice.client:
        return invoice
    before = _before(db, invoice)
    contracts = _contracts(db, invoice.client, invoice.contract)
    beside = around(db, invoice.client) if contracts else NOTHING_AROUND  # an import adds many without contracts
    typed = is_typed(before, invoice, contracts, beside)
    whole = dataclasses.replace(invoice, number=invoice.number.strip(), due_typed=typed)
    whole = dataclasses.replace(whole, contract=_contract(before, whole, contracts))
    sent = before is not None and before.sent_on is not None and whole.due is not None
    if typed or sent or (whole.due is not None and to_choose(whole, contracts)):
        return whole
    return dataclasses.replace(whole, due=derived_due(whole, contracts, beside))


def _contract(before: Invoice | None, invoice: Invoice, contracts: list[Contract]) -> int | None:
    """Return the contract that was chosen, else the only one that ran; another date may mean another contract."""
    chosen = invoice.contract
    if before and before.issued and before.issued != invoice.issued and before.contract == chosen:
        taken = [each.id for each in running(contracts, before.issued)]
        chosen = None if taken == [chosen] else chosen
    if chosen is not None or not invoice.issued:
        return chosen
    found = running(contracts, invoice.issued)
    return found[0].id if len(found) == 1 else None


def invoice_problems(db: Connection, invoice: Invoice) -> Iterator[Problem]:
    """Yield a problem if the number is already used, or if several contracts ran and none was chosen (P3.1).

    An invoice that was saved like that can still be edited: this is only checked when the field changes.
    """
    before = _before(db, invoice)
    if before is None or before.number != invoice.number:
        yield from _repeated(db, invoice)
    yield from sum_problems(db, invoice, before)
    follows = not (invoice.due_typed or invoice.is_credit_note) and (before is None or before.sent_on is None)
    names = ("issued", "contract", "due")
    if follows and (before is None or any(getattr(before, name) != getattr(invoice, name) for name in names)):
        yield from _undecided(invoice, _contracts(db, invoice.client, invoice.contract))


def _repeated(db: Connection, invoice: Invoice) -> Iterator[Problem]:
    other = same_number(db, invoice)
    if other is None:
        return
    client = lookup.titles(db, [other.client or 0]).get(other.client or 0, "")
    told = said(N_("Invoice “{number}” of {client} already has this number."), number=other.number, client=client)
    yield Problem("number", told)


def _undecided(invoice: Invoice, contracts: list[Contract]) -> Iterator[Problem]:
    if found := to_choose(invoice, contracts):
        told = said(
            N_("Several contracts with different payment terms ran on {date}: {titles}. Choose one."),
            date=invoice.issued,
            titles=", ".join(each.title for each in found),
        )
        yield Problem("contract", told)


def same_number(db: Connection, invoice: Invoice) -> Invoice | None:
    """Return another invoice with this number, however it is typed (`names.name_key`); not one that was removed."""
    found = money.numbered(db, invoice.number)
    other = next((each for each in found if each != invoice.id), None)
    return lookup.get_record(db, Invoice, other) if other else None


def origins(db: Connection, invoice: Invoice) -> Mapping[str, Said]:
    """Return where the due date comes from and how to derive it again, and what paying early saves, for the form."""
    if not invoice.client:
        return {}
    contracts = _contracts(db, invoice.client, invoice.contract)
    told = {
        "due": due_origin(invoice, contracts, around(db, invoice.client)),
        "amount": discount_offered(invoice, contracts),
    }
    return {field: each for field, each in told.items() if each}


def contracts_offered(db: Connection, invoice: Invoice) -> Offers:
    """Return the contracts that an invoice may be for: first those that ran on its date (P3.1).

    Where one alone ran, it is proposed; the others are told by their dates.
    """
    return offered_contracts(db, invoice.client, invoice.contract, invoice.issued)


def offered_contracts(db: Connection, client: int | None, chosen: int | None, on: date | None) -> Offers:
    """Return the client's contracts, first those that ran on a day, and the one that was `chosen` even if removed."""
    contracts = _contracts(db, client, chosen) if client else []
    fitting = {each.id for each in running(contracts, on)} if on else {each.id for each in contracts}
    ordered = sorted(contracts, key=lambda each: each.id not in fitting)
    items = (Offer(each.id, each.title, None if each.id in fitting else ran_in_words(each)) for each in ordered)
    return Offers(tuple(items), next(iter(fitting)) if on and len(fitting) == 1 else None)


def next_number(db: Connection, invoice: Invoice) -> Proposal | None:
    """Return the number that follows the last invoice's by then, and is free; None if there is nothing to count on."""
    if not invoice.issued:
        return None
    last = money.last_issued(db, invoice.issued, credit_note=True) if invoice.is_credit_note else None
    last = last or money.last_issued(db, invoice.issued)
    if last is None or last.issued is None:
        return None
    following = numbers_after(last.number.strip(), last.issued.year, invoice.issued.year)
    free = next((each for each in following if not money.numbered(db, each)), "")
    return Proposal(free, said(N_("It follows {number}."), number=last.number)) if free else None


def _before(db: Connection, invoice: Invoice) -> Invoice | None:
    return lookup.get_record(db, Invoice, invoice.id) if invoice.id else None


def _contracts(db: Connection, client: int | None, chosen: int | None) -> list[Contract]:
    """Return the client's contracts, newest first, and the one that was chosen even if it was removed."""
    found = lookup.find_records(db, Contract, "t.client = ?", client, order="t.starts DESC, t.id DESC")
    if chosen and all(each.id != chosen for each in found):
        found += lookup.find_records(db, Contract, "t.id = ?", chosen, removed=True)
    return found
