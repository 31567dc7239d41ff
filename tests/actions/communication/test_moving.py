"""Dates that late answers moved, as the list of deliverables and the notice say them (P1.2, P1.3)."""

from __future__ import annotations

import pytest

from clientguard.actions.communication import letters
from clientguard.actions.communication.waiting.moving import moved_dates, moved_lines
from clientguard.texts import words
from tests import factories
from tests.factories import TODAY, add, ago


@pytest.fixture
def book(tmp_path):
    with factories.firm_book(tmp_path / "practice.casebook") as book:
        yield book


@pytest.fixture
def client(book):
    return add(book, "client", name="Harbour Books", email="office@harbour.example")


def lines(book, client: int) -> list[str]:
    with book.read() as db:
        return [words("en").say(each) for each in moved_lines(db, client, TODAY)]


def test_a_late_answer_moves_the_date_by_its_working_days_and_the_agreed_one_stays(book, client):
    shop = add(book, "deliverable", client=client, title="New shop", due=ago(-10))
    other = add(book, "deliverable", client=client, title="Price page", due=ago(-10))
    add(book, "request", client=client, title="Which colours?", asked_on=ago(30), needed_by=ago(20),
        answered_on=ago(13), blocks=shop)  # fmt: skip
    with book.read() as db:
        found = moved_dates(db, [shop, other], TODAY)
    assert (found[shop].agreed, found[shop].moved) == (ago(-10), ago(-17))  # five working days, over a weekend
    assert not found[other].has_moved
    assert lines(book, client) == [
        "New shop: moved to 9 Dec 2026: the answer to “Which colours?” came 5 working days late"
    ]


def test_what_was_delivered_or_dropped_is_not_said_to_have_moved(book, client):
    done = add(book, "deliverable", client=client, title="New shop", due=ago(5), state="delivered", delivered_on=ago(6))
    add(book, "request", client=client, asked_on=ago(30), needed_by=ago(20), blocks=done)
    assert lines(book, client) == []


def test_the_notice_that_work_is_waiting_says_which_dates_have_moved(book, client):
    shop = add(book, "deliverable", client=client, title="New shop", due=ago(-10))
    add(book, "request", client=client, title="Which colours?", asked_on=ago(30), needed_by=ago(13), blocks=shop)
    with book.read() as db:
        found = letters.draft_letter(db, "waiting", client, TODAY)
    assert "these dates have moved:\n- New shop: moved to" in found.text.body
    assert "working days longer than agreed" in found.text.body
