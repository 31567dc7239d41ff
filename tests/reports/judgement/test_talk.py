"""The conversation sheet: facts with dates, our own share, room for what is agreed, and nothing private (P7.2)."""

from __future__ import annotations

import dataclasses

import pytest

from clientguard.domain.judgement.papers.talk import facts_json
from clientguard.domain.records import ProblemNote, SignReview
from clientguard.domain.wording import said
from clientguard.reports.judgement.talk import boxes, render_talk_sheet
from clientguard.reports.paper.archive import attached_facts
from clientguard.texts import PSEUDO, Words, words
from tests.reports import read_pdf
from tests.reports.judgement.sheets import FACTS, FOUND, ago, raised, talk

EN = words("en")
LATE = raised(1, 20, 21, 22, 25, figure=said("1 of 3 late"))


def review(sign: int, verdict: str) -> SignReview:
    return SignReview(id=90, client=2, sign=str(sign), verdict=verdict, on=ago(1), reason="A hunch of mine")


def test_one_page_has_what_happened_with_dates_our_share_and_lines_to_fill_in():
    found = talk(
        LATE, raised(5, 23, 24, 30, figure=said("2 missing")), raised(7, 26), raised(8, 28, 32), raised(10, 29)
    )
    pdf = render_talk_sheet(found, EN)
    read_pdf.assert_archival(pdf)
    assert attached_facts(pdf) == facts_json(found)
    assert len(read_pdf.pages(pdf)) == 1
    text = read_pdf.text(pdf)
    for each in (
        "Pays late: 1 of 3 late",
        "28 Oct 2026 “I pay on Friday”, promised for 31 Oct 2026: not done",
        "23 Oct 2026 Invoice R-21: € 100.00 open, 30 days after it was due",
        "and 1 earlier entry",
        "Answers late or missing 2 Nov 2026 Request",
        "Request “Photos”, needed by 9 Nov 2026: no answer",
        "16 Nov 2026 Meeting missed",
        "Personal attacks or threats",
        "10 Nov 2026 Shouted at the hosting firm",
        "13 Nov 2026 “A second language too” was asked for, though we had said no",
        "19 Nov 2026 Call at 21:40",
        "Advice not followed 3 Sep 2026 Advised: “Keep the old address”",
        "3 Oct 2026: We sent the wrong file.",
        "Agreed: The shop, live by spring; Two campaigns",
        "2 rounds of changes are included. Answers are expected within 3 working days.",
        "We offered: Redo the photos. We look at the result on 6 Dec 2026.",
        "To be filled in together.",
        "Agreed by Casa Verde S.L., with the date",
        "Agreed by Mira Aalto, for Mira Aalto Consulting, with the date",
        "We look at it again on",
    ):
        assert each in text, each
    assert "which does not count" not in text, "what signs count is the user's own business"


def test_a_bill_that_was_paid_on_time_is_no_concern():
    assert {each.record for each in talk(LATE).events} == {20, 21, 25}


def test_what_the_user_doubts_stays_out_and_what_is_watched_comes_in_once_it_is_so():
    watched = dataclasses.replace(LATE, state="watch")

    def signs(finding, *reviews):
        return [each.sign for each in talk(finding, facts=dataclasses.replace(FACTS, reviews=reviews)).concerns]

    assert signs(LATE) == signs(watched, review(1, "accept")) == [1]
    assert signs(watched) == signs(LATE, review(1, "doubt")) == signs(watched, review(2, "accept")) == []


def test_a_threat_of_harm_comes_first():
    found = talk(LATE, raised(7, 26, is_harm=True))
    assert [(each.sign, each.is_harm) for each in found.concerns] == [(7, True), (1, False)]


def test_of_contact_only_its_amount_is_told_and_never_what_others_bring_in():
    found = talk(raised(4, 32, 33, figure=said("80 % of contact, 20 % of income")))
    text = read_pdf.text(render_talk_sheet(found, EN))
    assert "More contact than its share: 2 messages in 90 days" in text
    assert "income" not in text
    assert found.events == ()


def test_opinions_reasons_and_notes_are_nowhere_in_the_file():
    facts = dataclasses.replace(FACTS, reviews=(review(7, "accept"),))
    inside = read_pdf.everything(render_talk_sheet(talk(LATE, raised(7, 26), facts=facts), EN))
    for each in (b"Hopeless man", b"A hunch of mine", b"Never smiles", b"Hard to like"):
        assert each not in inside


def test_without_a_sign_and_a_contract_there_are_lines_to_write_on():
    facts = dataclasses.replace(FACTS, problems=())
    found = talk(facts=facts, found=dataclasses.replace(FOUND, contracts=(), plans=(), firm=dataclasses.replace(
        FOUND.firm, hours="")))  # fmt: skip
    pdf = render_talk_sheet(found, EN)
    assert len(read_pdf.pages(pdf)) == 1
    text = read_pdf.text(pdf)
    assert "Write down each concern with its date" in text
    assert "The record shows no fault of ours" in text
    assert "What can and cannot be done" not in text


@pytest.mark.parametrize("page", ["A4", "Letter"])
def test_all_ten_signs_and_a_long_share_of_ours_still_make_one_page(page):
    title = "The list of products came back once more, in another order than the one agreed on in spring"
    theirs = [ProblemNote(id=300 + each, client=2, title=title, on=ago(each)) for each in range(40)]
    ours = [ProblemNote(id=400 + each, client=2, title=title, on=ago(each), sort="ours") for each in range(12)]
    facts = dataclasses.replace(FACTS, problems=(*theirs, *ours))
    long = "The work is done with care, and in the order that both sides agreed upon in writing. " * 30
    contract = dataclasses.replace(FOUND.contracts[0], scope=long, exclusions=long)
    found = talk(
        *(raised(sign, *(each.id for each in theirs)) for sign in range(1, 11)),
        facts=facts,
        found=dataclasses.replace(FOUND, contracts=(contract,)),
    )
    pdf = render_talk_sheet(found, EN, page=page)
    assert len(read_pdf.pages(pdf)) == 1
    text = read_pdf.text(pdf)
    for left in ("40 entries", "and 4 more", "and 10 more"):
        assert left in text, "what there is no room for is counted"
    assert read_pdf.rightmost(pdf) < 560


def test_it_can_be_printed_in_any_language_and_names_what_prints_as_a_box():
    assert "R-21" in read_pdf.text(render_talk_sheet(talk(LATE), Words(PSEUDO)))
    facts = dataclasses.replace(FACTS, problems=(dataclasses.replace(FACTS.problems[0], title="न"),))
    assert boxes(talk(raised(7, 26), facts=facts)) == "न"
