"""Deciding on a contract: one change, on record, that Today takes for an answer."""

from __future__ import annotations

from datetime import date

import pytest

from clientguard.actions.contracts.deciding import end_contract, leave_open, renew_contract
from clientguard.domain.next_step import Step
from clientguard.domain.records import Contract
from clientguard.domain.today import queue
from clientguard.errors import KnownError
from clientguard.store.views.today import today as read_today
from tests import factories
from tests.factories import TODAY, ago

NEXT_YEAR = date(2027, 12, 31)


@pytest.fixture
def client(book) -> int:
    return factories.add(book, "client", name="Acme", stage="active")


def steps(book, on: date = TODAY) -> list[Step]:
    with book.read() as db:
        return list(queue(read_today(db), on))


def the_contract(book, client: int, **fields: object) -> int:
    return factories.add(book, "contract", client=client, notice_days=None, **fields)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (lambda book, it: renew_contract(book, it, TODAY), ("ends", NEXT_YEAR)),
        (lambda book, it: renew_contract(book, it, TODAY, date(2027, 3, 31)), ("ends", date(2027, 3, 31))),
        (lambda book, it: end_contract(book, it, TODAY), ("ended_on", date(2026, 12, 31))),
        (lambda book, it: end_contract(book, it, TODAY, date(2026, 11, 30)), ("ended_on", date(2026, 11, 30))),
        (lambda book, it: leave_open(book, it), ("ends", None)),
    ],
)
def test_an_answer_is_one_change_of_the_contract_and_today_asks_no_more(book, client, answer, expected):
    it = the_contract(book, client, starts=date(2026, 1, 1), ends=date(2026, 12, 31))
    (step,) = steps(book)
    assert (step.record, step.by) == (it, date(2026, 12, 31))
    assert answer(book, it).ids == {it}
    name, value = expected
    assert getattr(factories.read(book, Contract, it), name) == value
    assert steps(book) == []


def test_one_that_renews_keeps_its_term_and_is_asked_about_before_the_next_ends(book, client):
    term = {"starts": date(2026, 1, 1), "ends": date(2026, 12, 31), "renews_months": 12}
    it = the_contract(book, client, **term, notice_count=1, notice_unit="months", notice_to="term")
    assert [each.by for each in steps(book)] == [date(2026, 11, 30)]
    renew_contract(book, it, TODAY)
    found = factories.read(book, Contract, it)
    assert (found.ends, found.decided_until) == (date(2026, 12, 31), NEXT_YEAR)
    assert steps(book) == []
    assert [each.by for each in steps(book, date(2027, 10, 1))] == [date(2027, 11, 30)]


def test_what_was_ended_or_has_no_term_is_not_decided_again(book, client):
    ended = the_contract(book, client, starts=ago(400), ends=ago(10), ended_on=ago(10))
    for again in (
        lambda: renew_contract(book, ended, TODAY),
        lambda: end_contract(book, ended, TODAY),
        lambda: leave_open(book, ended),
    ):
        with pytest.raises(KnownError, match="recorded as ended on"):
            again()
    running = the_contract(book, client, starts=ago(5))
    for again in (lambda: renew_contract(book, running, TODAY), lambda: leave_open(book, running)):
        with pytest.raises(KnownError, match="runs until one side ends it"):
            again()
    end_contract(book, running, TODAY)
    assert factories.read(book, Contract, running).ended_on == TODAY


def test_a_contract_does_not_go_on_until_a_day_before_its_end(book, client):
    it = the_contract(book, client, starts=ago(400), ends=ago(10))
    with pytest.raises(KnownError, match="already runs until"):
        renew_contract(book, it, TODAY, ago(10))
    assert factories.read(book, Contract, it).ends == ago(10)


def test_a_contract_that_ran_out_is_shown_while_its_client_is_active_and_no_other_follows(book, client):
    it = the_contract(book, client, starts=ago(400), ends=ago(100))
    assert [each.record for each in steps(book)] == [it]
    parallel = the_contract(book, client, starts=ago(390))  # ran beside it: it is no answer
    assert [each.record for each in steps(book)] == [it]
    assert parallel != it
    the_contract(book, client, starts=ago(99))
    assert steps(book) == []
    former = factories.add(book, "client", name="Mill", stage="former")
    the_contract(book, former, starts=ago(400), ends=ago(100))
    assert steps(book) == []
