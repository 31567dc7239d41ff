"""The sweep, the steps of an account, and a client who does not answer (P4.4)."""

from __future__ import annotations

from datetime import date

import pytest

from clientguard.actions.leaving import handing_over
from clientguard.domain.money.terms import monday_to_friday
from clientguard.domain.records import Account, HandoverMark, PlatformAnswer
from clientguard.errors import KnownError
from clientguard.store.records import lookup
from clientguard.store.views.leaving.case import client_case
from tests import factories
from tests.factories import TODAY, ago


@pytest.fixture
def client(book):
    return factories.add(book, "client", name="Harbour Books")


@pytest.fixture
def leaving(book, client):
    return factories.add(book, "leaving", client=client, decided=ago(30), reasons="Late.")


@pytest.fixture
def domain(book, client):
    return factories.add(book, "account", client=client, name="Domain", asset_type="domain_dns")


def answers(book, leaving: int) -> dict[str, tuple[str, date | None]]:
    with book.read() as db:
        found = lookup.find_records(db, PlatformAnswer, "t.leaving = ?", leaving)
    return {each.platform: (each.answer, each.answered_on) for each in found}


def marks(book, key: str) -> list[date]:
    with book.read() as db:
        return [each.done_on for each in lookup.find_records(db, HandoverMark, "t.key = ?", key) if each.done_on]


def test_an_answer_of_the_sweep_is_kept_once_and_can_be_changed_and_taken_back(book, leaving):
    handing_over.answer_sweep(book, leaving, {"hosting": "yes", "Booking tool": "none"}, ago(3))
    handing_over.answer_sweep(book, leaving, {"hosting": "none", "Booking tool": "none"}, TODAY)
    assert answers(book, leaving) == {"hosting": ("none", TODAY), "Booking tool": ("none", ago(3))}
    handing_over.answer_sweep(book, leaving, {"hosting": ""}, TODAY)
    assert set(answers(book, leaving)) == {"Booking tool"}


def test_the_sweep_of_a_closed_leaving_stays(book, client):
    closed = factories.add(book, "leaving", client=client, decided=ago(30), signed_off=ago(1))
    with pytest.raises(KnownError, match="stays as it was answered"):
        handing_over.answer_sweep(book, closed, {"hosting": "none"}, TODAY)
    assert not answers(book, closed)


def test_steps_are_set_changed_and_taken_back(book, domain):
    handing_over.tick(book, domain, "offered", ago(4))
    handing_over.tick(book, domain, "offered", ago(3), "Mail of Monday")
    found = factories.read(book, Account, domain)
    assert (found.offered_on, found.proof) == (ago(3), "Mail of Monday")
    handing_over.untick(book, domain, "offered")
    assert factories.read(book, Account, domain).offered_on is None


def test_a_step_beyond_the_six_dates_is_one_mark(book, domain):
    handing_over.tick(book, domain, "rotated", ago(4))
    handing_over.tick(book, domain, "rotated", ago(2))
    assert marks(book, "rotated") == [ago(2)]
    handing_over.untick(book, domain, "rotated")
    handing_over.untick(book, domain, "rotated")
    assert marks(book, "rotated") == []


def test_our_access_is_not_removed_before_the_client_can_do_without_it(book, domain):
    with pytest.raises(KnownError) as refused:
        handing_over.tick(book, domain, "removed", TODAY)
    assert str(refused.value.values["reasons"]) != ""
    assert factories.read(book, Account, domain).removed_on is None
    for key in ("accepted", "tested", "tokens", "billing"):
        handing_over.tick(book, domain, key, ago(1))
    handing_over.tick(book, domain, "removed", TODAY)
    assert factories.read(book, Account, domain).removed_on == TODAY
    handing_over.untick(book, domain, "tested")  # a mistake can be undone at any time
    assert factories.read(book, Account, domain).tested_on is None


def test_a_step_that_an_account_does_not_take_is_refused(book, client):
    files = factories.add(book, "account", client=client, name="Photos", asset_type="files")
    with pytest.raises(KnownError, match="“Photos” has no step “billing”") as refused:
        handing_over.tick(book, files, "billing", TODAY)
    assert refused.value.values["steps"].startswith("offered, accepted, tested, removed, files.1, ")


def test_the_lines_of_an_own_checklist_are_ticked_by_their_text(book, client):
    own = factories.add(book, "checklist", name="Booking tool", steps="Export the calendar\nTell the guests")
    calendar = factories.add(book, "account", client=client, name="Calendar", asset_type="other", checklist=own)
    handing_over.tick(book, calendar, "own: Tell the guests", TODAY)
    assert marks(book, "own: Tell the guests") == [TODAY]


def test_an_account_is_closed_without_a_reply_after_two_requests_and_opened_again(book, client, domain):
    handing_over.note_request(book, account=domain, on=ago(20), proof="Mail")
    handing_over.note_request(book, account=domain, on=ago(20))
    with pytest.raises(KnownError, match="cannot be closed without a reply yet"):
        handing_over.close_without_reply(book, domain, TODAY)
    handing_over.note_request(book, account=domain, on=ago(8))
    handing_over.close_without_reply(book, domain, TODAY)
    assert factories.read(book, Account, domain).no_reply_on == TODAY
    handing_over.reopen(book, domain)
    assert factories.read(book, Account, domain).no_reply_on is None
    handing_over.untick(book, domain, "request")
    assert marks(book, "request") == [ago(20)]


def test_a_request_to_sign_is_about_the_leaving_and_no_account(book, client, leaving, domain):
    handing_over.note_request(book, leaving=leaving, on=ago(3))
    with book.read() as db:
        (made,) = client_case(db, client, TODAY, monday_to_friday).marks
    assert (made.leaving, made.account, made.done_on) == (leaving, None, ago(3))


def test_what_is_handed_over_or_held_is_not_closed_without_a_reply(book, client):
    held = factories.add(book, "account", client=client, name="Templates", ownership="mine", clause="clause 9")
    factories.add(book, "invoice", client=client, due=ago(9), issued=ago(40))
    for days in (30, 20):
        handing_over.note_request(book, account=held, on=ago(days))
    with pytest.raises(KnownError) as refused:
        handing_over.close_without_reply(book, held, TODAY)
    assert "it waits" in str(refused.value.values["reason"])
