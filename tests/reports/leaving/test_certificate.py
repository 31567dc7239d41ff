"""The certificate of return and deletion as its receiver gets it: read back from the PDF."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from clientguard.domain.leaving.papers.certificate import facts_json
from clientguard.reports.leaving.certificate import boxes, render_certificate
from clientguard.reports.paper.archive import attached_facts
from clientguard.texts import PSEUDO, Words, words
from tests.hostile import HOSTILE
from tests.reports import read_pdf, sample
from tests.reports.leaving.handover_sample import KEPT, LONG, RETURNED, UNDECIDED, certified, with_canaries

EN = words("en")


def said(*holdings, **changes) -> str:
    return read_pdf.text(render_certificate(certified(*holdings, **changes), EN))


def test_it_is_an_archival_pdf_with_its_facts_attached():
    pdf = render_certificate(certified(RETURNED, KEPT), EN)
    read_pdf.assert_archival(pdf)
    assert len(read_pdf.pages(pdf)) == 1
    assert attached_facts(pdf) == facts_json(certified(RETURNED, KEPT))


def test_it_says_what_was_done_when_how_and_by_whose_choice_and_what_is_kept():
    text = said(RETURNED, KEPT)
    for each in (
        "Mira Aalto Consulting certifies what became of the data of Casa Verde S.L. that it held.",
        "Returned or deleted", "Export of the newsletter readers", "personal data", "returned, then deleted",
        "15 Nov 2026", "Joan Field", "Archive sent, confirmed by", "Kept", "Duty to keep books", "31 Dec 2033",
        "Signature of Mira Aalto, for Mira Aalto Consulting", "version 1 of 22 November 2026",
        "Reference 4,812 · 7c1e90ab…; keep this copy",
    ):  # fmt: skip
        assert each in text, each
    assert "DRAFT" not in text
    assert "Still open" not in text


@pytest.mark.parametrize(
    ("holding", "why"),
    [
        (UNDECIDED, "please say: return, delete, or keep until a day"),
        (dataclasses.replace(RETURNED, done_on=None), "to be returned, then deleted"),
        (dataclasses.replace(RETURNED, disposition="delete", done_on=None), "to be deleted"),
        (dataclasses.replace(KEPT, until=sample.MADE - timedelta(days=1)), "to be deleted, since its day has passed"),
    ],
)
def test_while_anything_is_undecided_or_undone_it_is_a_draft(holding, why):
    found = certified(RETURNED, holding)
    assert found.draft
    assert len(found.open_points) == 1
    text = said(RETURNED, holding)
    assert "DRAFT" in text
    assert why in text
    assert "Signature of" not in text, "a draft is not to be signed"
    assert "draft 1 of 22 November 2026" in text


def test_without_any_data_on_record_nothing_is_certified():
    assert certified().draft
    assert "Still open No data is on record." in said()


def test_nothing_private_is_in_it():
    """P4.4: where data lies is the user's own; so is what is noted of a client."""
    holdings = [with_canaries(each, {"place"}) for each in (RETURNED, KEPT, UNDECIDED)]
    client = with_canaries(sample.CLIENT, set())
    inside = read_pdf.everything(render_certificate(certified(*holdings, client=client), EN))
    assert sample.CANARY.encode() not in inside


@pytest.mark.parametrize("page", ["A4", "Letter"])
def test_long_words_and_names_fit(page):
    client = dataclasses.replace(sample.CLIENT, name=LONG)
    holdings = [dataclasses.replace(each, what=f"{LONG} {number}", reason=each.reason * 9)
                for number in range(12) for each in (RETURNED, KEPT, UNDECIDED)]  # fmt: skip
    read_pdf.assert_archival(render_certificate(certified(*holdings, client=client), Words(PSEUDO), page=page))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_stays_text_and_stays_on_the_page(name):
    text = HOSTILE[name].encode(errors="ignore").decode()[:5_000]  # SQLite keeps no lone surrogate
    holding = dataclasses.replace(RETURNED, what=text, proof=text, chosen_by=text)
    firm = dataclasses.replace(sample.BUSINESS, name=text or "x", owner=text)
    client = dataclasses.replace(sample.CLIENT, name=text)
    read_pdf.assert_archival(render_certificate(certified(holding, business=firm, client=client), EN))


def test_the_same_facts_give_the_same_bytes():
    assert render_certificate(certified(RETURNED), EN) == render_certificate(certified(RETURNED), Words("en"))


def test_characters_that_cannot_be_printed_are_named():
    assert boxes(certified(dataclasses.replace(RETURNED, what="Tree \U0001f333"))) == "\U0001f333"
