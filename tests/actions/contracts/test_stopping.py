"""Work is stopped for an unpaid invoice, and goes on once it is paid, or once the user says so."""

from __future__ import annotations

from datetime import timedelta

import pytest

from clientguard.actions.contracts.stopping import STATE, resume_work, stop_work
from clientguard.actions.records import editing
from clientguard.domain.records import Contract
from clientguard.domain.records.as_of import contract_on
from clientguard.errors import KnownError
from clientguard.store.verify.full import verify
from tests.factories import TODAY, add, ago, read


@pytest.fixture
def client(book):
    return add(book, "client", name="Acme", stage="active")


@pytest.fixture
def contract(book, client):
    return add(book, "contract", client=client, title="Care")


@pytest.fixture
def invoice(book, client):
    return add(book, "invoice", client=client, number="R-7", amount=100_00)


def state(book, contract):
    found = read(book, Contract, contract)
    return found.stopped_on, found.stopped_for


def test_the_payment_that_settles_the_invoice_lifts_the_stop(book, path, client, contract, invoice):
    stop_work(book, contract, invoice, ago(3), TODAY)
    assert state(book, contract) == (ago(3), invoice)
    payment = add(book, "payment", client=client, invoice=invoice, received=TODAY, amount=100_00)
    assert state(book, contract) == (None, None)
    editing.remove_records(book, [payment])
    assert state(book, contract) == (ago(3), invoice)
    book.close()
    assert verify(path).valid


def test_work_that_was_resumed_stays_so_when_a_part_is_paid_and_was_stopped_before(book, client, contract, invoice):
    before = read(book, Contract, contract)
    stop_work(book, contract, invoice, ago(9), TODAY)
    resume_work(book, contract, ago(2))
    add(book, "payment", client=client, invoice=invoice, received=ago(1), amount=40_00)
    found = read(book, Contract, contract)
    assert (found.stopped_on, found.lifted_on) == (None, ago(2))
    assert contract_on(found, ago(5)).stopped_on == ago(9)
    assert contract_on(found, ago(1)).stopped_on is None
    editing.change_record(book, found, **{name: getattr(before, name) for name in STATE})
    assert read(book, Contract, contract) == before


def test_only_an_unpaid_invoice_of_the_client_stops_work_and_only_once(book, client, contract, invoice):
    other = add(book, "invoice", client=add(book, "client", name="Mill"))
    paid = add(book, "invoice", client=client, amount=10_00)
    add(book, "payment", client=client, invoice=paid, amount=10_00)
    for wrong, on, words in (
        (other, TODAY, "not an invoice of the contract's client"),
        (paid, TODAY, "is paid"),
        (invoice, TODAY + timedelta(days=1), "still to come"),
    ):
        with pytest.raises(KnownError, match=words):
            stop_work(book, contract, wrong, on, TODAY)
    with pytest.raises(KnownError, match="is not stopped"):
        resume_work(book, contract, TODAY)
    stop_work(book, contract, invoice, ago(1), TODAY)
    with pytest.raises(KnownError, match="has been stopped since"):
        stop_work(book, contract, invoice, TODAY, TODAY)
    with pytest.raises(KnownError, match="was stopped on"):
        resume_work(book, contract, ago(2))
    assert state(book, contract) == (ago(1), invoice)
