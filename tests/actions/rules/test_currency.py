"""The currency that follows from other records, and the refusal of two on one invoice (P3.5)."""

from __future__ import annotations

import dataclasses

import pytest

from clientguard import texts
from clientguard.actions.journal import corrections
from clientguard.actions.records import editing
from clientguard.actions.records.editing import NotValidError
from clientguard.domain.records import Client, Invoice, Payment
from clientguard.store.journal import entry_log
from tests import factories
from tests.factories import TODAY


@pytest.fixture
def client(book):
    return factories.add(book, "client", name="Acme", currency="THB")


@pytest.fixture
def dollars(book, client):
    return factories.add(book, "invoice", client=client, number="A-1", currency="USD")


def refused(book, record) -> dict[str, str]:
    """Return what is wrong with a record, by field; nothing may have been written."""
    with book.read() as db:
        before = entry_log.anchor(db)
    with pytest.raises(NotValidError) as caught:
        editing.save_record(book, record)
    with book.read() as db:
        assert entry_log.anchor(db) == before
    return {each.field: texts.words("en").say(each.message) for each in caught.value.problems}


def test_a_payment_in_another_currency_than_its_invoices_is_refused(book, client, dollars):
    yen = Payment(client=client, invoice=dollars, received=TODAY, amount=1000, currency="JPY")
    assert refused(book, yen) == {
        "currency": "“A-1” is in USD. Enter the amount in USD: what it came to on that day.",
    }
    made = editing.save_record(book, dataclasses.replace(yen, currency="")).first
    assert factories.read(book, Payment, made).currency == "USD"
    assert "currency" in refused(book, dataclasses.replace(factories.read(book, Payment, made), currency="THB"))


def test_a_payment_given_to_an_invoice_in_another_currency_is_refused(book, client, dollars):
    baht = factories.add(book, "invoice", client=client, number="A-2")
    payment = factories.read(book, Payment, factories.add(book, "payment", client=client, invoice=dollars))
    assert "“A-2” is in THB" in refused(book, dataclasses.replace(payment, invoice=baht))["currency"]
    both = dataclasses.replace(payment, invoice=baht, currency="THB")
    editing.save_record(book, both)
    assert factories.read(book, Payment, payment.id) == both


def test_an_invoice_keeps_the_currency_that_was_paid_on_it(book, client, dollars):
    payment = factories.add(book, "payment", client=client, invoice=dollars)
    invoice = dataclasses.replace(factories.read(book, Invoice, dollars), currency="EUR")
    assert refused(book, invoice) == {"currency": "What was recorded on it is in USD. Remove that first."}
    editing.remove_records(book, [payment])
    editing.save_record(book, invoice)
    assert factories.read(book, Invoice, dollars).currency == "EUR"


def test_a_payment_that_was_saved_in_another_currency_stays_editable(book, client, dollars):
    wrong = Payment(client=client, invoice=dollars, received=TODAY, amount=1000, currency="JPY")
    saved = book.write(lambda write: write.add(wrong))  # as an older version did
    editing.save_record(book, dataclasses.replace(saved, detail="by bank"))
    assert factories.read(book, Payment, saved.id).detail == "by bank"
    editing.save_record(book, dataclasses.replace(saved, currency="USD", amount=7_00))
    assert factories.read(book, Payment, saved.id).currency == "USD"


def test_a_correction_obeys_the_same_rule(book, client, dollars):
    payment = factories.read(book, Payment, factories.add(book, "payment", client=client, invoice=dollars))
    with book.read() as db:
        entry = entry_log.entries_of(db, bytes.fromhex(payment.uid))[0].seq
    with pytest.raises(NotValidError):
        corrections.correct_entry(book, dataclasses.replace(payment, currency="JPY"), entry, "It came in yen")


def test_a_clients_new_currency_leaves_its_invoices_as_they_are(book, dollars, client):
    acme = factories.read(book, Client, client)
    editing.save_record(book, dataclasses.replace(acme, currency="EUR"))  # its invoices keep theirs
    assert factories.read(book, Invoice, dollars).currency == "USD"
