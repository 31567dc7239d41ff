"""What a payment lifted comes back when the payment no longer settles the invoice (P3.5)."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from clientguard.actions.journal.corrections import correct_entry
from clientguard.actions.privacy.erasure import erase_records
from clientguard.actions.records import editing
from clientguard.actions.rules.by_kind import rule_of
from clientguard.domain.records import Contract, Invoice, Payment, Suspension, Work, WriteOff
from clientguard.store.records import lookup
from clientguard.store.views import journal
from tests.factories import TODAY, add, read

LIFTED = "The stop of work on “Care” is lifted."
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


def the_stop(book):
    with book.read() as db:
        (found,) = lookup.find_records(db, Suspension)
    return found


def test_the_payment_lifts_the_stop_and_its_removal_puts_it_back(book, work):
    _, contract, invoice, payment = work
    assert stop(book, work) == (None, None)
    gone = editing.remove_records(book, [payment])
    assert stop(book, work) == (STOPPED, invoice)
    assert gone.ids == {payment, contract, the_stop(book).id}
    assert [str(each) for each in gone.told] == ["Work on “Care” is stopped again."]
    with book.read() as db:
        assert "stopped_on" in journal.page(db, record=contract)[0].fields
    back = editing.restore_records(book, [payment])
    assert stop(book, work) == (None, None)
    assert [str(each) for each in back.told] == [LIFTED, "Tell the client that work goes on: the letter is ready."]
    found = the_stop(book)
    assert (found.starts, found.resumed_on, found.lifted_by, found.invoice) == (STOPPED, PAID, payment, invoice)


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
    assert read(book, Contract, work[1]).lifted_for is None
    found = the_stop(book)
    assert (found.starts, found.resumed_on, found.invoice) == (STOPPED, PAID, None)


def test_a_stop_for_an_invoice_that_is_erased_ends(book):
    client = add(book, "client")
    contract, invoice = add(book, "contract", client=client), add(book, "invoice", client=client)
    editing.change_record(book, read(book, Contract, contract), stopped_on=STOPPED, stopped_for=invoice)
    erase_records(book, [invoice], "request of 3 May", [])
    assert read(book, Contract, contract).stopped_on is None
    assert (the_stop(book).invoice, the_stop(book).resumed_on) == (None, TODAY)


def test_only_the_payment_that_makes_the_client_current_lifts_it(book):
    client = add(book, "client")
    contract = add(book, "contract", client=client, title="Care")
    first, second = (add(book, "invoice", client=client, amount=100_00, issued=date(2026, 9, day)) for day in (1, 20))
    editing.change_record(book, read(book, Contract, contract), stopped_on=STOPPED, stopped_for=first)
    add(book, "payment", client=client, invoice=first, received=PAID, amount=100_00)
    assert read(book, Contract, contract).stopped_on == STOPPED  # the second was due on 20 October
    last = add(book, "payment", client=client, invoice=second, received=date(2026, 11, 20), amount=100_00)
    assert (the_stop(book).resumed_on, the_stop(book).lifted_by) == (date(2026, 11, 20), last)
    later = add(book, "invoice", client=client, issued=date(2026, 10, 22), due=date(2026, 11, 21))
    assert read(book, Invoice, later).due == date(2026, 11, 21)
    editing.change_record(book, read(book, Payment, last), detail="Seen")
    assert read(book, Contract, contract).stopped_on is None, "what became overdue afterwards is another episode"


def test_what_is_written_off_lifts_it_and_brings_it_back_when_it_is_removed(book):
    client = add(book, "client")
    contract, invoice = add(book, "contract", client=client), add(book, "invoice", client=client, amount=100_00)
    editing.change_record(book, read(book, Contract, contract), stopped_on=STOPPED, stopped_for=invoice)
    off = WriteOff(client=client, invoice=invoice, on=PAID, amount=100_00, reason="Bankrupt")
    number = editing.save_record(book, off).first
    assert (the_stop(book).resumed_on, the_stop(book).lifted_by) == (PAID, None)
    editing.remove_records(book, [number])
    assert read(book, Contract, contract).stopped_on == STOPPED


def test_a_payment_recorded_late_lifts_it_on_its_first_day(book):
    client = add(book, "client")
    contract, invoice = add(book, "contract", client=client), add(book, "invoice", client=client, amount=100_00)
    editing.change_record(book, read(book, Contract, contract), stopped_on=STOPPED, stopped_for=invoice)
    payment = add(book, "payment", client=client, invoice=invoice, received=date(2026, 10, 30), amount=100_00)
    assert (the_stop(book).resumed_on, the_stop(book).lifted_by) == (STOPPED, payment)


def test_work_logged_during_a_stop_is_saved_and_said_to_be(book):
    client = add(book, "client")
    contract, invoice = add(book, "contract", client=client), add(book, "invoice", client=client, amount=100_00)
    editing.change_record(book, read(book, Contract, contract), stopped_on=STOPPED, stopped_for=invoice)
    done = editing.save_record(book, Work(client=client, on=PAID, minutes=30, detail="Shop"))
    assert [str(each) for each in done.told] == ["This is work during the stop that began on 2026-11-01."]
    with book.read() as db:
        warned = rule_of(Work.kind).warns
        assert "stopped since 2026-11-01" in str(warned.read(db, Work(client=client, on=PAID), "en"))
        assert warned.read(db, Work(client=client, on=date(2026, 10, 31)), "en") is None


# --- a contract that is changed by hand ---


@pytest.fixture
def stopped(book):
    """A contract that was stopped through its own fields, as casebooks before schema 8 have it."""
    client = add(book, "client")
    contract = add(book, "contract", client=client, title="Care")
    invoice = add(book, "invoice", client=client, amount=100_00)
    editing.change_record(book, read(book, Contract, contract), stopped_on=STOPPED, stopped_for=invoice)
    return contract


def test_another_day_of_a_contract_s_stop_is_that_of_its_record(book, stopped):
    editing.change_record(book, read(book, Contract, stopped), stopped_on=PAID)
    assert (the_stop(book).starts, the_stop(book).resumed_on) == (PAID, None)


def test_a_stop_that_a_contract_no_longer_tells_of_is_removed(book, stopped):
    editing.change_record(book, read(book, Contract, stopped), stopped_on=None, stopped_for=None)
    with book.read() as db:
        assert lookup.find_records(db, Suspension) == []


def test_a_stop_that_a_contract_tells_of_as_lifted_is_resumed(book, stopped):
    lifted = {"stopped_on": None, "stopped_for": None, "lifted_on": PAID, "lifted_stop": STOPPED}
    editing.change_record(book, read(book, Contract, stopped), **lifted)
    assert (the_stop(book).starts, the_stop(book).resumed_on) == (STOPPED, PAID)


def test_a_past_stop_that_only_a_contract_tells_of_becomes_a_record(book):
    client = add(book, "client")
    contract = add(book, "contract", client=client, title="Care")
    editing.change_record(book, read(book, Contract, contract), lifted_on=PAID, lifted_stop=STOPPED)
    assert (the_stop(book).starts, the_stop(book).resumed_on, the_stop(book).lifted_by) == (STOPPED, PAID, None)


def test_work_that_is_only_reworded_says_nothing_more_of_the_stop(book, stopped):
    client = read(book, Contract, stopped).client
    work = add(book, "work", client=client, on=STOPPED, detail="Draft")
    changed = editing.change_record(book, read(book, Work, work), detail="First draft")
    assert changed.told == ()
