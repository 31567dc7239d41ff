"""The papers from what was exchanged, made from a casebook: totals that tie to it, kept, compared, made again."""

from __future__ import annotations

import dataclasses
import json

import pytest

from clientguard.actions.communication import papers
from clientguard.actions.paper.again import paper_again
from clientguard.actions.records import editing
from clientguard.domain.communication.papers.span import Span
from clientguard.domain.money.terms import monday_to_friday
from clientguard.domain.records import Client, Document, Invoice, Message, Request, Work
from clientguard.errors import KnownError
from clientguard.reports.paper.archive import attached_facts
from clientguard.store.records import lookup
from clientguard.store.views.leaving import documents
from tests import factories
from tests.factories import FIRST, TODAY, add, ago, read
from tests.reports import read_pdf

ALL = Span(None, TODAY)
DAY = 86_400_000
MAKE = {
    "waiting report": papers.make_waiting_report,
    "client history": papers.make_history,
    "chronology": papers.make_chronology,
}


def message(book, client: int, days: int, direction: str, **fields) -> int:
    at = factories.Instant(FIRST - days * DAY, 0)
    return add(book, "message", client=client, at=at, direction=direction, **fields)


@pytest.fixture
def client(book) -> int:
    """A client with a request, the messages behind it, work, an invoice and evidence."""
    client = add(book, "client", name="Harbour Books")
    other = add(book, "client", name="Mill")
    add(book, "work", client=other, minutes=999, on=ago(3))
    add(book, "request", client=other, title="Of the other client", asked_on=ago(9))
    deliverable = add(book, "deliverable", client=client, title="Shop page", due=ago(10))
    request = add(book, "request", client=client, title="Which draft?", asked_on=ago(20), blocks=deliverable)
    add(book, "request", client=client, title="Photos", asked_on=ago(30), answered_on=ago(25), answer="Here")
    for days, direction, role in ((20, "out", "proof"), (12, "out", "chase"), (6, "out", "chase")):
        sent = message(book, client, days, direction, subject=f"Mail of {days}", body="Which of the drafts?")
        add(book, "reference", client=client, source=sent, about=request, role=role)
    for minutes in (30, 45):
        add(book, "work", client=client, minutes=minutes, on=ago(5), detail="Shop page")
    add(book, "invoice", client=client, number="R-7", amount=90_000, issued=ago(40))
    shown = message(book, client, 4, "in", subject="No", body="We will not pay.")
    add(book, "evidence", client=client, about=shown, passage="We will not pay.", note="Refuses")
    return client


def of(book, kind, client: int):
    with book.read() as db:
        return lookup.find_records(db, kind, "t.client = ?", client)


def states(book) -> dict[str, documents.DocumentState]:
    with book.read() as db:
        (client,) = {each.client or 0 for each in lookup.find_records(db, Document)}
        return {each.document.type: each for each in documents.documents_of(db, client, TODAY, monday_to_friday)}


def test_the_totals_of_the_waiting_report_tie_to_the_casebook(book, client):
    facts = attached_facts(papers.make_waiting_report(book, client, TODAY, ALL).pdf)
    requests = of(book, Request, client)
    until = {each.id: each.answered_on or TODAY for each in requests}
    totals = facts["totals"]
    assert totals["minutes"] == sum(each.minutes or 0 for each in of(book, Work, client)) == 75
    assert totals["requests"] == len(requests) == 2
    assert totals["days"] == sum((until[each.id] - (each.asked_on or TODAY)).days for each in requests) == 25
    assert (totals["answered"], totals["open"], totals["chases"], totals["messages"]) == (1, 1, 2, 3)
    assert "Of the other client" not in str(facts)


def test_the_figures_of_the_history_tie_to_the_casebook(book, client):
    facts = attached_facts(papers.make_history(book, client, TODAY, ALL).pdf)
    messages = of(book, Message, client)
    figures = facts["figures"]
    assert figures["received"] + figures["sent"] == len(messages) == 4
    assert figures["invoiced"] == [{"amount": "900.00", "currency": "EUR"}]
    assert figures["invoices"] == len(of(book, Invoice, client))
    assert {each["number"] for each in facts["lines"] if each["kind"] == "message"} == {each.id for each in messages}


def test_working_days_are_those_of_the_business(book, client):
    (firm,) = (each for each in _firms(book))
    editing.save_record(book, dataclasses.replace(firm, country="NL", working_days="Mon"))
    editing.save_record(book, dataclasses.replace(read(book, Client, client), country="GB"))  # its own do not count
    facts = attached_facts(papers.make_waiting_report(book, client, TODAY, ALL).pdf)
    waited = {each["title"]: each["work_days"] for each in facts["requests"]}
    assert waited == {"Photos": 1, "Which draft?": 2}, "the Mondays of those days"


def _firms(book):
    with book.read() as db:
        return lookup.find_records(db, factories.Business)


@pytest.mark.parametrize("type", MAKE)
def test_a_paper_is_kept_as_a_document_with_its_version_and_is_current(book, client, type):
    first, second = (MAKE[type](book, client, TODAY, ALL) for _ in range(2))
    assert (first.version, second.version) == (1, 2)
    assert second.name == f"{type.capitalize()} Harbour Books v2.pdf"
    document = read(book, Document, second.document)
    assert (document.type, document.version, document.made_on) == (type, 2, TODAY)
    assert states(book)[type].state == "current"


@pytest.mark.parametrize("type", MAKE)
@pytest.mark.parametrize("page", ["A4", "Letter"])
def test_its_facts_make_the_same_bytes_again(book, client, type, page):
    made = MAKE[type](book, client, TODAY, Span(ago(45), TODAY), page=page)
    again = paper_again(json.dumps(attached_facts(made.pdf)).encode(), page=page)
    assert again.pdf == made.pdf
    assert again.version == 1


def test_what_changed_since_is_told(book, client):
    for make in MAKE.values():
        make(book, client, TODAY, ALL)
    (open_one,) = (each for each in of(book, Request, client) if not each.answered_on)
    editing.save_record(book, dataclasses.replace(open_one, answered_on=ago(1), answer="The second"))
    found = states(book)
    told = [str(each.words) for each in found["waiting report"].changes]
    assert told == [
        "Request “Which draft?”: Answered on was empty, and is 2026-11-21 now.",
        "Request “Which draft?”: Answer was empty, and is “The second” now.",
    ]
    assert found["client history"].state == "older"
    assert found["chronology"].state == "current"
    add(book, "payment", client=client, amount=100, received=ago(1))
    assert states(book)["chronology"].state == "older"


def test_that_days_go_by_changes_nothing(book, client):
    for make in MAKE.values():
        make(book, client, TODAY, ALL)
    with book.read() as db:
        later = documents.documents_of(db, client, ago(-30), monday_to_friday)
    assert {each.state for each in later} == {"current"}


def test_a_marked_passage_is_quoted_and_the_note_on_it_is_not(book, client):
    said = read_pdf.text(papers.make_chronology(book, client, TODAY, ALL).pdf)
    assert "“We will not pay.”" in said
    assert "Refuses" not in said


@pytest.mark.parametrize("make", MAKE.values())
def test_a_span_that_ends_before_it_begins_is_refused(book, client, make):
    with pytest.raises(KnownError, match="before the first"):
        make(book, client, TODAY, Span(TODAY, ago(3)))
    assert not of(book, Document, client)


@pytest.mark.parametrize("make", MAKE.values())
def test_without_a_business_there_is_no_letterhead(tmp_path, make):
    with factories.new_book(tmp_path / "bare.casebook") as book:
        client = add(book, "client", name="Harbour Books")
        with pytest.raises(KnownError, match="no letterhead"):
            make(book, client, TODAY, ALL)


def test_a_chronology_of_nothing_is_refused(book):
    with pytest.raises(KnownError, match="belongs in a chronology"):
        papers.make_chronology(book, add(book, "client"), TODAY, ALL)
