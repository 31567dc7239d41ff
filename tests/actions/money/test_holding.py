"""What is disputed, on hold or with a collector is still owed, and the gates and the final report say which it is."""

from __future__ import annotations

import dataclasses

import pytest

from clientguard.actions.records import editing
from clientguard.actions.records.editing import NotValidError
from clientguard.domain.leaving.gates import gates
from clientguard.domain.leaving.todo import todos
from clientguard.domain.money.terms import monday_to_friday
from clientguard.domain.paper.printed import Anchor
from clientguard.domain.records import InvoiceHold
from clientguard.store.views.leaving import case as leaving_case
from clientguard.store.views.leaving import documents as leaving_documents
from clientguard.texts import current
from tests.factories import TODAY, add, ago, read


@pytest.fixture
def owed(book):
    """A client with an invoice over 100.00 that was due 30 days ago."""
    client = add(book, "client")
    return client, add(book, "invoice", client=client, number="A", issued=ago(60), due=ago(30), amount=100_00)


def told(book, client) -> tuple[str, list[str]]:
    """Return the reason of the gate of payments, and what is to be done about the invoice."""
    with book.read() as db:
        case = leaving_case.client_case(db, client, TODAY, monday_to_friday)
    found = {each.key: each for each in gates(case, TODAY)}
    assert found["payments"].state == "open"
    return current().say(found["payments"].reason), [current().say(each.what) for each in todos(case, TODAY)]


def line(book, client):
    with book.read() as db:
        found = leaving_documents.report_facts(db, client, TODAY, 1, Anchor(0, ""), monday_to_friday)
    assert found
    return found.statement[0]


def test_a_disputed_part_is_named_and_only_the_rest_is_to_be_paid(book, owed):
    client, invoice = owed
    add(book, "invoice_hold", client=client, invoice=invoice, amount=40_00, starts=ago(3))
    reason, to_do = told(book, client)
    assert reason == "€ 100.00 is overdue: A. A: € 40.00 of it disputed."
    assert sorted(to_do) == ["Pay € 60.00 of invoice A", "Settle what is disputed: € 40.00 of invoice A"]
    assert (line(book, client).disputed.minor, line(book, client).open.minor) == (40_00, 100_00)


def test_what_a_collector_has_is_not_to_be_paid_to_us(book, owed):
    client, invoice = owed
    add(book, "invoice_hold", client=client, invoice=invoice, type="collector", starts=ago(3))
    reason, to_do = told(book, client)
    assert reason == "€ 100.00 is overdue: A. A: with a collector."
    assert to_do == ["Settle € 100.00 of invoice A with the collector"]
    assert line(book, client).collector


def test_what_is_on_hold_is_to_be_paid_by_the_day_agreed_on(book, owed):
    client, invoice = owed
    add(book, "invoice_hold", client=client, invoice=invoice, type="agreed", starts=ago(3), until=ago(-8))
    with book.read() as db:
        (todo,) = todos(leaving_case.client_case(db, client, TODAY, monday_to_friday), TODAY)
    assert (current().say(todo.what), todo.by) == ("Pay € 100.00 of invoice A", ago(-8))


def test_no_more_is_disputed_than_is_open_and_a_dispute_can_be_settled_once_it_is_paid(book, owed):
    client, invoice = owed
    for wrong in ({"amount": 100_01}, {"amount": 0}, {"type": "agreed", "amount": 1_00}):
        with pytest.raises(NotValidError):
            add(book, "invoice_hold", client=client, invoice=invoice, **wrong)
    hold = add(book, "invoice_hold", client=client, invoice=invoice, starts=ago(3))
    add(book, "payment", client=client, invoice=invoice, amount=100_00)
    with pytest.raises(NotValidError):
        add(book, "invoice_hold", client=client, invoice=invoice)
    settled = dataclasses.replace(read(book, InvoiceHold, hold), until=TODAY, outcome="Paid after all")
    editing.save_record(book, settled)
