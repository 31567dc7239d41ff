"""The waiting report as the client gets it: its figures add up, and the PDF is read back (P1.4)."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from clientguard.domain.communication.papers.waiting_facts import RequestLine, WaitingReport, facts_json
from clientguard.domain.records import Request, Work
from clientguard.reports.communication.waiting import boxes, render_waiting_report
from clientguard.reports.paper.archive import attached_facts
from clientguard.texts import PSEUDO, Words, words
from tests.reports import read_pdf
from tests.reports.communication.record_papers import CLOSED, DRAFT, FOUND, MADE, PHOTOS, ago, waiting

EN = words("en")


def said(**changes) -> str:
    return read_pdf.text(render_waiting_report(waiting(**changes), EN))


def test_a_wait_lasts_until_the_answer_or_until_the_day_of_the_report():
    lines = {each.title: each for each in waiting().requests}
    assert (lines[DRAFT.title].days, lines[PHOTOS.title].days, lines[CLOSED.title].days) == (14, 12, 2)
    # 22 November 2026 is a Sunday, so the 14 days have two weekends in them, and the 12 days as well.
    assert (lines[DRAFT.title].work_days, lines[PHOTOS.title].work_days) == (10, 8)
    assert lines[DRAFT.title].chased == (ago(22),)


def test_the_totals_are_the_sums_of_the_lines():
    report = waiting()
    totals = report.totals
    assert totals.minutes == sum(each.minutes or 0 for each in FOUND.work) == 165
    assert sum(each.minutes for each in report.worked) == totals.minutes
    assert totals.days == sum(each.days for each in report.requests) == 28
    assert totals.work_days == sum(each.work_days for each in report.requests)
    assert (totals.requests, totals.answered, totals.closed, totals.open) == (3, 1, 1, 1)
    assert (totals.chases, totals.messages, totals.rounds, totals.moved) == (1, 3, 2, 1)
    assert (totals.deliverables, totals.delivered, totals.accepted) == (2, 2, 1)


def test_days_on_which_two_requests_were_open_are_counted_once():
    twin = dataclasses.replace(PHOTOS, id=13)
    assert waiting(requests=(PHOTOS, twin)).totals.any_days == 12
    assert waiting(requests=(PHOTOS, twin)).totals.days == 24


@pytest.mark.parametrize(
    ("start", "end", "titles"),
    [
        (ago(11), MADE, [PHOTOS.title]),
        (ago(16), MADE, [DRAFT.title, PHOTOS.title]),
        (None, ago(31), [CLOSED.title]),
        (ago(60), ago(41), []),
    ],
)
def test_a_request_belongs_to_the_span_in_which_it_was_open(start, end, titles):
    assert [each.title for each in waiting(start, end).requests] == titles


def test_work_of_other_days_is_not_counted():
    assert waiting(ago(9)).totals.minutes == 30


def test_it_is_an_archival_pdf_with_its_facts_attached():
    pdf = render_waiting_report(waiting(), EN)
    read_pdf.assert_archival(pdf)
    assert attached_facts(pdf) == facts_json(waiting())
    assert pdf == render_waiting_report(waiting(), EN)


def test_the_first_page_answers_and_the_next_ones_show_the_messages():
    first, *more = (" ".join(each.split()) for each in read_pdf.pages(render_waiting_report(waiting(), EN)))
    for each in ("Waiting report", "We worked 2:45 h for you.", "We asked you for 3 things: 1 answered, 1 still open.",
                 "One was closed without an answer.", "Which draft?", "held up: Shop page", "Total 28", "not yet",
                 "You asked us for one thing"):  # fmt: skip
        assert each in first, each
    rest = " ".join(more)
    for each in ("The second one, please.", "Asked again", "Warmer colours", "nothing: approved",
                 "Shop page was moved to 13 Nov 2026: The draft came late.", "That was 9 days late.",
                 "Photos by Monday", "not kept", "That needs an offer of its own.", "Day kept free",
                 "away from 29 Oct 2026 to 2 Nov 2026"):  # fmt: skip
        assert each in rest, each


def _draft(report: WaitingReport) -> RequestLine:
    (found,) = (each for each in report.requests if each.rounds)
    return found


def test_each_round_says_how_long_the_answer_took_and_papers_made_before_do_not():
    report = waiting()
    assert [(each.days, each.work_days) for each in _draft(report).rounds] == [(6, 4), (4, 4)]
    assert "Working days What was to be changed" in said()
    before = tuple(dataclasses.replace(each, days=None, work_days=None) for each in _draft(report).rounds)
    older = dataclasses.replace(report, requests=(dataclasses.replace(_draft(report), rounds=before),))
    assert "days" not in facts_json(older)["requests"][0]["rounds"][0]
    text = " ".join(read_pdf.text(render_waiting_report(older, EN)).split())
    assert "Answered What was to be changed" in text


def test_why_the_client_was_away_is_not_repeated_to_it():
    assert "illness" not in str(facts_json(waiting()))
    assert "Illness" not in said()


def test_with_nothing_on_record_it_says_so():
    parts = (each.name for each in dataclasses.fields(FOUND) if each.name not in ("firm", "client"))
    nothing: Any = dict.fromkeys(parts, ())
    text = said(**nothing)
    assert "Nothing waited on you." in text
    assert "No work of these days is on record." in text
    assert len(read_pdf.pages(render_waiting_report(waiting(**nothing), EN))) == 1


@pytest.mark.parametrize("page", ["A4", "Letter"])
def test_many_long_requests_leave_the_summary_on_one_page(page):
    many = tuple(
        Request(id=100 + number, client=2, title=f"Question {number} " + "about delivery and returns " * 4,
                asked_on=ago(200 - number), answered_on=ago(190 - number))
        for number in range(80)
    )  # fmt: skip
    pdf = render_waiting_report(waiting(requests=many), EN, page=page)
    pages = read_pdf.pages(pdf)
    first = " ".join(pages[0].split())
    assert "more, in the details" in first
    assert "800" in first.split(), "the days of all of them"
    assert "Deliverables" in pages[1]
    assert all(f"Question {number} " in " ".join(read_pdf.text(pdf).split()) for number in range(80))
    assert read_pdf.rightmost(pdf) < 560
    assert all(len(each.split()) > 20 for each in pages), "no page is left almost empty"


def test_long_words_and_hostile_text_stay_on_the_page_as_text():
    hostile = '<b>&amp; {number} <img src="file:///x"/>\u202e' + "x" * 300
    work = Work(id=1, client=2, on=ago(3), minutes=10, sort="work", detail=hostile)
    report = waiting(requests=(dataclasses.replace(PHOTOS, title=hostile),), work=(work,))
    pdf = render_waiting_report(report, EN)
    assert "<b>&amp; {number}" in read_pdf.text(pdf)
    assert read_pdf.rightmost(pdf) < 560


def test_characters_that_the_typeface_lacks_are_named():
    assert "न" in boxes(waiting(requests=(dataclasses.replace(PHOTOS, title="A न"),)))


def test_it_can_be_printed_in_any_language():
    assert "Which draft?" in read_pdf.text(render_waiting_report(waiting(), Words(PSEUDO)))
