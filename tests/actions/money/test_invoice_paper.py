"""An invoice's lines and its PDF: they tie to the casebook, and what was sent is not replaced."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from clientguard.actions.money.invoice_paper import invoice_remarks, make_invoice_pdf, proposed_lines, set_lines
from clientguard.actions.records import editing
from clientguard.actions.records.editing import NotValidError
from clientguard.domain.records import Attachment, Business, Contract, Invoice, InvoiceLine
from clientguard.errors import KnownError
from clientguard.reports.paper.archive import attached_facts
from clientguard.store.records import lookup
from clientguard.store.views.papers.invoice import lines_of_invoice, pdf_files
from clientguard.texts import current
from tests.factories import TODAY, add, ago, read
from tests.reports import read_pdf

DESIGN = InvoiceLine(description="Design, 3 to 5 November", quantity="10", unit="hours", unit_price=80_00,
                     amount=800_00, tax_rate="21")  # fmt: skip
DISCOUNT = InvoiceLine(description="Discount", amount=-50_00, tax_rate="21")


@pytest.fixture
def client(book):
    return add(book, "client", name="Harbour Books", address="2 Quay")


@pytest.fixture
def invoice(book, client):
    return add(book, "invoice", client=client, number="R-1", issued=ago(10), due=ago(-4), amount=100_00)


def lines(book, invoice) -> list[InvoiceLine]:
    with book.read() as db:
        return lines_of_invoice(db, invoice)


def files(book, invoice) -> list[Attachment]:
    with book.read() as db:
        return pdf_files(db, invoice)


def test_an_invoice_is_over_what_its_lines_come_to(book, invoice):
    set_lines(book, invoice, [DESIGN, DISCOUNT])
    found = read(book, Invoice, invoice)
    assert (found.amount, found.tax) == (907_50, 157_50)
    assert [(each.description, each.currency) for each in lines(book, invoice)] == [
        ("Design, 3 to 5 November", "EUR"),
        ("Discount", "EUR"),
    ]


def test_lines_keep_the_order_they_were_entered_in(book, invoice):
    set_lines(book, invoice, [DESIGN, DISCOUNT])
    set_lines(book, invoice, [DISCOUNT, DESIGN, dataclasses.replace(DISCOUNT, description="Another", amount=10_00)])
    assert [each.description for each in lines(book, invoice)] == ["Discount", "Design, 3 to 5 November", "Another"]
    set_lines(book, invoice, [DESIGN])
    assert [each.description for each in lines(book, invoice)] == ["Design, 3 to 5 November"]
    assert not set_lines(book, invoice, [DESIGN])


def test_another_amount_than_the_lines_come_to_is_refused(book, invoice):
    set_lines(book, invoice, [DESIGN])
    with pytest.raises(NotValidError) as error:
        editing.change_record(book, read(book, Invoice, invoice), amount=1)
    (problem,) = error.value.problems
    assert (problem.field, current().say(problem.message)) == (
        "amount",
        "Its lines come to € 968.00. Change them first.",
    )
    editing.change_record(book, read(book, Invoice, invoice), detail="November")


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (dataclasses.replace(DESIGN, amount=1), "amount"),
        (dataclasses.replace(DESIGN, tax_rate="101"), "tax_rate"),
        (dataclasses.replace(DESIGN, description=""), "description"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_written(book, invoice, line, field):
    with pytest.raises(NotValidError) as error:
        set_lines(book, invoice, [DESIGN, line])
    assert [each.field for each in error.value.problems] == [field]
    assert lines(book, invoice) == []


def test_lines_that_come_to_less_than_nothing_are_a_credit_note(book, invoice):
    with pytest.raises(KnownError, match="less than nothing"):
        set_lines(book, invoice, [DISCOUNT])


def test_what_was_sent_keeps_its_amount_and_its_lines(book, client):
    sent = add(book, "invoice", client=client, number="S-1", issued=ago(10), amount=968_00, sent_on=ago(9))
    with pytest.raises(KnownError, match="was sent over"):
        set_lines(book, sent, [DISCOUNT, DESIGN])
    set_lines(book, sent, [DESIGN])  # what it was over is explained later
    with pytest.raises(KnownError, match="was sent over"):
        set_lines(book, sent, [dataclasses.replace(DESIGN, description="Other")])


def test_the_paper_says_what_the_casebook_says(book, invoice):
    firm = read_business(book)
    editing.change_record(book, firm, payment_details="NL12 RABO 0123", tax_number="NL 1")
    set_lines(book, invoice, [DESIGN, DISCOUNT])
    made = make_invoice_pdf(book, invoice, TODAY)
    read_pdf.assert_archival(made.pdf)
    said = read_pdf.text(made.pdf)
    for each in (
        "Invoice R-1", "Harbour Books 2 Quay", "1 Mill Lane", "Design, 3 to 5 November 10 hours 80.00 21 % 800.00",
        "Discount 21 % −50.00", "Net 750.00", "Tax, 21 % of 750.00 157.50", "Total 907.50",
        "Please pay € 907.50 by 26 November 2026.", "NL12 RABO 0123 Please give the number R-1.",
    ):  # fmt: skip
        assert each in said, each
    found = read(book, Invoice, invoice)
    facts = attached_facts(made.pdf)
    assert facts["total"] == {"amount": f"{(found.amount or 0) / 100:.2f}", "currency": "EUR"}
    assert made.remarks == ()
    assert [(each.id, each.name) for each in files(book, invoice)] == [(made.file, "Invoice R-1.pdf")]
    assert found.sent_on is None, "only the user says that it was sent"


def read_business(book) -> Business:
    with book.read() as db:
        return lookup.find_records(db, Business)[0]


def test_a_new_paper_takes_the_place_of_the_one_before(book, invoice):
    first = make_invoice_pdf(book, invoice, TODAY)
    second = make_invoice_pdf(book, invoice, TODAY)
    assert [each.id for each in files(book, invoice)] == [second.file] != [first.file]


def test_a_paper_that_no_longer_shows_the_invoice_is_removed(book, client, invoice):
    """A reminder must not enclose what was changed since."""
    add(book, "contract", client=client, payment_terms="net 30")
    for change in (
        lambda: editing.change_record(book, read(book, Invoice, invoice), amount=200_00),
        lambda: set_lines(book, invoice, [DESIGN]),
        lambda: editing.change_record(book, read(book, Invoice, invoice), number="R-2"),
    ):
        make_invoice_pdf(book, invoice, TODAY)
        (told,) = change().told
        assert "was removed, since the invoice has changed" in current().say(told)
        assert files(book, invoice) == []
    late = add(book, "invoice", client=client, number="R-3", issued=ago(5))
    make_invoice_pdf(book, late, TODAY)
    with book.read() as db:
        (contract,) = lookup.find_records(db, Contract)
    editing.change_record(book, contract, payment_terms="net 60")
    assert files(book, late) == []


def test_a_change_that_is_not_printed_leaves_the_paper(book, invoice):
    made = make_invoice_pdf(book, invoice, TODAY)
    editing.change_record(book, read(book, Invoice, invoice), sent_on=TODAY, sent_by="By mail")
    assert [each.id for each in files(book, invoice)] == [made.file]
    with pytest.raises(KnownError, match="is on record as it was"):
        make_invoice_pdf(book, invoice, TODAY)


def test_a_sent_invoice_without_a_paper_gets_one(book, client):
    """It goes with the reminder."""
    sent = add(book, "invoice", client=client, number="S-1", issued=ago(40), sent_on=ago(40))
    assert make_invoice_pdf(book, sent, TODAY).name == "Invoice S-1.pdf"


def test_a_credit_note_names_its_invoice_and_asks_for_nothing(book, client, invoice):
    note = add(book, "invoice", client=client, number="CN-1", issued=ago(5), amount=25_00, document_type="credit note",
               replaces=invoice, detail="Late start in November, 2 days")  # fmt: skip
    made = make_invoice_pdf(book, note, TODAY)
    said = read_pdf.text(made.pdf)
    assert made.name == "Credit note CN-1.pdf"
    assert "Credit note CN-1 credits invoice R-1" in said
    assert "Credited 25.00" in said
    assert "€ 25.00 is credited to your account." in said
    assert "Please pay" not in said
    assert "Due on" not in said


def test_what_the_law_asks_for_and_the_record_lacks_is_named_and_prevents_nothing(book, client):
    bare = add(book, "invoice", client=client, number="R-9", issued=ago(5), amount=100_00)
    with book.read() as db:
        told = [current().say(each) for each in invoice_remarks(db, bare, TODAY)]
    assert told == [
        "Your tax or VAT number is not on record. If you have one, enter it in Settings.",
        "It has no lines, so it does not say what was done, how much of it, and at what price.",
        "No day or month of the work is named. Write it into a line, or under “For”.",
        "No payment details are on record, so it does not say how to pay. Enter them in Settings.",
    ]
    set_lines(book, bare, [dataclasses.replace(DESIGN, tax_rate="0")])
    with book.read() as db:
        told = [current().say(each) for each in invoice_remarks(db, bare, TODAY)]
    assert "A line has 0 % tax. Many countries ask for the reason: write it under “For”." in told
    assert make_invoice_pdf(book, bare, TODAY).pdf


def test_work_since_the_last_invoice_is_proposed_at_the_contracts_price(book, client):
    add(book, "contract", client=client, fee_type="hourly", fee=80_00, currency="EUR")
    add(book, "invoice", client=client, number="R-1", issued=ago(30))
    add(book, "work", client=client, on=ago(30), minutes=60, detail="Billed before")
    add(book, "work", client=client, on=ago(20), minutes=90, detail="Shop")
    add(book, "work", client=client, on=ago(15), minutes=60, detail="Waited", sort="waiting")
    add(book, "work", client=client, on=ago(1), minutes=60, detail="Later")
    new = add(book, "invoice", client=client, number="R-2", issued=ago(10))
    with book.read() as db:
        (line,) = proposed_lines(db, lookup.get_record(db, Invoice, new))
    assert (line.description, line.quantity, line.unit, line.unit_price, line.amount) == (
        "2 Nov 2026: Shop",
        "1.50",
        "hours",
        80_00,
        120_00,
    )
    assert date(2026, 11, 2) == ago(20)


def test_the_users_own_target_rate_is_never_proposed(book, client):
    """It is private: what nobody agreed to is not charged."""
    editing.change_record(book, read_business(book), rate=123_00)
    add(book, "work", client=client, on=ago(20), minutes=90, detail="Shop")
    new = add(book, "invoice", client=client, number="R-2", issued=ago(10))
    with book.read() as db:
        (line,) = proposed_lines(db, lookup.get_record(db, Invoice, new))
    assert line.unit_price is None
