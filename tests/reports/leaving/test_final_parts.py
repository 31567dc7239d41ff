"""Each part of the handover report, and how its pages are set."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import pikepdf
import pytest

from clientguard.domain.leaving.final.facts import FinalReport, PaymentLine
from clientguard.domain.money.amount import Money
from clientguard.domain.money.receivables import bill
from clientguard.domain.records import Account, ChangeOrder, DataHolding, Extension, HandoverMark
from clientguard.reports.leaving.final import render_final_report, suggested_name
from clientguard.texts import words
from tests.reports import read_pdf, sample

EN = words("en")


def with_everything(**changes: object) -> FinalReport:
    """Return the sample with something in every part."""
    parts: dict[str, object] = {
        "business": replace(sample.BUSINESS, payment_details="IBAN NL91 ABNA 0417 1643 00"),
        "contract": replace(sample.CONTRACT, signed=date(2026, 1, 28), rights="All texts are yours once paid."),
        "results": (replace(sample.RESULTS[0], objective="150 orders", withheld="Access came late"),),
        "deliverables": (replace(sample.DELIVERABLES[0], id=1, settled_by="M. Ruiz"),),
        "extensions": (Extension(deliverable=1, new_due=date(2026, 4, 9), reason="Photos came late"),),
        "changes": (ChangeOrder(agreed_on=date(2026, 5, 5), what="A blog", amount=90_000, currency="EUR"),),
        "accounts": (
            Account(id=30, name="Video channel", offered_on=date(2026, 10, 1), no_reply_on=date(2026, 11, 10)),
            Account(id=31, name="Hosting", renews=date(2026, 12, 20)),
        ),
        "marks": tuple(HandoverMark(account=30, key="request", done_on=date(2026, 10, on)) for on in (8, 20)),
        "holdings": (
            DataHolding(what="Photos", disposition="return", chosen_on=date(2026, 11, 3), done_on=date(2026, 11, 9)),
            DataHolding(what="Ledger", disposition="keep", until=date(2033, 12, 31), reason="tax law"),
            DataHolding(what="Drafts", personal=True),
        ),
        "leaving": replace(sample.LEAVING, support_until=date(2027, 1, 31), successor="Studio Poniente"),
        "payments": (PaymentLine(date(2026, 4, 12), Money(480_000, "EUR"), ("2026-014",), "Thanks"),),
    }  # fmt: skip
    return sample.report(**{**parts, **changes})


def test_it_tells_what_was_agreed_moved_withheld_changed_kept_and_paid():
    said = read_pdf.text(render_final_report(with_everything(), EN))
    for each in (
        "Handover report, status at 22 November 2026",
        "Contract: Spring shop and campaigns, signed on 28 January 2026.", "Notice agreed: 30 days.",
        "Notice was given on 12 November 2026. Our duties end on 12 December 2026.",
        "Agreed: 150 orders · Held back or approved late: Access came late",
        "Shop, live Moved to 9 Apr 2026: Photos came late 2 Apr 2026 2 Apr 2026 accepted on 9 Apr 2026 by M. Ruiz",
        "5 May 2026 A blog € 900.00", "no reply after 2 requests (8 Oct 2026, 20 Oct 2026)",
        "Hosting 20 Dec 2026 not moved to you yet", "Photos returned on 9 Nov 2026 chosen on 3 Nov 2026",
        "Ledger kept until 31 Dec 2033: tax law", "Drafts holds personal data please choose: returned or deleted",
        "All texts are yours once paid.", "12 Apr 2026 2026-014 Thanks € 4,800.00",
        "How to pay IBAN NL91 ABNA 0417 1643 00", "Questions are answered until 31 January 2027.",
        "Who takes over: Studio Poniente",
        "A signature confirms receipt of this report and the state above. It admits nothing and waives nothing.",
        "return it to mira@aalto.example by 6 December 2026", "Capacity, such as owner", "Exceptions",
    ):  # fmt: skip
        assert each in said, each


def test_it_is_the_final_report_once_the_leaving_is_closed():
    closed = with_everything(leaving=replace(sample.LEAVING, signed_off=sample.MADE))
    said = read_pdf.text(render_final_report(closed, EN))
    assert "status at" not in said
    assert "Final report, Casa Verde S.L., version 1 of 22 November 2026" in said
    assert suggested_name(closed, EN) == "Final report Casa Verde S.L 2026-11-22 v1.pdf"


def test_where_nothing_is_demanded_the_paper_asks_for_no_payment():
    late = sample.invoice(1, date(2026, 9, 1), 10_000, 0)
    forgiven = bill(replace(late.facts, written_off=10_000, forgiven=10_000), sample.MADE)
    said = read_pdf.text(render_final_report(with_everything(bills=(forgiven,)), EN))
    assert "€ 100.00 of invoice 2026-001 was forgiven." in said
    for each in ("overdue", "How to pay", "Pay €", "still open"):
        assert each not in said


@pytest.mark.parametrize("currency", ["VND", "IDR"])
@pytest.mark.parametrize("page", ["A4", "Letter"])
def test_long_names_and_large_amounts_are_printed_whole(currency, page):
    name = "Verein zur Förderung der Baukultur und Denkmalpflege Ostland"
    bills = tuple(
        sample.invoice(number, date(2026, 3, 1), 987_654_321_000 + number, 0, currency) for number in (1, 2, 3)
    )
    report = with_everything(
        bills=bills, client=replace(sample.CLIENT, name=name), business=replace(sample.BUSINESS, owner=name)
    )
    pdf = render_final_report(report, EN, page=page)
    read_pdf.assert_archival(pdf)
    with pikepdf.open(BytesIO(pdf)) as document:
        width = float(document.pages[0].mediabox[2])
    assert read_pdf.rightmost(pdf) <= width - 50
    *_first, last = read_pdf.pages(pdf)
    assert " ".join(last.split()).count(name) == 2, "whom it is for, and who signs"
    text = "\n".join(read_pdf.pages(pdf))
    for line in report.statement:
        assert EN.money(line.open, code=False) in text


@pytest.mark.parametrize("count", range(20, 34))
def test_no_page_has_a_single_row(count):
    pdf = render_final_report(sample.report(deliverables=sample.many_deliverables(count)), EN)
    for page in read_pdf.pages(pdf):
        assert len(re.findall(r"^Piece \d{3}", page, re.MULTILINE)) != 1
