"""The statement of account as its receiver gets it: read back from the PDF."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta

import pytest

from clientguard.domain.money.ageing import Aged
from clientguard.domain.money.amount import Money
from clientguard.domain.money.statement import Account, Receipt, Statement, facts_json, statement
from clientguard.domain.records import Invoice
from clientguard.reports.money.statement import boxes, render_statement
from clientguard.reports.paper.archive import attached_facts
from clientguard.texts import PSEUDO, Words, words
from tests.reports import read_pdf, sample

EN = words("en")
DAY = date(2026, 3, 1)
BUSINESS = dataclasses.replace(sample.BUSINESS, payment_details="IBAN NL12 RABO 0123 4567 89\nBIC RABONL2U")
HOSTILE = '<img src="file:///etc/passwd"/><b>&amp; {number} \u202eevil\u0000 %s ' + "x" * 300


def shown(account: Account | None = None, **changes) -> Statement:
    parts = {"business": BUSINESS, "client": sample.CLIENT, "made": sample.MADE, "start": None, "end": sample.MADE}
    return statement(**{**parts, **changes, "account": account or few(), "anchor": sample.ANCHOR})


def few(count: int = 2, currency: str = "EUR", reference: str = "SEPA 77") -> Account:
    invoices = tuple(
        Invoice(id=each, client=2, number=f"2026-{each:03}", issued=DAY + timedelta(days=each), amount=120_00 + each,
                currency=currency)
        for each in range(1, count + 1)
    )  # fmt: skip
    paid = Receipt(900, DAY + timedelta(days=40), Money(120_01, currency), reference, ((1, DAY, 120_01),))
    owed = sum(each.amount or 0 for each in invoices) - 120_01
    aged = Aged(2, "Casa Verde S.L.", currency, (0, 0, 0, 0, owed))
    return Account(invoices, (paid,), (), (), (aged,))


def credit_note() -> Account:
    account = few(1)
    note = Invoice(id=50, client=2, number="CN-1", issued=DAY + timedelta(days=50), amount=120_01, currency="EUR",
                   document_type="credit note", replaces=1)  # fmt: skip
    return dataclasses.replace(account, invoices=(*account.invoices, note), aged=())


def test_it_is_an_archival_pdf_with_its_facts_attached():
    found = shown()
    pdf = render_statement(found, EN)
    read_pdf.assert_archival(pdf)
    assert attached_facts(pdf) == facts_json(found)
    assert attached_facts(pdf)["format"] == "clientguard statement 1"


def test_it_says_who_owes_what_since_when_and_how_to_pay():
    said = read_pdf.text(render_statement(shown(), EN))
    for each in (
        "Mira Aalto Consulting", "Kanaalweg 12, 8911 Ljouwert", "for Casa Verde S.L., until 22 November 2026",
        "Tax no. ES B00000000", "2 Mar 2026 Invoice 2026-001 120.01 120.01", "Balance, EUR",
        "10 Apr 2026 Payment for 2026-001 · SEPA 77 120.01 120.02", "22 Nov 2026 Balance 240.03 120.01 120.02",
        "Over 90 days late 120.02", "€ 120.02 is open, € 120.02 of it overdue.",
        "How to pay IBAN NL12 RABO 0123 4567 89 BIC RABONL2U",
        "Reference 4,812 · 7c1e90ab…; keep this copy", "page 1 of 1",
    ):  # fmt: skip
        assert each in said, each


def test_a_credit_note_names_its_invoice_and_lowers_the_balance():
    said = read_pdf.text(render_statement(shown(credit_note()), EN))
    assert "20 Apr 2026 Credit note CN-1 for 2026-001 120.01 −120.01" in said
    assert "You have a credit of € 120.01." in said
    assert "How to pay" not in said, "nothing is owed"


def test_a_part_of_the_account_begins_with_what_was_brought_forward():
    said = read_pdf.text(render_statement(shown(start=DAY + timedelta(days=2)), EN))
    assert "for Casa Verde S.L., 3 March 2026 to 22 November 2026" in said
    assert "3 Mar 2026 Balance brought forward 120.01" in said
    assert "Invoice 2026-001" not in said


def test_an_empty_account_says_so():
    pdf = render_statement(shown(Account((), (), (), (), ())), EN)
    read_pdf.assert_archival(pdf)
    assert "No invoices and no payments are on record." in read_pdf.text(pdf)


def test_sixty_invoices_go_over_several_pages_with_their_heads_repeated():
    pdf = render_statement(shown(few(60)), EN)
    found = read_pdf.pages(pdf)
    assert len(found) > 2
    assert all("Balance, EUR" in each for each in found if "Invoice 2026-" in each)
    assert read_pdf.text(pdf).count("Invoice 2026-") == 60
    assert "How to pay" in found[-1]


@pytest.mark.parametrize(("currency", "line"), [("JPY", "12,001 12,001"), ("KWD", "12.001 12.001")])
def test_each_currency_has_its_decimals(currency, line):
    assert f"Invoice 2026-001 {line}" in read_pdf.text(render_statement(shown(few(currency=currency)), EN))


def test_hostile_text_stays_text_and_stays_on_the_page():
    client = dataclasses.replace(sample.CLIENT, name=HOSTILE, address=HOSTILE)
    pdf = render_statement(shown(few(reference=HOSTILE), client=client), EN)
    read_pdf.assert_archival(pdf)
    assert '<img src="file:///etc/passwd"/><b>&amp; {number} evil %s' in read_pdf.text(pdf)


def test_nothing_private_is_in_it():
    """P4.4: only facts; what the user notes about a client stays out of text, data and metadata."""
    business = dataclasses.replace(BUSINESS, rate=sample.CANARY_NUMBER)
    client = dataclasses.replace(sample.CLIENT, note=sample.CANARY)
    inside = read_pdf.everything(render_statement(shown(business=business, client=client), EN))
    assert sample.CANARY.encode() not in inside
    assert str(sample.CANARY_NUMBER).encode() not in inside


def test_the_same_facts_give_the_same_bytes():
    assert render_statement(shown(), EN) == render_statement(shown(), Words("en"))


def test_longer_words_fit():
    read_pdf.assert_archival(render_statement(shown(few(20)), Words(PSEUDO), page="Letter"))


def test_characters_that_cannot_be_printed_are_named():
    assert boxes(shown(client=dataclasses.replace(sample.CLIENT, name="Casa \U0001f333"))) == "\U0001f333"
