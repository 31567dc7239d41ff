"""A message ends the request that it answers; the likeliest is offered first."""

from __future__ import annotations

import pytest

from clientguard.actions.communication.closing_requests import close_request
from clientguard.actions.communication.proposing.answering import open_requests_answered_by
from clientguard.actions.records import undoing
from clientguard.domain.records import Reference, Request
from clientguard.store.records.lookup import find_records
from tests.factories import add, ago, read


def offered(harbour, message):
    with harbour.book.read() as db:
        return [each.id for each in open_requests_answered_by(db, message)]


@pytest.fixture
def waiting(harbour):
    """Three open requests, and one that was answered."""
    book, client = harbour.book, harbour.client
    add(book, "request", client=client, title="Old one", asked_on=ago(90), answered_on=ago(80))
    return [
        add(book, "request", client=client, title="Access to the ad account", asked_on=ago(60)),
        add(book, "request", client=client, title="Photos of the new shop", asked_on=ago(30)),
        add(book, "request", client=client, title="Approval of the text", asked_on=ago(1)),
    ]


def test_open_requests_are_offered_the_likeliest_first_and_no_later_ones(harbour, waiting):
    access, photos, text = waiting
    assert offered(harbour, harbour.mail(0, subject="Hello")) == [access, photos, text]
    assert offered(harbour, harbour.mail(0, body="Here are the photos of the new shop."))[0] == photos
    assert offered(harbour, harbour.mail(10, subject="Hello")) == [access, photos]


def test_a_reply_is_matched_by_the_message_it_names(harbour, waiting):
    asking = harbour.mail(5, ours=True, message_id="<q@north.example>", subject="Hello")
    add(harbour.book, "reference", client=harbour.client, source=asking, about=waiting[2], role="chase")
    reply = harbour.mail(0, subject="Re: Hello", in_reply_to="<q@north.example>")
    assert offered(harbour, reply)[0] == waiting[2]


def test_closing_a_request_with_a_message_can_be_undone(harbour, waiting):
    saving = close_request(harbour.book, waiting[1], harbour.mail(2), ago(2))
    assert read(harbour.book, Request, waiting[1]).answered_on == ago(2)
    assert offered(harbour, harbour.mail(0)) == [waiting[0], waiting[2]]
    undoing.undo(harbour.book, saving)
    assert read(harbour.book, Request, waiting[1]).answered_on is None
    with harbour.book.read() as db:
        assert find_records(db, Reference) == []
