"""The next invoice of a retainer: as the one before, a month later, with the next number."""

from __future__ import annotations

from datetime import date

import pytest

from clientguard.actions.money.invoice_paper import set_lines
from clientguard.actions.money.next_invoice import add_next_invoice
from clientguard.domain.records import Invoice, InvoiceLine
from clientguard.errors import KnownError
from clientguard.store.views.papers.invoice import lines_of_invoice
from tests.factories import add, read

LINE = InvoiceLine(description="Care of the shop", quantity="1", unit="month", unit_price=500_00, amount=500_00,
                   tax_rate="21")  # fmt: skip


@pytest.fixture
def client(book):
    owner = add(book, "client", name="Harbour Books")
    add(book, "contract", client=owner, starts=date(2026, 1, 1), payment_terms="net 14")
    return owner


def test_it_has_the_lines_the_next_number_and_a_due_date_of_its_own(book, client):
    first = add(book, "invoice", client=client, number="2026-031", issued=date(2026, 9, 30), amount=1,
                detail="Care")  # fmt: skip
    set_lines(book, first, [LINE])
    new = read(book, Invoice, add_next_invoice(book, first).first)
    before = read(book, Invoice, first)
    assert (new.number, new.issued, new.due) == ("2026-032", date(2026, 10, 30), date(2026, 11, 13))
    assert (new.amount, new.tax, new.contract, new.detail) == (605_00, 105_00, before.contract, "Care")
    assert new.sent_on is None
    with book.read() as db:
        (line,) = lines_of_invoice(db, new.id)
    assert (line.description, line.amount, line.invoice) == ("Care of the shop", 500_00, new.id)


def test_a_month_later_is_clipped_to_the_month(book, client):
    first = add(book, "invoice", client=client, number="R-7", issued=date(2026, 1, 31))
    assert read(book, Invoice, add_next_invoice(book, first).first).issued == date(2026, 2, 28)


def test_what_was_sent_has_a_next_one_that_was_not(book, client):
    first = add(book, "invoice", client=client, number="R-7", issued=date(2026, 9, 30), sent_on=date(2026, 9, 30))
    assert read(book, Invoice, add_next_invoice(book, first).first).sent_on is None


def test_a_credit_note_and_a_number_that_leads_nowhere_have_no_next_one(book, client):
    first = add(book, "invoice", client=client, number="Care", issued=date(2026, 9, 30))
    with pytest.raises(KnownError, match="No number follows"):
        add_next_invoice(book, first)
    note = add(book, "invoice", client=client, number="CN-1", issued=date(2026, 10, 1), amount=1,
               document_type="credit note", replaces=first)  # fmt: skip
    with pytest.raises(KnownError, match="has no next one"):
        add_next_invoice(book, note)
