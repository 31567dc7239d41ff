"""What a payment lifted comes back when the payment no longer settles the invoice (P3.5)."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from clientguard.actions.journal.corrections import correct_entry
from clientguard.actions.privacy.erasure import erase_records
from clientguard.actions.records import editing
from clientguard.domain.records import Contract, Invoice, Payment
from clientguard.store.views import journal
from tests.factories import add, read

STOPPED, PAID = date(2026, 11, 1), date(2026, 11, 10)


@pytest.fixture
def work(book):
    """Work stopped for an unpaid invoice, then paid: the client, the contract, the invoice and the payment."""
    client = add(book, "client")
    contract = add(book, "contract", client=client, title="Care")
    invoice = add(book, "invoice", client=client, amount=100_00)
    editing.change_record(book, read(book, Contract, contract), stopped_on=STOPPED, stopped_for=invoice)
    payment = add(book, "payment", client=client, invoice=invoice, received=PAID, amount=100_00)
    return client, contract, invoice, payment


def stop(book, work):
    found = read(book, Contract, work[1])
    return found.stopped_on, found.stopped_for


def test_the_payment_lifts_the_stop_and_its_removal_puts_it_back(book, work):
    _, contract, invoice, payment = work
    assert stop(book, work) == (None, None)
    gone = editing.remove_records(book, [payment])
    assert stop(book, work) == (STOPPED, invoice)
    assert gone.ids == {payment, contract}
    assert [str(each) for each in gone.told] == ["Work on “Care” is stopped again."]
    with book.read() as db:
        assert "stopped_on" in journal.page(db, record=contract)[0].fields
    back = editing.restore_records(book, [payment])
    assert stop(book, work) == (None, None)
    assert [str(each) for each in back.told] == ["The stop of work on “Care” is lifted."]


def test_a_lower_amount_puts_it_back_and_the_rest_lifts_it_again(book, work):
    client, _, invoice, payment = work
    editing.change_record(book, read(book, Payment, payment), amount=60_00)
    assert stop(book, work) == (STOPPED, invoice)
    add(book, "payment", client=client, invoice=invoice, received=date(2026, 11, 20), amount=40_00)
    assert stop(book, work) == (None, None)
    assert read(book, Contract, work[1]).lifted_on == date(2026, 11, 20)


def test_a_payment_moved_to_another_invoice_puts_it_back(book, work):
    client, _, invoice, payment = work
    other = add(book, "invoice", client=client, amount=100_00)
    editing.change_record(book, read(book, Payment, payment), invoice=other)
    assert stop(book, work) == (STOPPED, invoice)


def test_another_date_of_the_payment_is_another_day_of_lifting(book, work):
    editing.change_record(book, read(book, Payment, work[3]), received=date(2026, 11, 25))
    found = read(book, Contract, work[1])
    assert (found.stopped_on, found.lifted_on, found.lifted_stop) == (None, date(2026, 11, 25), STOPPED)


def test_a_correction_puts_it_back_too(book, work):
    _, _, invoice, payment = work
    with book.read() as db:
        entry = journal.page(db, record=payment)[0].seq
    correct_entry(book, dataclasses.replace(read(book, Payment, payment), amount=10_00), entry, "Misread")
    assert stop(book, work) == (STOPPED, invoice)


def test_a_refund_puts_it_back(book, work):
    client, _, invoice, _ = work
    add(book, "payment", client=client, invoice=invoice, received=date(2026, 11, 12), amount=-30_00)
    assert stop(book, work) == (STOPPED, invoice)


def test_a_higher_amount_of_the_invoice_puts_it_back(book, work):
    editing.change_record(book, read(book, Invoice, work[2]), amount=150_00)
    assert stop(book, work) == (STOPPED, work[2])


def test_a_newer_stop_for_another_invoice_stays(book, work):
    client, contract, _, payment = work
    other = add(book, "invoice", client=client, amount=100_00)
    editing.change_record(book, read(book, Contract, contract), stopped_on=date(2026, 11, 15), stopped_for=other)
    editing.remove_records(book, [payment])
    assert stop(book, work) == (date(2026, 11, 15), other)


def test_an_erased_payment_puts_it_back(book, work):
    erase_records(book, [work[3]], "request of 3 May", [])
    assert stop(book, work) == (STOPPED, work[2])


def test_an_erased_invoice_leaves_no_trace_on_the_contract(book, work):
    erase_records(book, [work[2]], "request of 3 May", [])
    found = read(book, Contract, work[1])
    assert (found.lifted_on, found.lifted_stop, found.lifted_for) == (None, None, None)
