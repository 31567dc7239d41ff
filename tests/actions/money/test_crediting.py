"""An invoice that was sent stands: it is credited, or replaced; a credit note is owed by nobody and lost to nobody."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from clientguard.actions.journal.corrections import correct_entry
from clientguard.actions.money.allocating import allocate
from clientguard.actions.money.crediting import credit_invoice, credit_note, creditable, numbered
from clientguard.actions.records import editing
from clientguard.actions.records.editing import NotValidError
from clientguard.actions.rules.invoices.spreading import parts_of
from clientguard.domain.leaving.gates import gates
from clientguard.domain.leaving.todo import todos
from clientguard.domain.money.amount import Money
from clientguard.domain.money.corrected import replacement_of
from clientguard.domain.money.receivables import Bill, bill, totals
from clientguard.domain.money.terms import monday_to_friday
from clientguard.domain.paper.printed import Anchor
from clientguard.domain.records import KINDS, Contract, Invoice
from clientguard.errors import KnownError
from clientguard.store.records.lookup import find_records
from clientguard.store.views import lists, money
from clientguard.store.views.leaving import case as leaving_case
from clientguard.store.views.leaving import documents as leaving_documents
from clientguard.texts import current
from tests.factories import TODAY, add, ago, read


@pytest.fixture
def owed(book):
    """A client with two invoices: A over 100.00, B over 50.00; A was sent."""
    client = add(book, "client", name="Acme")
    first = add(book, "invoice", client=client, number="R-1", issued=ago(60), amount=100_00, sent_on=ago(59))
    second = add(book, "invoice", client=client, number="R-2", issued=ago(30), amount=50_00)
    return client, first, second


def bills(book, on=TODAY) -> dict[str, Bill]:
    with book.read() as db:
        return {each.number: bill(each, on) for each in money.invoices(db, on=on)}


def opened(book) -> dict[str, int]:
    return {number: each.open.minor for number, each in bills(book).items()}


def credit(book, client, on=date.max) -> int:
    with book.read() as db:
        return sum(each.minor for each in money.on_account(db, client, on))


def notes(book) -> list[Invoice]:
    with book.read() as db:
        return find_records(db, Invoice, "t.document_type = 'credit note'")


def test_a_credit_note_counts_for_its_invoice_from_its_date_and_is_no_receivable(book, owed):
    credit_invoice(book, owed[1], ago(5), 30_00, "One day was not worked")
    assert opened(book) == {"R-1": 70_00, "R-2": 50_00}
    assert bills(book, ago(6))["R-1"].open == Money(100_00, "EUR")
    assert totals(bills(book).values()).owed == (Money(120_00, "EUR"),)
    (note,) = notes(book)
    assert (note.number, note.due, note.amount, note.detail) == ("R-3", None, 30_00, "One day was not worked")
    with book.read() as db:
        assert [each.total for each in money.ageing(db, on=TODAY)] == [120_00]
        assert (last := money.last_issued(db, TODAY))
        assert last.number == "R-2"
        assert lists.sums(db, KINDS["invoice"], KINDS["invoice"].field("amount"), [owed[1], note.id]) == [
            ("EUR", 70_00)
        ]
        assert money.credit_notes(db, [owed[1], note.id]) == {note.id: "R-1"}


def test_an_invoice_that_was_credited_in_full_is_neither_paid_nor_late(book, owed):
    credit_invoice(book, owed[1], ago(5))
    found = bills(book)["R-1"]
    assert (found.status, found.days_late, found.credit.minor) == ("credited", 0, 0)
    with pytest.raises(KnownError):
        credit_invoice(book, owed[1], ago(4))


def test_no_more_is_credited_than_the_invoice_comes_to(book, owed):
    credit_invoice(book, owed[1], ago(5), 60_00)
    with pytest.raises(NotValidError):
        credit_invoice(book, owed[1], ago(4), 40_01)
    credit_invoice(book, owed[1], ago(4))
    assert [each.amount for each in notes(book)] == [60_00, 40_00]


def test_what_was_paid_and_is_credited_is_owed_back_or_spread_over_other_invoices(book, owed):
    client, first, second = owed
    add(book, "payment", client=client, invoice=first, amount=100_00, received=ago(20))
    note = credit_invoice(book, first, ago(5), 70_00).first
    assert bills(book)["R-1"].credit == Money(70_00, "EUR")
    with book.read() as db:
        found = {each.key: each for each in gates(leaving_case.client_case(db, client, TODAY, monday_to_friday), TODAY)}
    assert found["obligations"].state == "open"
    allocate(book, note, {second: 50_00})
    assert opened(book) == {"R-1": 0, "R-2": 0}
    assert (bills(book)["R-1"].credit.minor, credit(book, client), credit(book, client, ago(6))) == (0, 20_00, 0)
    editing.remove_records(book, [note])
    assert (opened(book), credit(book, client)) == ({"R-1": 0, "R-2": 50_00}, 0)
    editing.restore_records(book, [note])
    assert (opened(book), credit(book, client)) == ({"R-1": 0, "R-2": 0}, 20_00)


def test_numbers_are_unique_among_invoices_and_credit_notes(book, owed):
    credit_invoice(book, owed[1], ago(5), 10_00, number="C-1")
    for wrong in ("r-2", "c-1"):
        with pytest.raises(NotValidError):
            credit_invoice(book, owed[1], ago(4), 10_00, number=wrong)
    with pytest.raises(NotValidError):
        add(book, "invoice", client=owed[0], number="C-1")
    with book.read() as db:
        assert credit_note(db, owed[1], TODAY).number == "C-2"  # they go on with their own


def test_a_credit_note_names_an_invoice_and_nothing_is_paid_on_it(book, owed):
    client, first, _ = owed
    with pytest.raises(NotValidError):
        add(book, "invoice", client=client, document_type="credit note", amount=1_00)
    note = credit_invoice(book, first, ago(5), 10_00).first
    for kind in ("payment", "write_off", "invoice_hold", "promise"):
        with pytest.raises(NotValidError):
            add(book, kind, client=client, invoice=note)
    with pytest.raises(NotValidError):
        add(book, "invoice", client=client, document_type="credit note", amount=1_00, replaces=note)
    add(book, "payment", client=client, invoice=first, amount=1_00)
    second = read(book, Invoice, owed[2])
    add(book, "payment", client=client, invoice=second.id, amount=1_00)
    with pytest.raises(NotValidError):
        editing.change_record(book, second, document_type="credit note", replaces=first)


def test_an_invoice_that_was_sent_is_not_changed_and_its_ways_are_named(book, owed):
    _, first, second = owed
    invoice = read(book, Invoice, first)
    for change in ({"amount": 90_00}, {"number": "R-9"}, {"due": TODAY}, {"sent_on": None}):
        with pytest.raises(KnownError) as refused:
            editing.change_record(book, invoice, **change)
        assert refused.value.todo == "Credit it, or replace it with a new invoice that names it."
    editing.change_record(book, invoice, sent_by="by post")
    editing.change_record(book, read(book, Invoice, second), amount=55_00, sent_on=ago(1))


def test_only_that_it_was_sent_can_be_corrected_in_it(book, owed):
    invoice = read(book, Invoice, owed[1])
    with book.read() as db:
        entry = db.execute("SELECT max(seq) FROM journal WHERE uid = ?", (bytes.fromhex(invoice.uid),)).fetchone()[0]
    with pytest.raises(KnownError, match="was sent as it is"):
        correct_entry(book, dataclasses.replace(invoice, amount=1_00), entry, "Typing error")
    correct_entry(book, dataclasses.replace(invoice, sent_on=None), entry, "It still lies here")
    editing.change_record(book, read(book, Invoice, owed[1]), amount=90_00)


def test_new_terms_never_move_the_due_date_of_what_was_sent(book, owed):
    client = owed[0]
    contract = add(book, "contract", client=client, payment_terms="net 14", starts=ago(90))
    sent = add(book, "invoice", client=client, issued=ago(9), amount=5_00, sent_on=ago(8))
    due = read(book, Invoice, sent).due
    note = credit_invoice(book, sent, ago(3)).first
    editing.change_record(book, read(book, Contract, contract), payment_terms="net 60")
    assert (read(book, Invoice, sent).due, read(book, Invoice, note).due) == (due, None)


def replaced(book, old, **changes):
    with book.read() as db:
        new = numbered(db, replacement_of(read(book, Invoice, old), TODAY))
    done = editing.save_record(book, dataclasses.replace(new, **changes))
    return done.first, [current().say(each) for each in done.told]


def test_a_replacement_credits_the_old_invoice_in_full_in_the_same_step(book, owed):
    new, told = replaced(book, owed[1], amount=80_00)
    assert opened(book) == {"R-1": 0, "R-2": 50_00, "R-3": 80_00}
    assert told == ["Invoice R-1 is credited in full by credit note R-4."]
    found = read(book, Invoice, new)
    assert (found.replaces, found.sent_on, found.document_type) == (owed[1], None, "")
    assert [(each.number, each.amount, each.replaces) for each in notes(book)] == [("R-4", 100_00, owed[1])]


@pytest.mark.parametrize(("amount", "left"), [(80_00, 0), (60_00, 10_00)])
def test_what_was_paid_on_the_old_one_counts_for_its_replacement(book, owed, amount, left):
    client, first, _ = owed
    add(book, "payment", client=client, invoice=first, amount=70_00, received=ago(20))
    _, told = replaced(book, first, amount=amount)
    there = min(amount, 70_00)
    assert opened(book) == {"R-1": 0, "R-2": 50_00, "R-3": amount - there}
    assert credit(book, client) == left
    assert told[0] == f"€ {there / 100:.2f} that was paid on it counts for invoice R-3."
    assert sum(each.credit.minor for each in bills(book).values()) == 0


def test_the_credit_note_that_settles_an_invoice_lifts_its_stop_and_its_removal_puts_it_back(book, owed):
    client, first, _ = owed
    contract = add(book, "contract", client=client)
    editing.change_record(book, read(book, Contract, contract), stopped_on=ago(9), stopped_for=first)
    note = credit_invoice(book, first, ago(2)).first
    assert read(book, Contract, contract).stopped_on is None
    editing.remove_records(book, [note])
    assert read(book, Contract, contract).stopped_on == ago(9)


def test_the_final_report_tells_what_was_credited_and_demands_the_rest(book, owed):
    client, first, _ = owed
    credit_invoice(book, first, ago(5), 30_00)
    with book.read() as db:
        report = leaving_documents.report_facts(db, client, TODAY, 1, Anchor(0, ""), monday_to_friday)
        to_do = [
            current().say(each.what)
            for each in todos(leaving_case.client_case(db, client, TODAY, monday_to_friday), TODAY)
        ]
    assert report
    line = report.statement[0]
    assert [each.number for each in report.statement] == ["R-1", "R-2"]
    assert [each.minor for each in (line.amount, line.credited, line.open)] == [100_00, 30_00, 70_00]
    assert "Pay € 70.00 of invoice R-1" in to_do


def test_parts_of_a_credit_note_give_way_when_it_is_made_smaller(book, owed):
    client, first, second = owed
    note = add(book, "invoice", client=client, number="R-9", document_type="credit note", replaces=first,
               issued=ago(5), amount=60_00)  # fmt: skip
    allocate(book, note, {first: 20_00, second: 40_00})
    editing.change_record(book, read(book, Invoice, note), amount=50_00)
    with book.read() as db:
        assert parts_of(db, note) == []
    assert bills(book)["R-1"].open == Money(50_00, "EUR")


def test_a_credit_note_is_in_the_currency_of_its_invoice_and_corrects_no_other_credit_note(book, owed):
    client, first, _second = owed
    with pytest.raises(NotValidError) as found:
        add(book, "invoice", client=client, number="R-9", document_type="credit note", replaces=first,
            issued=ago(5), amount=10_00, currency="USD")  # fmt: skip
    assert [each.field for each in found.value.problems] == ["currency"]


def test_replacing_what_was_credited_in_full_adds_no_other_credit_note(book, owed):
    _client, first, _second = owed
    credit_invoice(book, first, TODAY, reason="Wrong address")
    with book.read() as db:
        new = numbered(db, replacement_of(creditable(db, first), TODAY))
    editing.save_record(book, new)
    assert len(notes(book)) == 1
    assert bills(book)[new.number].open == Money(100_00, "EUR")
