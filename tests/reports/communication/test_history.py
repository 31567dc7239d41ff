"""The history of a client as the user reads it: figures, everything in its order, and what is private or not (P5.2)."""

from __future__ import annotations

from clientguard.domain.communication.papers.history import facts_json
from clientguard.domain.money.amount import Money
from clientguard.domain.records import Decision, Document
from clientguard.reports.communication.history import render_history
from clientguard.reports.paper.archive import attached_facts
from clientguard.texts import PSEUDO, Words, words
from tests.reports import read_pdf
from tests.reports.communication.record_papers import ago, history, letter

EN = words("en")


def test_the_figures_are_those_of_the_records():
    found = history().figures
    assert (found.received, found.sent, found.minutes) == (1, 2, 165)
    assert (found.held, found.missed_by_client, found.missed_by_us) == (0, 1, 0)
    assert (found.invoices, found.invoiced) == (1, (Money(120_000, "EUR"),))
    assert (found.payments, found.paid) == (1, (Money(50_000, "EUR"),))
    assert (found.requests, found.answered, found.usual_days, found.longest_days) == (3, 1, 14, 14)


def test_everything_is_in_the_order_of_the_days_and_of_the_span_alone():
    lines = history().lines
    assert [each.on for each in lines] == sorted(each.on for each in lines)
    assert len(lines) == 13
    assert all(each.on >= ago(15) for each in history(start=ago(15)).lines)


def test_it_is_an_archival_pdf_that_names_each_month_and_record():
    pdf = render_history(history(), EN)
    read_pdf.assert_archival(pdf)
    assert attached_facts(pdf) == facts_json(history())
    text = read_pdf.text(pdf)
    for each in ("October 2026", "November 2026", "Weekly call", "1 missed by the client", "Which draft?",
                 "“The second one, please.”", "R-7", "€ 1,200.00", "usually after 14 days"):  # fmt: skip
        assert each in text, each


def test_what_is_private_stays_out_unless_it_is_asked_for_and_the_page_says_which():
    decided = Decision(id=99, client=2, verdict="end", on=ago(2), reasons="Enough of it")
    without, with_it = (read_pdf.text(render_history(history(decided, private=each), EN)) for each in (False, True))
    assert "marked as private are not in it" in without
    assert "for your eyes only" in with_it
    for each in ("Hopeless people", "Enough of it"):
        assert each not in without
        assert each not in str(facts_json(history(decided)))
        assert each in with_it


def test_that_such_papers_were_made_is_no_part_of_the_history():
    made = [
        Document(id=200 + number, client=2, type=type, title=type, made_on=ago(1))
        for number, type in enumerate(("waiting report", "client history", "chronology", "certificate"))
    ]
    assert [each.what for each in history(*made).lines if each.kind == "document"] == ["certificate"]


def test_hundreds_of_messages_take_pages_of_more_than_one_row():
    many = [letter(1000 + number, number, subject=f"Word {number}", body="It goes on. " * (number % 40))
            for number in range(500)]  # fmt: skip
    pdf = render_history(history(*many), EN)
    pages = read_pdf.pages(pdf)
    assert len(pages) > 10
    assert all(len(each.split()) > 25 for each in pages)
    assert read_pdf.rightmost(pdf) < 560


def test_it_can_be_printed_in_any_language():
    assert "Weekly call" in read_pdf.text(render_history(history(), Words(PSEUDO)))
