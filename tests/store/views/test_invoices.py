"""Invoices that are asked for by what is open, or by their ids: a screen that shows few of them reads few."""

from __future__ import annotations

import pytest

from clientguard.actions.records import editing
from clientguard.domain.money.receivables import bill, totals
from clientguard.store.views import money
from tests.factories import TODAY, add, ago


@pytest.fixture
def harbour(book):
    return add(book, "client", name="Harbour Books")


def see(book, view, *args, **options):
    with book.read() as db:
        return view(db, *args, **options)


def test_what_is_not_fully_paid_can_be_asked_for_alone(book, harbour):
    whole, part, over, none = (add(book, "invoice", client=harbour, number=f"R-{n}", amount=100_00) for n in range(4))
    for invoice, amounts in ((whole, (60_00, 40_00)), (part, (99_99,)), (over, (120_00,))):
        for amount in amounts:
            add(book, "payment", client=harbour, invoice=invoice, amount=amount)
    editing.remove_records(book, [add(book, "payment", client=harbour, invoice=none, amount=100_00)])
    assert [each.id for each in see(book, money.invoices, unpaid=True)] == [part, none]
    assert [each.id for each in see(book, money.invoices, harbour, unpaid=True)] == [part, none]
    with book.read() as db:
        every = [bill(each, TODAY) for each in money.invoices(db)]
        assert totals(bill(each, TODAY) for each in money.invoices(db, unpaid=True)) == totals(every)


def test_invoices_can_be_asked_for_by_their_ids(book, harbour):
    first, _, third = (add(book, "invoice", client=harbour, number=f"R-{n}", issued=ago(50 - n)) for n in range(3))
    add(book, "payment", client=harbour, invoice=third, amount=480_000)
    removed = add(book, "invoice", client=harbour)
    editing.remove_records(book, [removed])
    assert [(each.id, each.paid) for each in see(book, money.invoices_of, [third, removed, first, 999])] == [
        (first, 0),
        (third, 480_000),
    ]


def test_the_last_invoices_of_each_client_that_is_not_a_former_one(book, harbour):
    mill = add(book, "client", name="Mill")
    gone = add(book, "client", name="Gone", stage="former")
    old = [add(book, "invoice", client=harbour, issued=ago(400 - n)) for n in range(15)]
    new = add(book, "invoice", client=mill, issued=ago(5))
    add(book, "invoice", client=gone, issued=ago(5))
    editing.remove_records(book, [old[-1]])
    assert [each.id for each in see(book, money.recent)] == [*old[2:14], new]
    assert [each.id for each in see(book, money.recent, ago(396))] == old[:5]
    assert [each.id for each in see(book, money.recent_of, [mill, gone])] == [new, new + 1]
