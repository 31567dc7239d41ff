"""The welcome sheet: what the contract says and nothing else, on one page, as an archive can keep it (P8.2)."""

from __future__ import annotations

import dataclasses

import pytest

from clientguard.domain.judgement.papers.welcome import facts_json
from clientguard.domain.records import Contact, Contract, Deliverable
from clientguard.reports.judgement.welcome import boxes, render_welcome_sheet
from clientguard.reports.paper.archive import attached_facts
from clientguard.texts import PSEUDO, Words, words
from tests.reports import read_pdf
from tests.reports.judgement.sheets import CONTRACT, FIRM, FOUND, ago, welcome

EN = words("en")


def test_one_page_says_what_the_contract_says_in_plain_words():
    pdf = render_welcome_sheet(welcome(), EN)
    read_pdf.assert_archival(pdf)
    assert attached_facts(pdf) == facts_json(welcome())
    assert len(read_pdf.pages(pdf)) == 1
    text = read_pdf.text(pdf)
    for each in (
        "How we work under “Spring shop”",
        "The shop, live by spring; Two campaigns",
        "Not part of it: Photographs.",
        "We began on 23 Oct 2026. Its term ends on 23 Oct 2027",
        "12 Dec 2026 Newsletter 1 Jan 2027 Shop, live",
        "2 rounds of changes are included.",
        "For changes to what we agreed, the contract says: “Changes are agreed in writing.”",
        "Mira Aalto, mira@aalto.example, +31 58 000 0000",
        "You can reach us at these hours: Mon–Thu 9–16.",
        "please answer within 3 working days.",
        "On answers, the contract says: “Dates move by each day of a late answer.”",
        "Access to: Shop, Ad account",
        "Retainer, each month: € 1,200.00",
        "Deposit: € 500.00",
        "Invoices are due: 14 days after the invoice.",
        "Please pay to: Bank of Friesland, NL12 BANK 0123",
        "The contract says: “Work may stop while an invoice is unpaid.”",
        "Work may stop 15 days after an invoice was due.",
        "“Interest is 8 % a year.”",
        "On your side: M. Ruiz (Owner), who can agree to changes and sign.",
    ):
        assert each in text, each
    assert "Old campaign" not in text
    assert "P. Soler" not in text


def test_what_a_contract_does_not_say_is_left_out():
    bare = dataclasses.replace(FIRM, hours="", payment_details="")
    found = welcome(contracts=(Contract(id=10, title="Care"),), clauses=(), deliverables=(), people=(), firm=bare)
    text = read_pdf.text(render_welcome_sheet(found, EN))
    for each in ("What we do", "What to expect", "Changes", "need from you", "you pay", "late", "Who decides", "hours"):
        assert each not in text, each
    assert "mira@aalto.example" in text


def test_without_a_contract_it_says_how_to_reach_and_pay_us():
    found = welcome(contracts=())
    text = read_pdf.text(render_welcome_sheet(found, EN))
    assert "This page says how you reach us." in text
    assert "Mon–Fri 9–17" in text
    assert "the contract counts" not in text
    assert "Newsletter" not in text


@pytest.mark.parametrize(
    ("contracts", "title"),
    [
        ((CONTRACT, Contract(id=9, title="Old", starts=ago(900))), "Spring shop"),
        ((Contract(id=9, title="Over", starts=ago(900), ended_on=ago(100)),), ""),
        ((Contract(id=8, title="Later", starts=ago(-90)), Contract(id=9, title="Next", starts=ago(-10))), "Next"),
        ((Contract(id=8, title="Running", starts=ago(90)), Contract(id=9, title="Next", starts=ago(-10))), "Running"),
    ],
)
def test_it_is_made_from_the_contract_in_force_or_the_next_to_begin(contracts, title):
    assert welcome(contracts=contracts).agreement.title == title


def test_terms_that_follow_no_rule_are_printed_as_the_contract_has_them():
    found = welcome(contracts=(dataclasses.replace(CONTRACT, payment_terms="when the harvest is in"),))
    assert "Invoices are due: when the harvest is in." in read_pdf.text(render_welcome_sheet(found, EN))


@pytest.mark.parametrize("page", ["A4", "Letter"])
def test_a_long_contract_still_makes_one_page(page):
    long = "The work is done with care, and in the order that both sides agreed upon in writing. " * 30
    contract = dataclasses.replace(
        CONTRACT, scope=long, exclusions=long, suspension_clause=long, late_clause=long,
        access_needed="\n".join(f"Account of a service with a long name, number {each}" for each in range(30)),
    )  # fmt: skip
    clauses = tuple(dataclasses.replace(each, passage=long) for each in FOUND.clauses)
    work = tuple(Deliverable(id=100 + each, title=f"Part {each}: {long}", due=ago(-each)) for each in range(30))
    people = tuple(Contact(id=200 + each, name=f"Person {each}", role="Partner", decides=True) for each in range(12))
    found = welcome(contracts=(contract,), clauses=clauses, deliverables=work, people=people)
    pdf = render_welcome_sheet(found, EN, page=page)
    assert len(read_pdf.pages(pdf)) == 1
    assert read_pdf.rightmost(pdf) < 560


def test_what_is_private_is_nowhere_in_the_file():
    inside = read_pdf.everything(render_welcome_sheet(welcome(), EN))
    for each in (b"Never smiles", b"Hard to like"):
        assert each not in inside


def test_it_can_be_printed_in_any_language_and_names_what_prints_as_a_box():
    assert "Spring shop" in read_pdf.text(render_welcome_sheet(welcome(), Words(PSEUDO)))
    assert boxes(welcome(contracts=(dataclasses.replace(CONTRACT, scope="न"),))) == "न"
