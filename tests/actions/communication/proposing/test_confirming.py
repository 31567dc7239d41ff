"""A confirmed proposal becomes a record, linked to the message that shows it; all of it can be undone at once."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from clientguard.actions.communication.proposing.confirming import confirm, draft, undo_confirmed
from clientguard.actions.records import editing
from clientguard.domain.records import Demand, Instant, Meeting, Promise, Reference, Request
from clientguard.errors import KnownError
from clientguard.store.records.lookup import find_records
from tests.actions.communication.proposing.said import ASKED, CLEAR, DEMAND, PAY
from tests.factories import FIRST, TODAY, add, ago, read


def there(harbour, cls):
    with harbour.book.read() as db:
        return find_records(db, cls)


def links(harbour):
    return [(each.source, each.about, each.role) for each in there(harbour, Reference)]


def test_a_question_becomes_a_request_with_its_message_as_proof(harbour):
    asking = harbour.question(date=TODAY)
    confirm(harbour.book, harbour.proposals())
    (request,) = there(harbour, Request)
    assert (request.title, request.asked_on, request.needed_by, request.answered_on) == (ASKED, ago(20), TODAY, None)
    assert links(harbour) == [(asking, request.id, "proof")]
    assert harbour.proposals() == []


def test_an_answer_ends_the_request_on_record(harbour):
    asking = harbour.question()
    confirm(harbour.book, harbour.proposals())
    harbour.found.clear()
    answering = harbour.answer(asking)
    confirm(harbour.book, harbour.proposals())
    (request,) = there(harbour, Request)
    assert (request.answered_on, request.answer) == (ago(2), CLEAR)
    assert links(harbour)[1:] == [(answering, request.id, "answer")]
    assert harbour.proposals() == []


def test_an_answer_to_a_question_that_is_not_on_record_adds_both(harbour):
    asking = harbour.mail(20, ours=True)
    answering = harbour.answer(asking)
    confirm(harbour.book, harbour.proposals())
    (request,) = there(harbour, Request)
    assert (request.title, request.asked_on, request.answered_on) == (ASKED, ago(20), ago(2))
    assert links(harbour) == [(asking, request.id, "proof"), (answering, request.id, "answer")]


def test_an_answer_to_two_questions_ends_both(harbour):
    first, second = harbour.mail(20, ours=True), harbour.mail(19, ours=True)
    old = add(harbour.book, "request", client=harbour.client, title="And the text?", asked_on=ago(19))
    harbour.notice("answer", harbour.mail(2), CLEAR, answers=((first, ASKED), (second, "And the text?")))
    done = confirm(harbour.book, harbour.proposals())
    assert [each.answered_on for each in there(harbour, Request)] == [ago(2), ago(2)]
    undo_confirmed(harbour.book, done)
    (left,) = there(harbour, Request)
    assert (left.id, left.answered_on, left.answer) == (old, None, "")


def test_a_partial_answer_is_noted_and_the_request_stays_open(harbour):
    asking = harbour.question()
    confirm(harbour.book, harbour.proposals())
    harbour.found.clear()
    harbour.notice("answer", harbour.mail(2), "The blue one, I think.", answers=((asking, ASKED),), extent="partial")
    confirm(harbour.book, harbour.proposals())
    (request,) = there(harbour, Request)
    assert (request.answered_on, request.answer) == (None, "The blue one, I think.")
    assert harbour.proposals() == []


def test_a_promise_keeps_the_words_and_the_day(harbour):
    harbour.promise()
    confirm(harbour.book, harbour.proposals())
    (promise,) = there(harbour, Promise)
    assert (promise.type, promise.words, promise.made_on, promise.due) == (
        "payment",
        PAY,
        ago(3),
        TODAY + timedelta(days=5),
    )
    assert promise.who == "Joan Field <joan@harbour.example>"


def test_a_promise_without_a_day_is_refused_until_the_user_says_by_when(harbour):
    harbour.notice("promise", harbour.mail(3), "I will pay soon.", what="payment")
    proposal = harbour.only()
    with pytest.raises(KnownError, match="names no day"):
        confirm(harbour.book, [proposal])
    with harbour.book.read() as db:
        begun = draft(db, proposal)
    confirm(harbour.book, [proposal], dataclasses.replace(begun, due=TODAY, words="He will pay"))
    assert there(harbour, Promise)[0].due == TODAY
    assert harbour.proposals() == []


def test_a_demand_knows_who_made_it(harbour):
    joan = add(harbour.book, "contact", client=harbour.client, name="Joan", email="Joan@harbour.example")
    harbour.notice("demand", harbour.mail(8), DEMAND)
    confirm(harbour.book, harbour.proposals())
    (demand,) = there(harbour, Demand)
    assert (demand.words, demand.said_on, demand.who) == (DEMAND, ago(8), joan)


def test_a_missed_meeting_is_added_or_marked_where_it_was_planned(harbour):
    planned = add(harbour.book, "meeting", client=harbour.client, planned_at=Instant(FIRST + 3_600_000))
    harbour.notice("meeting", harbour.mail(0), "Sorry, I forgot our call.", how="missed", by="client", date=TODAY)
    harbour.notice("meeting", harbour.mail(9), "I must cancel Monday.", how="cancelled", by="client", date=ago(6))
    confirm(harbour.book, harbour.proposals())
    marked = read(harbour.book, Meeting, planned)
    assert (marked.state, marked.missed_by, marked.planned_at.ms) == ("missed", "client", FIRST + 3_600_000)
    added = next(each for each in there(harbour, Meeting) if each.id != planned)
    assert (added.state, added.missed_by, added.note) == ("cancelled", "client", "I must cancel Monday.")
    assert harbour.proposals() == []


def test_undoing_takes_everything_back_and_it_is_proposed_again(harbour):
    harbour.question()
    found = harbour.proposals()
    done = confirm(harbour.book, found)
    undo_confirmed(harbour.book, done)
    assert there(harbour, Request) == []
    assert links(harbour) == []
    assert harbour.proposals() == found


def test_what_was_changed_since_is_not_undone(harbour):
    harbour.question()
    done = confirm(harbour.book, harbour.proposals())
    editing.change_record(harbour.book, there(harbour, Request)[0], title="Which logo?")
    with pytest.raises(KnownError, match="has been changed since"):
        undo_confirmed(harbour.book, done)
    assert len(links(harbour)) == 1


def test_a_record_that_was_removed_is_not_proposed_again(harbour):
    harbour.question()
    confirm(harbour.book, harbour.proposals())
    editing.remove_records(harbour.book, [there(harbour, Request)[0].id])
    assert harbour.proposals() == []


def test_it_is_confirmed_once(harbour):
    harbour.promise()
    found = harbour.proposals()
    confirm(harbour.book, found)
    with pytest.raises(KnownError, match="no longer proposed"):
        confirm(harbour.book, found)
    assert len(there(harbour, Promise)) == 1


def test_several_are_confirmed_together_or_not_at_all(harbour):
    harbour.question()
    harbour.notice("promise", harbour.mail(3), "I will pay soon.", what="payment")
    with pytest.raises(KnownError):
        confirm(harbour.book, harbour.proposals())
    assert there(harbour, Request) == []


def test_two_questions_of_one_message_are_confirmed_one_by_one(harbour):
    asking = harbour.question()
    harbour.notice("request", asking, "And when can we talk about the photos?")
    first, second = harbour.proposals()
    confirm(harbour.book, [first])
    assert [each.passage for each in harbour.proposals()] == [second.passage]


def test_a_question_much_like_a_confirmed_one_of_that_day_is_still_proposed(harbour):
    asking = harbour.question(passage="Can you send me the new logo?")
    harbour.notice("request", asking, "Can you send me the new photos?")
    first, second = harbour.proposals()
    confirm(harbour.book, [first])
    assert [each.passage for each in harbour.proposals()] == [second.passage]
