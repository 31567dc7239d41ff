"""The past as it was known on a day: what is dated later had not happened yet; and which payments count."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from clientguard.domain.clients import marks
from clientguard.domain.leaving.case import handovers
from clientguard.domain.leaving.gates import gates
from clientguard.domain.money.terms import monday_to_friday
from clientguard.domain.records import Contract
from clientguard.domain.today import queue
from clientguard.store.views import client as client_views
from clientguard.store.views import money, today
from clientguard.store.views.communication import waiting
from clientguard.store.views.leaving import case as leaving_views_case
from tests import factories
from tests.factories import add

BEFORE, THEN, AFTER = date(2026, 10, 1), date(2026, 10, 15), date(2026, 11, 1)


@pytest.fixture
def owner(book):
    return add(book, "client", name="Harbour Books")


def invoice(book, owner, **values):
    given = {"issued": BEFORE, "due": date(2026, 10, 10), "amount": 100_00} | values
    return add(book, "invoice", client=owner, **given)


def paid(book, on=date.max):
    with book.read() as db:
        return [each.paid for each in money.invoices(db, on=on)]


def of_today(book, on):
    with book.read() as db:
        return [each.kind for each in queue(today.today(db, on), on)]


def test_a_payment_counts_from_its_date(book, owner):
    first = invoice(book, owner)
    add(book, "payment", client=owner, invoice=first, received=AFTER, amount=100_00)
    assert (paid(book, THEN), paid(book, AFTER)) == ([0], [100_00])
    assert (of_today(book, THEN), of_today(book, AFTER)) == (["invoice"], [])
    with book.read() as db:
        assert [each.paid for each in money.invoices_of(db, [first], THEN)] == [0]
        assert [each.id for each in money.unpaid_of(db, [owner], THEN)] == [first]
        assert money.unpaid_of(db, [owner], AFTER) == ()


def test_a_refund_before_the_payment_that_follows_counts_alone(book, owner):
    first = invoice(book, owner)
    add(book, "payment", client=owner, invoice=first, received=BEFORE, amount=120_00)
    add(book, "payment", client=owner, invoice=first, received=AFTER, amount=-20_00)
    assert (paid(book, THEN), paid(book, AFTER)) == ([120_00], [100_00])


@pytest.mark.parametrize("fault", ["currency = 'JPY'", "client = (SELECT max(id) FROM client)"])
def test_an_old_payment_of_another_currency_or_client_does_not_count(book, owner, fault):
    first = invoice(book, owner)
    add(book, "client", name="Beta")
    add(book, "payment", client=owner, invoice=first, received=BEFORE, amount=100_00)
    assert paid(book) == [100_00]
    book.write(lambda write: write.db.execute(f"UPDATE payment SET {fault}").close())
    assert paid(book) == [0]
    assert of_today(book, AFTER) == ["invoice"]
    with book.read() as db:
        assert [each.paid for each in money.invoices_of(db, [first])] == [0]
        assert [each.id for each in money.unpaid_of(db, [owner])] == [first]
        facts = client_views.facts(db, owner, AFTER)
        case = leaving_views_case.client_case(db, owner, AFTER, monday_to_friday)
    assert [each.status for each in facts.bills] == ["overdue"]
    assert {each.key: each.state for each in gates(case, AFTER)}["payments"] == "open"


def test_an_invoice_issued_later_is_not_there(book, owner):
    invoice(book, owner, issued=AFTER, due=AFTER)
    assert (paid(book, THEN), paid(book, AFTER)) == ([], [0])
    with book.read() as db:
        assert client_views.facts(db, owner, THEN).bills == ()
        assert client_views.facts_of(db, [owner], THEN)[owner].bills == ()


def test_a_request_answered_later_is_open_and_one_asked_later_is_not_there(book, owner):
    add(book, "request", client=owner, asked_on=BEFORE, answered_on=AFTER, answer="Yes")
    add(book, "request", client=owner, asked_on=AFTER)
    with book.read() as db:
        for on, count in ((date(2026, 9, 1), 0), (THEN, 1), (AFTER, 1)):
            assert len(waiting.open_requests(db, on=on)) == count
            assert len(waiting.open_requests(db, owner, on=on)) == count
            assert len(waiting.open_requests_of(db, [owner], on)) == count
        assert waiting.open_requests(db, on=THEN)[0].asked_on == BEFORE
        assert waiting.open_requests(db, on=AFTER)[0].asked_on == AFTER


def test_a_leaving_decided_later_is_not_there_and_one_signed_off_later_is_in_progress(book, owner):
    add(book, "leaving", client=owner, decided=THEN, reasons="Late", signed_off=AFTER, signed_by="Me")
    with book.read() as db:
        assert [len(today.leavings(db, on)) for on in (BEFORE, THEN, AFTER)] == [0, 1, 0]
        for on, progress in ((BEFORE, False), (THEN, True), (AFTER, False)):
            assert client_views.facts(db, owner, on).is_leaving is progress
            assert client_views.facts_of(db, [owner], on)[owner].is_leaving is progress
        assert client_views.open_leaving(db, owner, BEFORE) is None


def test_a_stop_lifted_later_stands_and_one_of_later_does_not(book, owner):
    contract = add(book, "contract", client=owner)
    first = invoice(book, owner)
    whole = dataclasses.replace(factories.read(book, Contract, contract), stopped_on=THEN, stopped_for=first)
    factories.save(book, whole)
    add(book, "payment", client=owner, invoice=first, received=AFTER, amount=100_00)
    with book.read() as db:
        for on, stopped in ((BEFORE, False), (THEN, True), (AFTER, False)):
            facts = client_views.facts(db, owner, on)
            assert ("Work stopped" in [each.text.text for each in marks(facts)]) is stopped
            assert client_views.facts_of(db, [owner], on)[owner].contract == facts.contract


def test_steps_of_leaving_that_were_taken_later_are_open(book, owner):
    add(book, "deliverable", client=owner, state="accepted", delivered_on=BEFORE, settled_on=AFTER)
    add(book, "obligation", client=owner, met_on=AFTER)
    add(book, "account", client=owner, offered_on=BEFORE, accepted_on=AFTER)
    left = add(book, "leaving", client=owner, decided=BEFORE, reasons="Late")
    add(book, "release", client=owner, leaving=left, gate="payments", on=AFTER)
    add(book, "result", client=owner, measured_on=AFTER)
    with book.read() as db:
        then, after = (leaving_views_case.case(db, left, on, monday_to_friday) for on in (THEN, AFTER))
        assert [len(leaving_views_case.results(db, owner, on)) for on in (THEN, AFTER)] == [0, 1]
    assert [each.deliverables[0].state for each in (then, after)] == ["delivered", "accepted"]
    assert [each.obligations[0].met_on for each in (then, after)] == [None, AFTER]
    assert [handovers(each)[0].account.accepted_on for each in (then, after)] == [None, AFTER]
    assert [len(each.releases) for each in (then, after)] == [0, 1]
