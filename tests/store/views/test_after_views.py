"""What Today asks of leavings that were closed, or wait for a signature (P4)."""

from __future__ import annotations

import dataclasses

from clientguard.actions.leaving import closing, deciding, final_report, handing_over, signing
from clientguard.domain.records import Leaving
from clientguard.store.views.leaving.after import closed_leavings
from clientguard.store.views.today import leavings
from tests import factories
from tests.factories import TODAY, ago


def closed(book, **days) -> int:
    client = factories.add(book, "client", name="Harbour Books", stage="former")
    leaving = Leaving(client=client, decided=ago(90), signed_off=ago(30), **days)
    return factories.save(book, leaving)


def test_a_closed_leaving_asks_once_its_days_come(book):
    due = closed(book, destroy_on=ago(2))
    closed(book, destroy_on=ago(-8))
    ends = closed(book, support_until=ago(-7))
    closed(book, support_until=ago(1))
    closed(book)
    with book.read() as db:
        assert [each.id for each in closed_leavings(db, TODAY)] == [due, ends]
        assert closed_leavings(db, ago(31)) == ()  # it was not closed then


def test_what_is_destroyed_asks_nothing_more(book):
    number = closed(book, destroy_on=ago(2))
    closing.note_destroyed(book, number, TODAY)
    with book.read() as db:
        assert closed_leavings(db, TODAY) == ()


def test_requests_to_sign_count_until_the_newest_report_is_signed(book):
    client = factories.add(book, "client", name="Harbour Books")
    number = deciding.start_leaving(book, client, ago(40), "Late.").first
    handing_over.note_request(book, leaving=number, on=ago(9))
    with book.read() as db:
        assert leavings(db, TODAY)[0].asked == ()  # nothing to sign yet
    made = final_report.final_report(book, client, ago(10))
    with book.read() as db:
        assert leavings(db, TODAY)[0].asked == (ago(9),)
    signing.note_signed(book, made.document, TODAY, "Joan Field")
    with book.read() as db:
        assert leavings(db, TODAY)[0].asked == ()


def test_the_day_that_was_agreed_is_the_last_one(book):
    client = factories.add(book, "client", name="Harbour Books")
    number = deciding.start_leaving(book, client, ago(40), "Late.").first
    leaving = factories.read(book, Leaving, number)
    factories.save(book, dataclasses.replace(leaving, last_day=ago(-30), agreed_last_day=ago(-3)))
    with book.read() as db:
        assert leavings(db, TODAY)[0].last_day == ago(-3)
