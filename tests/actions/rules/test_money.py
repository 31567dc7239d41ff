"""An invoice follows from the contract that ran on its date, until someone decides otherwise; its number is its own."""

from __future__ import annotations

import dataclasses
import unicodedata
from datetime import date

import pytest

from clientguard.actions.records import editing
from clientguard.actions.records.editing import NotValidError
from clientguard.actions.rules import money
from clientguard.domain.records import Contract, Invoice
from clientguard.errors import KnownError
from clientguard.store.views import journal
from tests import factories
from tests.factories import TODAY, add, ago, read

OCTOBER = date(2026, 10, 1)


@pytest.fixture
def owner(book):
    return add(book, "client", name="Acme")


@pytest.fixture
def care(book, owner):
    return add(book, "contract", client=owner, title="Care", starts=date(2026, 1, 1), payment_terms="net 14")


def change(book, cls, record, **values):
    return editing.change_record(book, read(book, cls, record), **values)


def due(book, invoice):
    return read(book, Invoice, invoice).due


def problems(refused):
    return {each.field: str(each.message) for each in refused.value.problems}


def test_a_due_date_that_nobody_typed_follows_the_issue_date(book, owner, care):
    invoice = add(book, "invoice", client=owner, issued=OCTOBER)
    assert (due(book, invoice), read(book, Invoice, invoice).contract) == (date(2026, 10, 15), care)
    change(book, Invoice, invoice, issued=date(2026, 10, 10))
    assert due(book, invoice) == date(2026, 10, 24)
    change(book, Invoice, invoice, issued=date(2026, 11, 1))
    assert due(book, invoice) == date(2026, 11, 15)


def test_a_typed_due_date_stays_until_it_is_cleared(book, owner, care):
    invoice = add(book, "invoice", client=owner, issued=OCTOBER, due=date(2026, 10, 15))
    change(book, Invoice, invoice, issued=date(2026, 10, 2))
    assert due(book, invoice) == date(2026, 10, 15)
    change(book, Invoice, invoice, due=None)
    assert due(book, invoice) == date(2026, 10, 16)
    change(book, Invoice, invoice, issued=date(2026, 10, 3))
    assert due(book, invoice) == date(2026, 10, 17)


def test_the_due_date_of_an_invoice_that_was_sent_stays(book, owner, care):
    invoice = add(book, "invoice", client=owner, issued=OCTOBER)
    change(book, Invoice, invoice, sent_on=OCTOBER)
    with pytest.raises(KnownError):  # it says what was sent
        change(book, Invoice, invoice, issued=date(2026, 10, 2))
    change(book, Contract, care, payment_terms="net 30")
    assert (due(book, invoice), read(book, Invoice, invoice).due_typed) == (date(2026, 10, 15), False)


def test_another_date_may_mean_another_contract(book, owner, care):
    add(book, "contract", client=owner, starts=date(2025, 1, 1), ends=date(2025, 12, 31), payment_terms="net 60")
    invoice = add(book, "invoice", client=owner, issued=OCTOBER)
    change(book, Invoice, invoice, issued=date(2025, 12, 1))
    assert (due(book, invoice), read(book, Invoice, invoice).contract) == (date(2026, 1, 30), care + 1)


def test_other_terms_move_the_due_dates_that_follow_from_them_and_no_others(book, owner, care):
    derived, typed, sent, paid = (add(book, "invoice", client=owner, issued=OCTOBER, **each) for each in (
        {}, {"due": date(2026, 10, 15)}, {"sent_on": OCTOBER}, {"amount": 10_00}
    ))  # fmt: skip
    add(book, "payment", client=owner, invoice=paid, amount=5_00)
    changed = change(book, Contract, care, payment_terms="net 30")
    assert [due(book, each).day for each in (derived, typed, sent, paid)] == [31, 15, 15, 15]
    assert changed.ids == {care, derived}
    assert [str(each) for each in changed.told] == ["The due date of 1 invoice follows the new terms."]
    with book.read() as db:
        entry = journal.page(db, record=derived)[0]
    assert entry.fields == ("due",)


def test_an_invoice_of_an_older_version_is_derived_if_its_date_is_what_the_contract_gave(book, owner, care):
    derived = add(book, "invoice", client=owner, issued=OCTOBER)
    typed = add(book, "invoice", client=owner, issued=OCTOBER, due=date(2026, 10, 20))
    book.write(lambda write: write.db.execute("UPDATE invoice SET due_typed = 0").close())
    change(book, Contract, care, payment_terms="net 30")
    assert (due(book, derived), due(book, typed)) == (date(2026, 10, 31), date(2026, 10, 20))
    change(book, Invoice, typed, issued=date(2026, 10, 2))
    assert (due(book, typed), read(book, Invoice, typed).due_typed) == (date(2026, 10, 20), True)


def test_where_several_contracts_ran_on_different_terms_one_has_to_be_chosen(book, owner, care):
    shop = add(book, "contract", client=owner, title="Shop", starts=date(2026, 6, 1), payment_terms="net 30")
    with pytest.raises(NotValidError) as refused:
        add(book, "invoice", client=owner, issued=OCTOBER)
    assert problems(refused) == {
        "contract": "Several contracts with different payment terms ran on 2026-10-01: Shop, Care. Choose one."
    }
    for contract, day in ((care, 15), (shop, 31)):
        assert due(book, add(book, "invoice", client=owner, issued=OCTOBER, contract=contract)).day == day
    early = add(book, "invoice", client=owner, issued=date(2026, 5, 1))
    assert read(book, Invoice, early).contract == care
    typed = add(book, "invoice", client=owner, issued=OCTOBER, due=date(2026, 10, 9))
    with pytest.raises(NotValidError):
        change(book, Invoice, typed, due=None)


def test_an_invoice_saved_before_there_were_several_contracts_can_still_be_edited(book, owner):
    invoice = add(book, "invoice", client=owner, issued=OCTOBER)
    for terms in ("net 14", "net 30"):
        add(book, "contract", client=owner, starts=date(2026, 1, 1), payment_terms=terms)
    change(book, Invoice, invoice, detail="Work in September")
    assert read(book, Invoice, invoice).detail == "Work in September"


def test_contracts_on_the_same_terms_need_no_choice(book, owner, care):
    add(book, "contract", client=owner, starts=date(2026, 1, 1), payment_terms="14 days")
    assert due(book, add(book, "invoice", client=owner, issued=OCTOBER)) == date(2026, 10, 15)


# --- numbers ---


@pytest.mark.parametrize("number", ["Straßé-1", "STRASSÉ-1", " straßé-1 ", unicodedata.normalize("NFD", "Straßé-1")])
def test_a_number_is_used_once_in_a_business_however_it_is_typed(book, owner, number):
    add(book, "invoice", client=owner, number="Straßé-1")
    other = add(book, "client", name="Beta")
    with pytest.raises(NotValidError) as refused:
        add(book, "invoice", client=other, number=number)
    assert problems(refused) == {"number": "Invoice “Straßé-1” of Acme already has this number."}


@pytest.mark.parametrize(("first", "second"), [("STRASSE-1", "straße-1"), ("straße-1", "STRASSE-1"), ("R 1", "r  1 ")])
def test_numbers_with_and_without_unusual_letters_and_spaces_are_compared_too(book, owner, first, second):
    add(book, "invoice", client=owner, number=first)
    with pytest.raises(NotValidError) as refused:
        add(book, "invoice", client=owner, number=second)
    assert "number" in problems(refused)


def test_two_that_have_the_same_number_can_be_edited_but_no_third_can_get_it(book, owner):
    first, second, third = (add(book, "invoice", client=owner) for _ in range(3))
    book.write(lambda write: write.db.execute(f"UPDATE invoice SET number = 'A1' WHERE id <> {third}").close())
    for each in (first, second):
        change(book, Invoice, each, detail="Checked")
    with pytest.raises(NotValidError):
        change(book, Invoice, third, number="a1")


def test_the_number_of_a_removed_invoice_can_be_used_and_then_it_cannot_be_restored(book, owner):
    first = add(book, "invoice", client=owner, number="A1")
    editing.remove_records(book, [first])
    second = add(book, "invoice", client=owner, number="a1")
    with pytest.raises(KnownError, match="is used by another invoice now"):
        editing.restore_records(book, [first])
    assert read(book, Invoice, first).removed is not None
    change(book, Invoice, second, number="A2")
    editing.restore_records(book, [first])
    assert read(book, Invoice, first).removed is None


def test_a_corrected_contract_moves_what_follows_from_it(book, owner, care):
    from clientguard.actions.journal.corrections import correct_entry

    invoice = add(book, "invoice", client=owner, issued=OCTOBER)
    with book.read() as db:
        entry = journal.page(db, record=care)[0].seq
    correct_entry(book, dataclasses.replace(read(book, Contract, care), payment_terms="net 7"), entry, "Misread")
    assert due(book, invoice) == date(2026, 10, 8)
    assert factories.read(book, Contract, care).payment_terms == "net 7"


def test_the_proposed_number_follows_the_last_by_date_and_is_free(book, owner):
    for number, issued in (("A-7", ago(40)), ("A-8", ago(30)), ("A-3", ago(90))):
        add(book, "invoice", client=owner, number=number, issued=issued)
    with book.read() as db:
        assert money.next_number(db, Invoice(client=owner, issued=TODAY)).value == "A-9"
        assert money.next_number(db, Invoice(client=owner, issued=ago(80))).value == "A-4"
        assert money.next_number(db, Invoice(client=owner, issued=ago(35))).value == "A-9"  # A-8 is taken
        assert money.next_number(db, Invoice(client=owner, issued=ago(100))) is None
