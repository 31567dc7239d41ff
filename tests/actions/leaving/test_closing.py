"""Closing a leaving: everything that stands in the way is said, and what is closed is sealed (P4)."""

from __future__ import annotations

import dataclasses

import pytest

from clientguard.actions.leaving import closing, final_report, handing_over, signing
from clientguard.actions.records import editing
from clientguard.domain.money.terms import monday_to_friday
from clientguard.domain.records import Account, Client, Document, Leaving
from clientguard.errors import KnownError
from clientguard.exchange.files import AttachmentDraft
from clientguard.store.journal import entry_log
from clientguard.store.views.leaving.closing import closing_case
from tests import factories
from tests.actions.leaving.closing_steps import begin, ready, release_all, sign
from tests.factories import TODAY, ago


@pytest.fixture
def client(book):
    return factories.add(book, "client", name="Harbour Books", stage="leaving")


def refused(book, number: int, **options) -> list[str]:
    with pytest.raises(closing.NotClosableError) as error:
        closing.close_leaving(book, number, TODAY, **options)
    assert factories.read(book, Leaving, number).signed_off is None
    return [str(each) for each in error.value.reasons]


def test_a_close_seals_the_journal_and_makes_a_former_client(book, client):
    number = ready(book, client)
    with book.read() as db:
        before = entry_log.anchor(db)
    changed = closing.close_leaving(book, number, TODAY, outcome="Quietly")
    ended = factories.read(book, Leaving, number)
    assert (ended.signed_off, ended.signed_by, ended.outcome, ended.step) == (TODAY, "Joan Field", "Quietly", "after")
    assert ended.closed_how == "signed"
    assert ended.seal == f"{before.size}:{before.root.hex()}"
    assert "Left open: Decision on record." in ended.exceptions.splitlines()
    assert "The signed page is not attached." in ended.exceptions.splitlines()
    assert factories.read(book, Client, client).stage == "former"
    assert changed.kinds == {"leaving", "client"}
    with book.read() as db:
        note = entry_log.entry_at(db, before.size + 1)
    assert note
    assert note.fields
    assert (note.change, note.fields["root"]) == ("anchor", before.root.hex())


def test_all_that_stands_in_the_way_is_said_at_once_and_nothing_is_written(book, client):
    factories.add(book, "account", client=client, name="Ads")
    number = begin(book, client)
    found = refused(book, number, by="Joan Field")
    assert "Not handed over yet: Ads." in found
    assert "The final report has not been created yet." in found
    assert any(each.startswith("Gate still open: Decision on record.") for each in found)


def test_a_stale_report_is_made_again_even_if_it_was_signed(book, client):
    number = ready(book, client)
    editing.change_record(book, factories.read(book, Client, client), tax_number="NL 1")
    assert refused(book, number) == ["The report of 2026-11-22 is older than what is on record now: create it again."]
    sign(book, client)
    closing.close_leaving(book, number, TODAY)


def test_a_report_of_an_earlier_leaving_does_not_count(book, client):
    made = final_report.final_report(book, client, ago(60))
    signing.note_signed(book, made.document, ago(59), "Joan Field")
    number = begin(book, client)
    with book.read() as db:
        assert closing_case(db, number, TODAY, monday_to_friday).paper is None


def test_a_name_at_the_close_notes_the_signature_on_the_newest_report(book, client):
    number = begin(book, client)
    release_all(book, number)
    made = final_report.final_report(book, client, TODAY)
    assert refused(book, number) == ["The report has not been signed. The client has not been asked yet."]
    closing.close_leaving(book, number, TODAY, by="Joan Field")
    paper = factories.read(book, Document, made.document)
    assert (paper.signed_on, paper.signed_by, paper.capacity) == (TODAY, "Joan Field", "")
    assert factories.read(book, Leaving, number).signed_by == "Joan Field"


def test_a_refused_close_notes_no_signature(book, client):
    number = begin(book, client)
    made = final_report.final_report(book, client, TODAY)
    refused(book, number, by="Joan Field")
    assert factories.read(book, Document, made.document).signed_on is None


def test_a_signature_that_is_noted_already_stays(book, client):
    number = ready(book, client)
    closing.close_leaving(book, number, TODAY, by="Another Name")
    assert factories.read(book, Leaving, number).signed_by == "Joan Field"


def test_a_client_who_never_answers_can_be_left(book, client):
    number = begin(book, client)
    release_all(book, number)
    final_report.final_report(book, client, TODAY)
    for days in (20, 7):
        handing_over.note_request(book, leaving=number, on=ago(days))
    closing.close_leaving(book, number, TODAY)
    ended = factories.read(book, Leaving, number)
    assert (ended.closed_how, ended.signed_by) == ("no reply", "")
    assert "The client was asked to sign on 2 Nov 2026, 15 Nov 2026, and did not reply." in ended.exceptions


def test_requests_about_an_account_are_no_requests_to_sign(book, client):
    account = factories.add(book, "account", client=client)
    number = begin(book, client)
    release_all(book, number)
    for days in (20, 7):
        handing_over.note_request(book, account=account, on=ago(days))
    final_report.final_report(book, client, TODAY)
    assert refused(book, number) == ["The report has not been signed. The client has not been asked yet."]


def test_the_signed_page_is_kept_with_the_report(book, client):
    number = begin(book, client)
    release_all(book, number)
    made = final_report.final_report(book, client, TODAY)
    page = AttachmentDraft("signed.png", "image/png", b"\x89PNG")
    signing.note_signed(book, made.document, TODAY, "Joan Field", capacity="owner", exceptions="Not 4", page=[page])
    closing.close_leaving(book, number, TODAY)
    assert factories.read(book, Document, made.document).signed_page
    lines = factories.read(book, Leaving, number).exceptions.splitlines()
    assert "The client signed with an exception: Not 4" in lines
    assert not any("page" in each for each in lines)


def test_what_is_closed_is_not_closed_again(book, client):
    number = ready(book, client)
    closing.close_leaving(book, number, TODAY)
    with pytest.raises(KnownError, match=r"This leaving was closed on 2026-11-22\."):
        closing.close_leaving(book, number, TODAY)


def test_a_leaving_that_is_not_there_is_said(book):
    with pytest.raises(KnownError, match="no longer there"):
        closing.close_leaving(book, 999, TODAY)


def test_the_close_of_an_earlier_day_keeps_what_came_after(book, client):
    number = ready(book, client)
    later = dataclasses.replace(factories.read(book, Leaving, number), lessons="Ask for a deposit.")
    factories.save(book, later)
    closing.close_leaving(book, number, TODAY)
    ended = factories.read(book, Leaving, number)
    assert (ended.lessons, ended.reported, ended.report_version) == ("Ask for a deposit.", TODAY, 1)


def test_an_account_that_was_left_out_is_named(book, client):
    account = factories.add(book, "account", client=client, name="Ads")
    number = ready(book, client)
    assert factories.read(book, Account, account).removed_on is None
    closing.close_leaving(book, number, TODAY)
    assert "Left open: Handover of Ads." in factories.read(book, Leaving, number).exceptions.splitlines()


def test_an_account_that_was_never_answered_for_is_no_obstacle_and_is_named(book, client):
    account = factories.add(book, "account", client=client, name="Ads")
    number = begin(book, client)
    for days in (20, 7):
        handing_over.note_request(book, account=account, on=ago(days))
    handing_over.close_without_reply(book, account, TODAY)
    release_all(book, number)
    sign(book, client)
    closing.close_leaving(book, number, TODAY)
    said = factories.read(book, Leaving, number).exceptions
    assert "Ads: Asked on 2 Nov 2026, 15 Nov 2026; closed without a reply on 22 Nov 2026." in said


def test_money_that_is_owed_does_not_hold_up_a_close_once_its_gate_is_released(book, client):
    factories.add(book, "invoice", client=client, due=ago(30))
    number = begin(book, client)
    assert any("is overdue" in each for each in refused(book, number))
    release_all(book, number)
    sign(book, client)
    closing.close_leaving(book, number, TODAY)
    assert "Left open: Payments current." in factories.read(book, Leaving, number).exceptions
