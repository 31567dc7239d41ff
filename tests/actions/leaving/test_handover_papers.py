"""The handover request and the certificate as actions: kept as documents, compared with the record since."""

from __future__ import annotations

import pytest

from clientguard.actions.leaving import deciding, handover_papers
from clientguard.actions.records import attachments, editing
from clientguard.domain.money.terms import monday_to_friday
from clientguard.domain.records import Business, Document, Leaving
from clientguard.errors import KnownError
from clientguard.reports.paper.archive import attached_facts
from clientguard.store.records import lookup
from clientguard.store.views.leaving import documents
from clientguard.texts import current
from tests import factories
from tests.factories import TODAY, ago


@pytest.fixture
def client(book):
    client = factories.add(book, "client", name="Harbour Books")
    factories.add(book, "contract", client=client)
    leaving = deciding.start_leaving(book, client, ago(20), "Late.").first
    editing.change_record(book, factories.read(book, Leaving, leaving), notice_given=ago(10))
    return client


def told(book, client) -> list[str]:
    with book.read() as db:
        found = documents.documents_of(db, client, TODAY, monday_to_friday)
    assert all(each.state == ("older" if each.changes else "current") for each in found)
    return [current().say(change.words) for each in found for change in each.changes]


def change(book, record, **values) -> None:
    with book.read() as db:
        found = lookup.any_record(db, record)
    editing.change_record(book, found, **values)


def test_the_request_is_kept_as_a_document_with_what_it_printed(book, client):
    account = factories.add(book, "account", client=client, name="Domain")
    made = handover_papers.make_handover_request(book, client, TODAY)
    assert (made.name, made.version, made.draft) == ("Handover request Harbour Books v1.pdf", 1, False)
    assert attached_facts(made.pdf)["asked"][0]["reference"] == f"A{account}"
    document = factories.read(book, Document, made.document)
    assert (document.type, document.version, document.made_on, document.draft) == ("handover request", 1, TODAY, False)
    assert attachments.read_content(book, document.file) == (made.name, made.pdf)
    assert handover_papers.make_handover_request(book, client, TODAY, page="Letter").version == 2


def test_what_the_client_did_since_the_request_is_told(book, client):
    account = factories.add(book, "account", client=client, name="Domain", asset_type="domain_dns")
    handover_papers.make_handover_request(book, client, TODAY)
    assert told(book, client) == []
    change(book, account, accepted_on=TODAY, tested_on=TODAY)
    (said,) = told(book, client)
    assert said == (
        "Account “Domain”: What the client has to do was Accept the invitation or the transfer, Sign in yourself and"
        " test it, Put in your own card or payment method, and is Put in your own card or payment method now."
    )
    change(book, account, billing_on=TODAY)
    assert told(book, client) == ["Account “Domain” no longer needs an answer."]


def test_the_certificate_is_a_draft_until_all_is_done_and_says_what_changed_since(book, client):
    holding = factories.add(book, "data_holding", client=client, what="Export", disposition="", done_on=None)
    made = handover_papers.make_certificate(book, client, TODAY)
    assert made.draft
    assert [current().say(each) for each in made.open_points] == ["Not decided yet: Export."]
    assert factories.read(book, Document, made.document).draft
    assert told(book, client) == []
    change(book, holding, disposition="delete", chosen_on=ago(2), done_on=TODAY)
    assert told(book, client)[0] == "Draft was yes, and is no now."
    again = handover_papers.make_certificate(book, client, TODAY)
    assert (again.version, again.draft, again.name) == (
        2,
        False,
        "Certificate of return and deletion Harbour Books v2.pdf",
    )


def test_a_report_of_the_client_is_compared_as_before(book, client):
    from clientguard.actions.leaving import final_report

    factories.add(book, "account", client=client)
    for make in (final_report.final_report, handover_papers.make_handover_request, handover_papers.make_certificate):
        make(book, client, TODAY)
    with book.read() as db:
        found = documents.documents_of(db, client, TODAY, monday_to_friday)
    assert [each.document.type for each in found] == ["certificate", "handover request", "final report"]
    assert {each.state for each in found} == {"current"}


def test_with_nothing_to_ask_no_request_is_made(book, client):
    with pytest.raises(KnownError) as caught:
        handover_papers.make_handover_request(book, client, TODAY)
    assert "no account waits for this client" in str(caught.value)
    with book.read() as db:
        assert not lookup.find_records(db, Document)


@pytest.mark.parametrize("make", [handover_papers.make_handover_request, handover_papers.make_certificate])
def test_without_a_business_nothing_is_made(book, client, make):
    factories.add(book, "account", client=client)
    with book.read() as db:
        firm = lookup.find_records(db, Business)[0].id
    editing.remove_records(book, [firm])
    with pytest.raises(KnownError) as caught:
        make(book, client, TODAY)
    assert "Your business has not been entered yet" in str(caught.value)


def test_a_paper_is_called_in_its_language(book, client):
    change(book, client, language="th")
    factories.add(book, "data_holding", client=client, what="Export", disposition="delete", done_on=TODAY)
    made = handover_papers.make_certificate(book, client, TODAY)
    assert made.name == "หนังสือรับรองการคืนและลบข้อมูล Harbour Books v1.pdf"
    assert factories.read(book, Document, made.document).title == made.name.removesuffix(".pdf")
