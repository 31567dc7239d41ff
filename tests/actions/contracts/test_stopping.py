"""Work is stopped for an overdue invoice, and goes on once the client is current, or once the user says so (P3.4)."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from clientguard.actions.contracts import stopping
from clientguard.actions.contracts.stopping import carry_over_stops, resume_work, stop_work
from clientguard.actions.records import editing
from clientguard.domain.records import Business, Client, Contract, Suspension
from clientguard.domain.records.as_of import contract_on
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records import lookup
from clientguard.store.verify.full import verify
from tests.factories import TODAY, add, ago, read

DUE = ago(30)  # what the factories' invoice and contract come to


@pytest.fixture
def client(book):
    return add(book, "client", name="Acme", stage="active")


@pytest.fixture
def contract(book, client):
    return add(book, "contract", client=client, title="Care", suspension_clause="Clause 7")


@pytest.fixture
def invoice(book, client):
    return add(book, "invoice", client=client, number="R-7", amount=100_00)


def state(book, contract):
    found = read(book, Contract, contract)
    return found.stopped_on, found.stopped_for


def the_stop(book):
    with book.read() as db:
        (found,) = lookup.find_records(db, Suspension)
    return found


def test_the_payment_that_settles_the_invoice_lifts_the_stop(book, path, client, contract, invoice):
    stop_work(book, contract, ago(3), TODAY, reason="Second month")
    assert state(book, contract) == (ago(3), invoice)
    assert (the_stop(book).reason, the_stop(book).invoice) == ("Second month", invoice)
    payment = add(book, "payment", client=client, invoice=invoice, received=TODAY, amount=100_00)
    assert state(book, contract) == (None, None)
    assert (the_stop(book).resumed_on, the_stop(book).lifted_by) == (TODAY, payment)
    editing.remove_records(book, [payment])
    assert state(book, contract) == (ago(3), invoice)
    assert (the_stop(book).resumed_on, the_stop(book).lifted_by) == (None, None)
    book.close()
    assert verify(path).valid


def test_work_that_was_resumed_stays_so_when_a_part_is_paid_and_was_stopped_before(book, client, contract, invoice):
    before = read(book, Contract, contract)
    stop = stop_work(book, contract, ago(9), TODAY).first
    resume_work(book, contract, ago(2))
    add(book, "payment", client=client, invoice=invoice, received=ago(1), amount=40_00)
    found = read(book, Contract, contract)
    assert (found.stopped_on, found.lifted_on) == (None, ago(2))
    assert contract_on(found, ago(5)).stopped_on == ago(9)
    assert contract_on(found, ago(1)).stopped_on is None
    editing.remove_records(book, [stop])
    assert read(book, Contract, contract) == before
    editing.restore_records(book, [stop])
    assert read(book, Contract, contract) == found


def test_only_an_overdue_invoice_of_the_client_stops_work_and_only_once(book, client, contract, invoice):
    other = add(book, "invoice", client=add(book, "client", name="Mill"))
    waiting = add(book, "invoice", client=client, amount=10_00, issued=ago(3), due=TODAY + timedelta(days=5))
    for wrong, on, words in (
        (other, TODAY, "not an overdue invoice of the contract's client"),
        (waiting, TODAY, "not an overdue invoice of the contract's client"),
        (invoice, TODAY + timedelta(days=1), "still to come"),
    ):
        with pytest.raises(KnownError, match=words):
            stop_work(book, contract, on, TODAY, invoice=wrong)
    with pytest.raises(KnownError, match="is not stopped"):
        resume_work(book, contract, TODAY)
    stop_work(book, contract, ago(1), TODAY, invoice=invoice)
    with pytest.raises(KnownError, match="has been stopped since"):
        stop_work(book, contract, TODAY, TODAY)
    with pytest.raises(KnownError, match="was stopped on"):
        resume_work(book, contract, ago(2))
    assert state(book, contract) == (ago(1), invoice)


def test_nothing_overdue_is_nothing_to_stop_for(book, client, contract):
    with pytest.raises(KnownError, match="No invoice of this client is overdue"):
        stop_work(book, contract, TODAY, TODAY)


def test_work_is_never_stopped_before_the_contract_allows_it(book, contract, invoice):
    with pytest.raises(KnownError) as early:
        stop_work(book, contract, DUE, TODAY)
    assert early.value.values["first"] == DUE + timedelta(days=1)
    editing.change_record(book, read(book, Contract, contract), suspension_days=14)
    with pytest.raises(KnownError) as early:
        stop_work(book, contract, DUE + timedelta(days=13), TODAY)
    assert (early.value.values["first"], early.value.values["days"]) == (DUE + timedelta(days=14), 14)
    stop_work(book, contract, DUE + timedelta(days=14), TODAY)
    assert state(book, contract) == (DUE + timedelta(days=14), invoice)


@pytest.mark.parametrize(
    ("own", "client_country", "words"),
    [
        ("NL", "", "articles 6:52"),
        ("NL", "DE", "sections 273 and 320"),
        ("NL", "GB", "may itself be a breach"),
        ("", "TH", "of TH says about it is not known here"),
        ("", "", "Enter the country"),
    ],
)
def test_without_a_clause_the_law_is_said_and_a_reason_is_needed(book, client, invoice, own, client_country, words):
    with book.read() as db:
        (firm,) = lookup.find_records(db, Business)
    editing.change_record(book, firm, country=own)
    editing.change_record(book, read(book, Client, client), country=client_country)
    contract = add(book, "contract", client=client, title="Care")
    with pytest.raises(KnownError) as refused:
        stop_work(book, contract, TODAY, TODAY)
    assert words in str(refused.value.values["law"])
    assert "Give a reason" in refused.value.todo
    stop_work(book, contract, TODAY, TODAY, reason="They agreed on the phone.")
    assert state(book, contract) == (TODAY, invoice)


def test_why_the_user_stays_is_kept_with_the_stop(book, contract, invoice):
    stop = stop_work(book, contract, ago(3), TODAY).first
    with pytest.raises(KnownError, match="Nothing was entered"):
        stopping.note_exception(book, stop, "  ")
    stopping.note_exception(book, stop, "They were ill.")
    assert read(book, Suspension, stop).exception == "They were ill."


def test_a_stop_cannot_be_restored_beside_another_one(book, contract, invoice):
    first = stop_work(book, contract, ago(9), TODAY).first
    editing.remove_records(book, [first])
    stop_work(book, contract, ago(3), TODAY)
    with pytest.raises(KnownError, match="stopped again since"):
        editing.restore_records(book, [first])
    assert state(book, contract) == (ago(3), invoice)


def test_stops_of_older_casebooks_become_records_once(path, book, client, contract, invoice):
    """An older casebook has them in the contract alone: one that was lifted by its payment, and one that is open."""
    payment = add(book, "payment", client=client, invoice=invoice, received=ago(20), amount=100_00)
    other = add(book, "invoice", client=client, amount=100_00, issued=ago(50))
    old = dataclasses.replace(
        read(book, Contract, contract),
        stopped_on=ago(4),
        stopped_for=other,
        lifted_on=ago(20),
        lifted_stop=ago(25),
        lifted_for=invoice,
    )
    book.write(lambda write: write.change(old))
    carry_over_stops(book)
    with book.read() as db:
        past, now = lookup.find_records(db, Suspension)
        size = db.execute("SELECT count(*) FROM journal").fetchone()
    assert (past.starts, past.resumed_on, past.lifted_by, past.invoice) == (ago(25), ago(20), payment, invoice)
    assert (now.starts, now.resumed_on, now.invoice) == (ago(4), None, other)
    carry_over_stops(book)
    with book.read() as db:
        assert db.execute("SELECT count(*) FROM journal").fetchone() == size, "nothing is written a second time"
    assert read(book, Contract, contract) == old
    book.close()
    assert verify(path).valid
    with Casebook.open(path, write=False) as beside:
        carry_over_stops(beside)  # where nothing can be written, nothing is tried


# --- which contract is meant ---


def meant(book, client):
    with book.read() as db:
        return stopping.contract_to_stop(db, client, TODAY)


def test_the_contract_of_the_overdue_invoice_is_the_one_that_is_stopped(book, client, contract):
    other = add(book, "contract", client=client, title="Shop")
    add(book, "invoice", client=client, contract=other, number="R-8", issued=ago(60), due=ago(40), amount=100_00)
    assert meant(book, client) == other


def test_without_an_invoice_it_is_the_contract_that_runs(book, client, contract):
    add(book, "contract", client=client, title="Old", ended_on=ago(100))
    assert meant(book, client) == contract


def test_it_is_said_where_no_contract_or_several_could_be_meant(book, client):
    with pytest.raises(KnownError, match="no contract on record"):
        meant(book, client)
    for title in ("Care", "Shop"):
        add(book, "contract", client=client, title=title)
    with pytest.raises(KnownError, match=r"any of these contracts: .*Care.*Shop"):
        meant(book, client)


def test_the_contract_to_resume_is_the_stopped_one(book, client, contract, invoice):
    add(book, "contract", client=client, title="Shop")
    with book.read() as db, pytest.raises(KnownError, match="is not stopped"):
        stopping.contract_to_resume(db, client)
    stop_work(book, contract, ago(3), TODAY, reason="Late")
    with book.read() as db:
        assert stopping.contract_to_resume(db, client) == contract
