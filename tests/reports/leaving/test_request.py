"""The handover request as its receiver gets it: read back from the PDF."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta

import pytest

from clientguard.domain.leaving.papers.handover_request import facts_json
from clientguard.domain.records import HandoverMark, Release
from clientguard.reports.leaving.request import boxes, render_handover_request
from clientguard.reports.paper.archive import attached_facts
from clientguard.texts import LANGUAGES, PSEUDO, Words, words
from tests.hostile import HOSTILE
from tests.reports import read_pdf, sample
from tests.reports.leaving.handover_sample import ACCOUNTS, DAY, LEAVING, LONG, many_accounts, request, with_canaries
from tests.reports.structure_reader import read

EN = words("en")


def said(**changes) -> str:
    return read_pdf.text(render_handover_request(request(**changes), EN))


def test_it_is_one_archival_page_with_its_facts_attached():
    pdf = render_handover_request(request(), EN)
    read_pdf.assert_archival(pdf)
    assert len(read_pdf.pages(pdf)) == 1
    assert attached_facts(pdf) == facts_json(request())


def test_it_asks_account_by_account_with_a_reference_and_says_where_to_answer_by_when():
    text = said()
    for each in (
        "[A11] Domain casaverde.example", "Domain and DNS, TransIP, yours", "offered 15 Nov 2026",
        "Accept the invitation or the transfer", "Sign in yourself and test it",
        "Put in your own card or payment method",
        "[A12] Photographs", "your personal data", "Open it and check that it is complete",
        "[A13] Shop", "Change the passwords and keys that we knew",
        "By 6 December 2026, return it to mira@aalto.example.", "write yes or no beside each reference, such as [A11].",
        "Reference 4,812 · 7c1e90ab…; keep this copy", "page 1 of 1",
    ):  # fmt: skip
        assert each in text, each


def test_what_needs_no_answer_is_not_asked_about():
    """P4.4: an account that ended without a reply is not asked about again, nor one that is handed over."""
    assert "Old forum" not in said()
    done = dataclasses.replace(ACCOUNTS[2], proof="Mail of 20 November")
    rotated = HandoverMark(account=13, key="rotated", done_on=DAY)
    assert "[A13]" not in said(accounts=(ACCOUNTS[0], done), marks=(rotated,))


def test_our_turn_is_not_the_client_s():
    ours = dataclasses.replace(ACCOUNTS[2], removed_on=None)
    assert [each.reference for each in request(accounts=(ACCOUNTS[0], ours)).asked] == ["A11"]


def test_what_is_held_only_follows_later_until_it_is_released():
    """P4.3: held accounts are not asked about; the paper says when they follow, and nothing of the user's reasons."""
    assert "Follows later Account When [A14] Campaign templates Follows once payments are current" in said()
    assert [each.reference for each in request().held] == ["A14"]
    released = (Release(gate="payments", reason=sample.CANARY),)
    assert "A14" in [each.reference for each in request(releases=released).asked]


@pytest.mark.parametrize(
    ("last", "answered_by"),
    [
        (date(2026, 12, 12), date(2026, 12, 6)),
        (date(2026, 11, 30), date(2026, 11, 30)),
        (sample.MADE, sample.MADE),
        (sample.MADE - timedelta(days=1), date(2026, 12, 6)),
    ],
)
def test_it_is_answered_within_two_weeks_or_by_the_last_day_but_never_before_it_was_made(last, answered_by):
    assert request(leaving=dataclasses.replace(LEAVING, last_day=last)).return_by == answered_by


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"id": 0}, ["It is not on record yet that the work ends."]),
        ({"notice_given": None}, ["Notice has not been given yet."]),
        ({"notice_given": None, "agreed_last_day": date(2026, 12, 1)}, []),
        ({}, []),
    ],
)
def test_until_the_client_has_been_told_it_is_a_draft(changes, why):
    """P4.7: a request that came before the notice would be how the client learns of it."""
    found = request(leaving=dataclasses.replace(LEAVING, **changes))
    assert [each.text for each in found.open_points] == why
    assert found.draft == bool(why)


def test_a_draft_says_so_in_its_head_and_in_its_footer():
    text = said(leaving=sample.LEAVING)
    assert "DRAFT" in text
    assert "draft 1 of 22 November 2026" in text
    assert "DRAFT" not in said()


@pytest.mark.parametrize("page", ["A4", "Letter"])
def test_many_accounts_with_long_names_go_over_pages_with_two_on_each_at_least(page):
    client = dataclasses.replace(sample.CLIENT, name=LONG)
    pdf = render_handover_request(request(accounts=many_accounts(25), client=client), Words(PSEUDO), page=page)
    read_pdf.assert_archival(pdf)
    found = read_pdf.pages(pdf)
    asked = [each.count("[A1") for each in found]
    assert sum(asked) == 25 + 1, "each account once, and one in the words above"
    assert all(count != 1 for count in asked)


def test_nothing_private_is_in_it():
    """P4.4: only facts; what the user notes stays out of text, data and metadata."""
    unsaid = {"kept_at", "held_reason", "recovery_held_by", "second_factor", "paid_by", "integrations", "reason"}
    pdf = render_handover_request(
        request(
            accounts=tuple(with_canaries(each, unsaid) for each in ACCOUNTS),
            leaving=with_canaries(LEAVING, unsaid),
            client=with_canaries(sample.CLIENT, set()),
        ),
        EN,
    )
    assert sample.CANARY.encode() not in read_pdf.everything(pdf)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_stays_text_and_stays_on_the_page(name):
    text = HOSTILE[name].encode(errors="ignore").decode()[:5_000]  # SQLite keeps no lone surrogate
    accounts = (dataclasses.replace(ACCOUNTS[0], name=text, platform=text), dataclasses.replace(ACCOUNTS[3], name=text))
    client = dataclasses.replace(sample.CLIENT, name=text)
    read_pdf.assert_archival(render_handover_request(request(accounts=accounts, client=client), EN))


def test_the_same_facts_give_the_same_bytes():
    assert render_handover_request(request(), EN) == render_handover_request(request(), Words("en"))


def test_characters_that_cannot_be_printed_are_named():
    assert boxes(request(client=dataclasses.replace(sample.CLIENT, name="Casa \U0001f333"))) == "\U0001f333"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_heads_of_its_columns_are_whole(language):
    heads = read(render_handover_request(request(), words(language))).of("TH")[:5]
    assert [each.whole() for each in heads] == [
        words(language)(each) for each in ("Account", "What you do", "Yes", "No", "Date, initials")
    ]
