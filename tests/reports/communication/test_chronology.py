"""The chronology as a court reads it: dates, exhibits with their passages, and where the originals are (P5.2)."""

from __future__ import annotations

from clientguard.domain.communication.papers.chronology import facts_json
from clientguard.domain.records import Evidence
from clientguard.reports.communication.chronology import render_chronology
from clientguard.reports.paper.archive import attached_facts
from clientguard.texts import PSEUDO, Words, words
from tests.reports import read_pdf
from tests.reports.communication.record_papers import evident, letter

EN = words("en")


def test_exhibits_are_numbered_in_the_order_of_the_days():
    found = evident()
    assert [each.on for each in found.events] == sorted(each.on for each in found.events)
    assert [each.number for each in found.exhibits] == [1, 2]
    assert [each.exhibit for each in found.events] == [1, 0, 2, 0]
    assert [each.record for each in found.exhibits] == [82, 42]


def test_one_page_has_what_happened_each_passage_and_where_its_original_is():
    pdf = render_chronology(evident(), EN)
    read_pdf.assert_archival(pdf)
    assert attached_facts(pdf) == facts_json(evident())
    assert len(read_pdf.pages(pdf)) == 1
    text = read_pdf.text(pdf)
    for each in ("Invoice R-7 over € 1,200.00, due on 17 Oct 2026", "Payment of € 500.00 for invoice R-7",
                 "Problem: The brief changed", "Email from the client: Draft 42",
                 "“The second one”", "Exhibit 2: number 42 of the record", "File R-7.pdf, SHA-256"):  # fmt: skip
        assert each in text, each
    bare = text.replace(" ", "")
    assert "cd" * 32 in bare
    assert "ab" * 32 in bare


def test_what_the_user_thinks_of_it_stays_out():
    inside = read_pdf.everything(render_chronology(evident(), EN))
    assert b"Hopeless people" not in inside
    assert b"Shows that they are slow" not in inside


def test_of_a_message_without_a_marked_passage_its_beginning_is_quoted():
    found = evident(evidence=(Evidence(id=90, client=2, about=42),))
    assert found.exhibits[1].passage == "The second one, please."


def test_many_exhibits_go_on_over_pages_and_none_is_cut():
    marked = tuple(letter(100 + number, number, "in", body="They said that it was fine. " * 9) for number in range(60))
    evidence = tuple(Evidence(id=900 + each.id, client=2, about=each.id) for each in marked)
    pdf = render_chronology(evident(marked=marked, evidence=evidence), EN)
    text = read_pdf.text(pdf)
    assert all(f"Exhibit {number}: number" in text for number in range(1, 62))
    assert read_pdf.rightmost(pdf) < 560


def test_it_can_be_printed_in_any_language():
    assert "The second one" in read_pdf.text(render_chronology(evident(), Words(PSEUDO)))
