"""Asking again: the message and what it is about are one step, and so is taking it back."""

from __future__ import annotations

import pytest

from clientguard.actions.communication.waiting.chasing import chase_of, log_chase
from clientguard.actions.records import undoing
from clientguard.domain.records import Instant, Message, Reference
from clientguard.errors import KnownError
from clientguard.store.records import lookup
from clientguard.store.views.communication.waiting import open_requests
from clientguard.texts import current
from tests import factories
from tests.factories import TODAY, add, ago

NOW = Instant(factories.FIRST)


@pytest.fixture
def book(tmp_path):
    """A casebook with a business."""
    made = factories.firm_book(tmp_path / "practice.casebook")
    yield made
    made.close()


@pytest.fixture
def owner(book) -> int:
    """A client."""
    return add(book, "client", name="Acme")


def begun(book, about: int) -> Message:
    with book.read() as db:
        return chase_of(db, about, NOW, current().say)


def chased(book) -> tuple:
    with book.read() as db:
        return open_requests(db, on=TODAY)[0].chased


def test_asking_again_is_a_message_that_counts_for_its_request(book, owner):
    asked = add(book, "request", client=owner, title="Which colours?", channel="chat")
    message = begun(book, asked)
    assert (message.direction, message.channel, message.subject) == ("out", "chat", "Asked again: Which colours?")
    saving = log_chase(book, message, about=asked)
    assert chased(book) == (TODAY,)
    undoing.undo(book, saving)
    assert chased(book) == ()
    with book.read() as db:
        assert lookup.find_records(db, Message) == lookup.find_records(db, Reference) == []


def test_the_client_can_be_reminded_of_a_promise(book, owner):
    made = add(book, "promise", client=owner, words="Photos on Friday", made_on=ago(9), due=ago(4))
    assert begun(book, made).subject == "Reminded of: Photos on Friday"


def test_what_is_over_is_not_asked_for_again(book, owner):
    asked = add(book, "request", client=owner, title="Which colours?", answered_on=ago(1))
    message = Message(client=owner, at=NOW, direction="out", subject="Again")
    with pytest.raises(KnownError, match="“Which colours\\?” is no longer open"):
        log_chase(book, message, about=asked)
    with pytest.raises(KnownError, match="Only a request or a promise"):
        log_chase(book, message, about=owner)
    other = add(book, "client", name="Mill")
    theirs = add(book, "request", client=other)
    with pytest.raises(KnownError, match="is about another client"):
        log_chase(book, message, about=theirs)
    with book.read() as db:
        assert lookup.find_records(db, Message) == []
