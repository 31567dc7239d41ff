"""The interest sheet as its receiver gets it: read back from the PDF."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal

import pytest

from clientguard.domain.money.amount import Money
from clientguard.domain.money.claims.late import LateInvoice, claim_of
from clientguard.domain.money.claims.sheet import Asked, InterestSheet, facts_json, interest_sheet
from clientguard.domain.money.receivables import InvoiceFacts
from clientguard.letters.late_interest import shipped_law
from clientguard.letters.law import watched
from clientguard.reports.money.interest_sheet import boxes, render_interest_sheet
from clientguard.reports.paper.archive import attached_facts
from clientguard.texts import PSEUDO, words
from tests.reports import read_pdf, sample

LAW = shipped_law()
BUSINESS = dataclasses.replace(sample.BUSINESS, payment_details="IBAN NL12 RABO 0123 4567 89")
DUE, ON = date(2024, 5, 10), date(2026, 3, 30)


def invoice(country: str, currency: str, number: str = "R-1", **changes) -> LateInvoice:
    facts = InvoiceFacts(1, 2, "Harbour", number, date(2024, 3, 1), DUE, "net 70", Money(500_000, currency), 0, None)
    paid = ((date(2025, 2, 14), 150_000),)
    found = LateInvoice(facts, 3, country, "company", True, None, None, (), None, "", paid)
    return dataclasses.replace(found, **changes)


def sheet(*invoices: LateInvoice, language: str = "en", **changes) -> InterestSheet:
    law = shipped_law(language=language)
    claims = [claim_of(each, ON, law) for each in invoices]
    rules = [each for each in watched(language) if each.key == "eu-60-days"]
    asked = Asked(ON, 1, ON, language, sample.ANCHOR)
    return dataclasses.replace(interest_sheet(BUSINESS, sample.CLIENT, claims, rules, law, asked), **changes)


def text(found: InterestSheet, language: str = "en") -> str:
    return read_pdf.text(render_interest_sheet(found, words(language)))


def test_it_is_an_archival_pdf_with_its_facts_attached():
    found = sheet(invoice("NL", "EUR"))
    pdf = render_interest_sheet(found, words("en"))
    read_pdf.assert_archival(pdf)
    assert attached_facts(pdf) == facts_json(found)
    assert render_interest_sheet(found, words("en")) == pdf, "the same facts give the same bytes"


@pytest.mark.parametrize(("country", "currency"), [("NL", "EUR"), ("GB", "GBP"), ("DE", "EUR"), ("TH", "THB")])
def test_each_line_and_each_sum_is_that_of_the_facts(country, currency):
    found = sheet(invoice(country, currency))
    said = text(found)
    (debt,) = found.debts
    for row in debt.rows:
        assert f"{row.days} {row.balance.decimal:,.2f} {row.rate} {row.interest.decimal:,.2f}" in said
    (sum_,) = found.sums
    assert said.count(f"To pay {sum_.to_pay.decimal:,.2f}") == 2
    for part in ("due on 10 May 2024", "interest runs from the day after", "Rounded once, at the end",
                 "not legal advice", "How to pay IBAN NL12", "looked at on 28 Nov 2026"):  # fmt: skip
        assert part in said, part
    for basis in found.bases:
        assert " ".join(basis.law.split()) in said
        assert all(source.text in said for source in basis.sources)


def test_what_a_payment_counted_for_and_what_joined_the_debt_stand_on_their_lines():
    said = text(sheet(invoice("NL", "EUR")))
    assert "€ 1,500.00 paid, € 464.83 of it for interest" in said
    assert "€ 102.95 of interest joins the debt" in said


def test_where_the_contract_may_not_stand_the_law_is_named_too():
    said = text(sheet(invoice("GB", "GBP", rate=Decimal(4))))
    assert "does not count as a substantial remedy, the law gives instead" in said
    assert "the contract, under the law of this country: United Kingdom" in said
    assert "fixed sum of £ 70.00 (Late Payment" in said


def test_invoices_by_several_laws_name_theirs_and_currencies_are_kept_apart():
    found = sheet(invoice("NL", "EUR"), invoice("GB", "GBP", "R-2"))
    said = text(found)
    assert "Invoice R-1, by basis 1" in said
    assert "Basis 2: United Kingdom" in said
    assert [each.to_pay.currency for each in found.sums] == ["EUR", "GBP"]


def test_what_is_watched_is_said_with_its_source():
    said = text(sheet(invoice("NL", "EUR")))
    assert "terms over 60 days hold only if they were agreed expressly" in said
    assert "as of 16 Feb 2011" in said


def test_it_can_be_written_in_any_language_and_names_what_prints_as_boxes():
    found = sheet(invoice("NL", "EUR"), client=dataclasses.replace(sheet(invoice("NL", "EUR")).client, name="𓀀 Ltd"))
    assert "𓀀" in boxes(found)
    assert text(found, PSEUDO)


def test_rates_and_days_of_sources_are_written_as_the_language_writes_them():
    frisian = text(sheet(invoice("NL", "EUR"), language="fy"), "fy")
    assert " 5.000,00 12,50 87,33 " in frisian
    thai = text(sheet(invoice("NL", "EUR"), language="th"), "th")
    assert " ณ มิถุนายน 2565 ตรวจดู" in thai
    assert "28 พ.ย. 2569" in thai
    assert "2022-06" not in thai
