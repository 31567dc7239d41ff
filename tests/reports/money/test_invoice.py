"""An invoice and a credit note as their receiver gets them: read back from the PDF."""

from __future__ import annotations

import dataclasses
from datetime import date
from io import BytesIO

import pikepdf
import pytest

from clientguard.domain.money.amount import Money
from clientguard.domain.money.invoice_paper import InvoicePaper, facts_json, invoice_paper
from clientguard.domain.money.lines import line_sums
from clientguard.domain.money.receivables import OpenPart
from clientguard.domain.money.terms import Event
from clientguard.domain.records import Invoice, InvoiceLine
from clientguard.reports.money.invoice import boxes, render_invoice
from clientguard.reports.paper.archive import attached_facts
from clientguard.texts import PSEUDO, Words, words
from tests.reports import read_pdf, sample
from tests.reports.money.test_statement import BUSINESS, HOSTILE

EN = words("en")
LINES = (
    InvoiceLine(description="Design", quantity="10", unit="hours", unit_price=80_00, amount=800_00, tax_rate="21"),
    InvoiceLine(description="Books", quantity="2", unit_price=50_00, amount=100_00, tax_rate="9"),
    InvoiceLine(description="Work abroad", amount=50_00, tax_rate="0"),
)


def paper(
    lines=LINES,
    parts=((date(2026, 11, 19), None, 0),),
    *,
    corrects="",
    client=sample.CLIENT,
    business=BUSINESS,
    **invoice,
) -> InvoicePaper:  # fmt: skip
    values = {"number": "2026-031", "issued": date(2026, 11, 5), "currency": "EUR",
              "amount": line_sums(lines).total, "detail": "November 2026"}  # fmt: skip
    record = Invoice(**{**values, **invoice})
    asked = [] if corrects and record.document_type else [
        OpenPart(on, Money(minor or record.amount, record.currency), event) for on, event, minor in parts
    ]  # fmt: skip
    return invoice_paper(business, client, record, asked, lines, corrects=corrects, made=sample.MADE,
                         anchor=sample.ANCHOR)  # fmt: skip


def test_it_is_an_archival_pdf_with_its_facts_attached():
    pdf = render_invoice(paper(), EN)
    read_pdf.assert_archival(pdf)
    assert attached_facts(pdf) == facts_json(paper())
    assert attached_facts(pdf)["format"] == "clientguard invoice 1"


def test_it_says_who_what_how_much_by_when_and_how_to_pay():
    said = read_pdf.text(render_invoice(paper(), EN))
    for each in (
        "Invoice 2026-031", "Mira Aalto Kanaalweg 12 8911 Ljouwert Tax no. NL 0000.00.000", "Casa Verde S.L.",
        "Carrer de la Mar 4 08003 Barcelona Tax no. ES B00000000", "5 November 2026 Due on 19 November 2026",
        "November 2026", "Design 10 hours 80.00 21 % 800.00", "Books 2 50.00 9 % 100.00", "Work abroad 0 % 50.00",
        "Net 950.00 Tax, 0 % of 50.00 0.00 Tax, 9 % of 100.00 9.00 Tax, 21 % of 800.00 168.00 Total 1,127.00",
        "Please pay € 1,127.00 by 19 November 2026.", "IBAN NL12 RABO 0123 4567 89",
        "Please give the number 2026-031.", "Reference 4,812 · 7c1e90ab…; keep this copy", "page 1 of 1",
    ):  # fmt: skip
        assert each in said, each


def test_without_lines_the_amount_stands_alone_with_the_tax_on_record():
    said = read_pdf.text(render_invoice(paper((), amount=121_00, tax=21_00), EN))
    assert "Net 100.00 Tax 21.00 Total 121.00" in said
    assert "Net" not in read_pdf.text(render_invoice(paper((), amount=121_00), EN))


def test_lines_without_rates_have_no_column_of_tax():
    said = read_pdf.text(render_invoice(paper((dataclasses.replace(LINES[0], tax_rate=""),)), EN))
    assert "Tax," not in said
    assert "Total 800.00" in said


def test_instalments_are_asked_for_one_by_one():
    parts = ((date(2026, 11, 5), None, 563_50), (None, Event("delivery"), 563_50))
    said = read_pdf.text(render_invoice(paper(parts=parts), EN))
    assert "Please pay in parts: € 563.50, 5 November 2026 € 563.50, on delivery" in said
    assert "Due on" not in said


def test_a_credit_note_names_its_invoice_and_asks_for_nothing():
    said = read_pdf.text(render_invoice(paper(corrects="2026-030", document_type="credit note"), EN))
    assert "Credit note 2026-031 credits invoice 2026-030" in said
    assert "Credited 1,127.00" in said
    assert "€ 1,127.00 is credited to your account." in said
    assert "How to pay" not in said
    assert "Due on" not in said


def test_a_replacement_names_what_it_replaces():
    assert "Invoice 2026-031 replaces invoice 2026-030" in read_pdf.text(render_invoice(paper(corrects="2026-030"), EN))


def test_sixty_lines_go_over_several_pages_with_their_heads_repeated_and_the_total_is_not_alone():
    many = tuple(dataclasses.replace(LINES[0], description=f"Part {each:02} of the work") for each in range(60))
    found = read_pdf.pages(render_invoice(paper(many), EN))
    assert len(found) > 2
    assert all("Amount, EUR" in each for each in found if "of the work" in each)
    (last,) = [each for each in found if "Total" in each]
    assert "Part 59" in last


@pytest.mark.parametrize(
    ("currency", "said"),
    [("JPY", "Design 10 hours 8,000 21 % 80,000"), ("KWD", "Design 10 hours 8.000 21 % 80.000")],
)
def test_each_currency_has_its_decimals(currency, said):
    assert said in read_pdf.text(render_invoice(paper(currency=currency), EN))


def test_hostile_text_stays_text_and_stays_on_the_page():
    client = dataclasses.replace(sample.CLIENT, name=HOSTILE, address=HOSTILE)
    line = dataclasses.replace(LINES[0], description=HOSTILE, unit=HOSTILE)
    found = paper((line,), client=client, number=HOSTILE, detail=HOSTILE, corrects=HOSTILE)
    pdf = render_invoice(found, EN)
    read_pdf.assert_archival(pdf)
    assert '<img src="file:///etc/passwd"/><b>&amp; {number} evil %s' in read_pdf.text(pdf)
    with pikepdf.open(BytesIO(pdf)) as document:
        width = float(document.pages[0].mediabox[2])
    assert read_pdf.rightmost(pdf) <= width - 50


def test_nothing_private_is_in_it():
    """P4.4: only facts; the user's own target rate and notes stay out of text, data and metadata."""
    business = dataclasses.replace(BUSINESS, rate=sample.CANARY_NUMBER)
    client = dataclasses.replace(sample.CLIENT, note=sample.CANARY)
    inside = read_pdf.everything(render_invoice(paper(business=business, client=client), EN))
    assert sample.CANARY.encode() not in inside
    assert str(sample.CANARY_NUMBER).encode() not in inside


def test_the_same_facts_give_the_same_bytes():
    assert render_invoice(paper(), EN) == render_invoice(paper(), Words("en"))


def test_longer_words_fit():
    read_pdf.assert_archival(render_invoice(paper(), Words(PSEUDO), page="Letter"))


def test_characters_that_cannot_be_printed_are_named():
    assert boxes(paper(detail="Casa \U0001f333")) == "\U0001f333"
