"""A message that answers what was asked: both are written at once, and undone at once (P1.1)."""

from __future__ import annotations

import pytest

from clientguard.actions.communication import closing_requests
from clientguard.actions.leaving import closing
from clientguard.actions.records import editing, undoing
from clientguard.domain.records import Instant, Message, Reference, Request
from clientguard.errors import KnownError
from clientguard.store.records import lookup
from tests.actions.leaving.closing_steps import begin, release_all, sign
from tests.factories import FIRST, TODAY, add, ago, read, save


def call(client: int, **values: object) -> Message:
    return Message(**{"client": client, "at": Instant(FIRST), "channel": "call", "subject": "Blue, please", **values})


def references(book) -> list[Reference]:
    with book.read() as db:
        return lookup.find_records(db, Reference)


def test_a_call_closes_the_requests_that_it_answers_and_is_named_as_their_answer(book):
    client = add(book, "client")
    colours, texts = (add(book, "request", client=client, title=each) for each in ("Which colours?", "Texts"))
    saving = closing_requests.log_answering(book, call(client), [colours, texts], TODAY)
    for each in (colours, texts):
        assert (read(book, Request, each).answered_on, read(book, Request, each).answer) == (TODAY, "Blue, please")
    assert {(each.source, each.about, each.role) for each in references(book)} == {
        (saving.after.id, colours, "answer"),
        (saving.after.id, texts, "answer"),
    }


def test_undoing_it_takes_the_message_back_and_opens_the_requests_again(book):
    client = add(book, "client")
    colours = add(book, "request", client=client)
    saving = closing_requests.log_answering(book, call(client), [colours], TODAY)
    undoing.undo(book, saving)
    assert read(book, Request, colours).answered_on is None
    assert references(book) == []
    with book.read() as db:
        assert lookup.find_records(db, Message) == []


def test_what_was_said_of_the_answer_by_hand_stays_and_the_undo_leaves_a_later_change_alone(book):
    client = add(book, "client")
    colours = add(book, "request", client=client, answer="Perhaps blue")
    saving = closing_requests.log_answering(book, call(client), [colours], TODAY)
    assert read(book, Request, colours).answer == "Perhaps blue"
    editing.change_record(book, read(book, Request, colours), answer="Dark blue")
    with pytest.raises(KnownError, match="changed since it was saved"):
        undoing.undo(book, saving)
    assert read(book, Request, colours).answered_on == TODAY
    assert read(book, Message, saving.after.id).subject == "Blue, please"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"answered_on": ago(1)}, "was answered on"),
        ({"closed_on": ago(1), "closed_reason": "Not needed"}, "was closed on"),
        ({"asked_on": ago(-3)}, "after this message"),
    ],
)
def test_a_request_that_it_cannot_answer_refuses_all_of_it(book, values, words):
    client = add(book, "client")
    request = add(book, "request", client=client, **values)
    with pytest.raises(KnownError, match=words):
        closing_requests.log_answering(book, call(client), [request], TODAY)
    with book.read() as db:
        assert lookup.find_records(db, Message) == []


def test_another_clients_request_is_refused(book):
    request = add(book, "request", client=add(book, "client"))
    other = add(book, "client", name="Lumen")
    with pytest.raises(KnownError, match="another client"):
        closing_requests.log_answering(book, call(other), [request], TODAY)


def test_a_request_that_a_close_has_sealed_is_not_offered(book):
    client = add(book, "client")
    add(book, "request", client=client)
    with book.read() as db:
        assert len(closing_requests.may_be_answered(db, client)) == 1
    leaving = begin(book, client)
    release_all(book, leaving)
    sign(book, client)
    closing.close_leaving(book, leaving, TODAY)
    with book.read() as db:
        assert closing_requests.may_be_answered(db, client) == ()


def test_a_message_on_record_closes_a_request_later(book):
    client = add(book, "client")
    request = add(book, "request", client=client)
    message = save(book, call(client))
    closing_requests.close_request(book, request, message, TODAY)
    assert read(book, Request, request).answered_on == TODAY
