"""A correction is an entry that names the one it corrects, with its reason; the record takes what is right."""

from __future__ import annotations

import dataclasses

import pytest

from clientguard.actions.journal.corrections import correct_entry
from clientguard.actions.records import editing
from clientguard.actions.records.editing import NotValidError
from clientguard.domain.records import Client, Contract, Invoice, Payment
from clientguard.errors import KnownError
from clientguard.store.erasure import erasing
from clientguard.store.journal import entry_log
from clientguard.store.verify.full import verify
from tests import factories


@pytest.fixture
def client(book):
    """A client, and the entry that added it."""
    made = factories.add(book, "client", name="Harbour Books", email="old@example.org")
    return factories.read(book, Client, made), last(book)


def last(book) -> int:
    with book.read() as db:
        return entry_log.anchor(db).size


def test_both_stay_readable_and_the_record_takes_the_corrected_value(book, path, client):
    record, seq = client
    changed = correct_entry(book, dataclasses.replace(record, email="right@example.org"), seq, " A typing error. ")
    assert record.id in changed.ids
    assert factories.read(book, Client, record.id).email == "right@example.org"
    with book.read() as db:
        first, second = entry_log.entries_of(db, bytes.fromhex(record.uid))
    assert first.fields["email"] == "old@example.org"
    assert (second.change, second.fields) == (
        "correct",
        {"email": "right@example.org", "#corrects": seq, "#why": "A typing error."},
    )
    assert second.own_fields() == {"email": "right@example.org"}
    book.close()
    assert verify(path).valid


def test_a_correction_can_be_corrected_and_a_long_reason_is_kept(book, path, client):
    record, seq = client
    correct_entry(book, dataclasses.replace(record, email="second@example.org"), seq, "Typing. " * 300)
    second = last(book)
    correct_entry(book, dataclasses.replace(record, email="third@example.org"), second, "Typing again.")
    with book.read() as db:
        entry = entry_log.entry_at(db, second)
        assert entry_log.long_value(db, entry.fields["#why"]) == ("Typing. " * 300).strip()
    book.close()
    assert verify(path).valid


@pytest.mark.parametrize("entry", ["another record's", "a removal", "none", "the first"])
def test_an_entry_that_wrote_nothing_into_the_record_is_refused(book, client, entry):
    record, _ = client
    factories.add(book, "client", name="Mill")
    other = last(book)
    editing.remove_records(book, [record.id])
    removal = last(book)
    editing.restore_records(book, [record.id])
    named = {"another record's": other, "a removal": removal, "none": 999, "the first": 1}[entry]
    before = last(book)
    with pytest.raises(KnownError, match="wrote nothing to this record"):
        correct_entry(book, dataclasses.replace(record, email="x@example.org"), named, "Wrong.")
    assert last(book) == before


def test_what_cannot_be_corrected_is_refused(book, client):
    record, seq = client
    right = dataclasses.replace(record, email="x@example.org")
    with pytest.raises(KnownError, match="needs a reason"):
        correct_entry(book, right, seq, "  ")
    with pytest.raises(KnownError, match="Nothing differs"):
        correct_entry(book, record, seq, "Wrong.")
    with pytest.raises(NotValidError):
        correct_entry(book, dataclasses.replace(record, name=""), seq, "Wrong.")
    editing.remove_records(book, [record.id])
    with pytest.raises(KnownError, match="no longer there"):
        correct_entry(book, right, seq, "Wrong.")
    book.write(lambda write: erasing.write_erasure(write, [record.id], "a request"))
    with pytest.raises(KnownError, match="erased for good"):
        correct_entry(book, right, seq, "Wrong.")


def test_a_corrected_payment_lifts_the_stop_as_a_saved_one_does(book, client, today):
    owner = client[0].id
    contract = factories.add(book, "contract", client=owner)
    invoice = factories.add(book, "invoice", client=owner, amount=1000)
    stopped = dataclasses.replace(factories.read(book, Contract, contract), stopped_on=today, stopped_for=invoice)
    factories.save(book, stopped)
    payment = factories.add(book, "payment", client=owner, invoice=invoice, amount=100)
    entry = last(book)
    assert factories.read(book, Contract, contract).stopped_for == invoice
    right = dataclasses.replace(factories.read(book, Payment, payment), amount=1000)
    correct_entry(book, right, entry, "A zero was missing.")
    assert factories.read(book, Contract, contract).stopped_on is None
    assert factories.read(book, Invoice, invoice).amount == 1000


def test_a_correction_of_nothing_is_found_by_verification(book, path, client):
    record, _ = client
    uid = bytes.fromhex(record.uid)
    for wrong in (0, 999, True, "3", 1):
        book.write(lambda write, wrong=wrong: write.entry("correct", uid, {"#corrects": wrong, "#why": "x"}))
    book.close()
    lines = [str(each) for each in verify(path).faults]
    assert sum("corrects none of its record's entries" in line for line in lines) == 5
