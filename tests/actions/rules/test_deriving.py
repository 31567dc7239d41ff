"""Due dates follow what they wait for, and the business days of the country (P3.1)."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from clientguard.actions.records import editing
from clientguard.actions.rules import money as rules
from clientguard.domain.money.receivables import bill
from clientguard.domain.records import Business, Client, Contract, Deliverable, Invoice
from clientguard.store.views import money
from clientguard.store.views.business import business
from tests.factories import TODAY, add, read

OCTOBER = date(2026, 10, 1)


@pytest.fixture
def owner(book):
    return add(book, "client", name="Acme")


@pytest.fixture
def halves(book, owner):
    """A contract whose second half waits for the delivery."""
    return add(book, "contract", client=owner, title="Shop", starts=date(2026, 1, 1),
               payment_terms="50% upfront, rest on delivery")  # fmt: skip


def change(book, cls, record, **values):
    return editing.change_record(book, read(book, cls, record), **values)


def due(book, invoice):
    return read(book, Invoice, invoice).due


def told(changed):
    return [str(each) for each in changed.told]


def state(book, invoice):
    with book.read() as db:
        return bill(money.invoices_of(db, [invoice])[0], TODAY)


def test_an_invoice_that_waits_gets_its_date_from_the_delivery_even_if_it_was_sent(book, owner, halves):
    shop = add(book, "deliverable", client=owner, contract=halves, title="Shop")
    invoice = add(book, "invoice", client=owner, issued=OCTOBER, sent_on=OCTOBER, amount=100000)
    assert due(book, invoice) is None
    assert (state(book, invoice).due, state(book, invoice).overdue.minor) == (OCTOBER, 50000)
    changed = change(book, Deliverable, shop, delivered_on=date(2026, 10, 20), state="delivered")
    assert told(changed) == ["The due date of 1 invoice follows the delivery."]
    assert due(book, invoice) == date(2026, 10, 20)
    assert (state(book, invoice).due, state(book, invoice).overdue.minor) == (OCTOBER, 100000)
    editing.remove_records(book, [shop])
    assert due(book, invoice) is None
    editing.restore_records(book, [shop])
    assert due(book, invoice) == date(2026, 10, 20)
    change(book, Deliverable, shop, delivered_on=None, state="agreed")
    assert due(book, invoice) is None


def test_a_date_entered_by_hand_does_not_wait(book, owner, halves):
    shop = add(book, "deliverable", client=owner, contract=halves, title="Shop")
    invoice = add(book, "invoice", client=owner, issued=OCTOBER, due=date(2026, 12, 1), amount=100000)
    change(book, Deliverable, shop, delivered_on=date(2026, 10, 20), state="delivered")
    assert due(book, invoice) == date(2026, 12, 1)
    assert (state(book, invoice).due, state(book, invoice).open.minor) == (date(2026, 12, 1), 100000)


def test_the_signing_of_the_contract_makes_its_part_due(book, owner, halves):
    change(book, Contract, halves, payment_terms="40% on signing, rest net 30")
    invoice = add(book, "invoice", client=owner, issued=OCTOBER, sent_on=OCTOBER)
    assert due(book, invoice) is None
    change(book, Contract, halves, signed=date(2026, 10, 5))
    assert due(book, invoice) == date(2026, 10, 31)


def test_the_form_says_what_an_invoice_waits_for_and_what_paying_early_saves(book, owner, halves):
    invoice = add(book, "invoice", client=owner, issued=OCTOBER, amount=100000, currency="EUR")
    with book.read() as db:
        origins = rules.origins(db, read(book, Invoice, invoice))
    terms = "From the contract: 50%: on receipt; the rest: on delivery."
    assert str(origins["due"]) == f"{terms} The date is filled in once the delivery is on record."
    change(book, Contract, halves, payment_terms="2/10 net 30")
    with book.read() as db:
        origins = rules.origins(db, read(book, Invoice, invoice))
    assert origins["amount"].values["date"] == date(2026, 10, 11)
    assert (origins["amount"].values["rest"].minor, origins["amount"].values["off"].minor) == (98000, 2000)


def test_due_dates_count_the_business_days_of_the_clients_country(book, owner, halves):
    change(book, Contract, halves, payment_terms="net 1 business day")
    friday = date(2026, 11, 27)
    invoice = add(book, "invoice", client=owner, issued=friday)
    assert due(book, invoice) == date(2026, 11, 30)
    with book.read() as db:
        firm = business(db)
    changed = change(book, Business, firm.id, country="GB", region="SCT")  # Monday is St Andrew's day there
    assert told(changed) == ["The due date of 1 invoice follows the business days of the country."]
    assert due(book, invoice) == date(2026, 12, 1)
    change(book, Client, owner, country="SA")
    assert due(book, invoice) == date(2026, 11, 29)


def test_a_date_that_other_holidays_moved_is_not_taken_for_one_that_was_entered(book, owner, halves):
    change(book, Contract, halves, payment_terms="net 1 business day")
    invoice = add(book, "invoice", client=owner, issued=date(2026, 11, 27))
    with book.read() as db:
        firm = business(db)
    book.write(lambda write: write.change(dataclasses.replace(firm, country="GB", region="SCT")))
    change(book, Invoice, invoice, detail="Care")
    assert (due(book, invoice), read(book, Invoice, invoice).due_typed) == (date(2026, 12, 1), False)
