"""Ageing as at a day: what was issued, paid and written off by then, with each client's credit (P3.2)."""

from __future__ import annotations

from clientguard.actions.records import editing
from clientguard.domain.money.ageing import KEYS
from clientguard.store.views import money
from tests.factories import TODAY, add, ago


def aged(book, on=TODAY, client=0):
    """Return by client: what is open in each bucket that has anything, and the credit."""
    with book.read() as db:
        rows = money.ageing(db, client, on=on)
    return {
        row.client_name: ({key: each for key, each in zip(KEYS, row.amounts, strict=True) if each}, row.credit)
        for row in rows
    }


def test_a_past_day_shows_what_was_owed_then(book):
    harbour = add(book, "client", name="Harbour")
    old = add(book, "invoice", client=harbour, issued=ago(100), due=ago(80), amount=100_00)
    add(book, "invoice", client=harbour, issued=ago(30), due=ago(10), amount=50_00)
    add(book, "payment", client=harbour, invoice=old, received=ago(40), amount=60_00)
    add(book, "write_off", client=harbour, invoice=old, on=ago(5), amount=40_00)
    assert aged(book, ago(101)) == {}
    assert aged(book, ago(80)) == {"Harbour": ({"not_due": 100_00}, 0)}
    assert aged(book, ago(41)) == {"Harbour": ({"31_60": 100_00}, 0)}
    assert aged(book, ago(40)) == {"Harbour": ({"31_60": 40_00}, 0)}
    assert aged(book, ago(6)) == {"Harbour": ({"1_30": 50_00, "61_90": 40_00}, 0)}
    assert aged(book) == {"Harbour": ({"1_30": 50_00}, 0)}


def test_credit_on_account_and_what_was_overpaid_belong_to_their_clients(book):
    harbour, mill = add(book, "client", name="Harbour"), add(book, "client", name="Mill")
    paid = add(book, "invoice", client=harbour, issued=ago(60), amount=100_00)
    add(book, "payment", client=harbour, invoice=paid, received=ago(50), amount=130_00)
    add(book, "payment", client=mill, invoice=None, received=ago(20), amount=70_00)
    assert aged(book) == {"Harbour": ({}, 30_00), "Mill": ({}, 70_00)}
    assert aged(book, client=mill) == {"Mill": ({}, 70_00)}
    assert aged(book, ago(21)) == {"Harbour": ({}, 30_00)}


def test_removed_clients_and_invoices_are_left_out(book):
    harbour, mill = add(book, "client", name="Harbour"), add(book, "client", name="Mill")
    add(book, "payment", client=harbour, invoice=None, received=ago(20), amount=70_00)
    invoice = add(book, "invoice", client=mill, issued=ago(60))
    editing.remove_records(book, [harbour])
    editing.remove_records(book, [invoice])
    assert aged(book) == {}
