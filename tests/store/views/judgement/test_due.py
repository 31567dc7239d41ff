"""Which recovery plans and threats Today has."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from clientguard.actions.judgement.reviewing import review_sign
from clientguard.actions.records.editing import remove_records
from clientguard.domain.records import RecoveryPlan
from clientguard.domain.today import queue
from clientguard.store.views.today import today
from tests.factories import TODAY, add, ago, read, save


@pytest.fixture
def owner(book):
    return add(book, "client", name="Harbour Books", stage="active")


def asked(book, on: date = TODAY):
    with book.read() as db:
        return [(each.kind, each.record) for each in queue(today(db, on), on)]


def test_a_plan_is_asked_about_until_its_result_is_on_record(book, owner):
    plan = add(book, "recovery_plan", client=owner, made_on=ago(20), due=ago(2))
    add(book, "recovery_plan", client=owner, made_on=ago(20), due=ago(-2))
    assert asked(book) == [("recovery_plan", plan)]
    assert asked(book, ago(3)) == []
    save(book, dataclasses.replace(read(book, RecoveryPlan, plan), result="better"))
    assert asked(book) == []


def test_a_plan_of_a_former_client_or_one_that_was_removed_asks_nothing(book, owner):
    former = add(book, "client", name="Mill", stage="former")
    add(book, "recovery_plan", client=former, made_on=ago(20), due=ago(2))
    remove_records(book, [add(book, "recovery_plan", client=owner, made_on=ago(20), due=ago(2))])
    assert asked(book) == []


def test_a_threat_stands_on_today_until_the_sign_is_answered(book, owner):
    add(book, "problem", client=owner, sort="conduct", sign="7", harm=True, on=ago(5))
    add(book, "problem", client=owner, sort="conduct", sign="7", on=ago(4))
    assert asked(book) == [("client", owner)]
    assert asked(book, ago(6)) == []
    review_sign(book, owner, 5, "doubt", "An answer to another sign", ago(1))
    review_sign(book, owner, 7, "accept", "An answer from before", ago(9))
    assert asked(book) == [("client", owner)]
    review_sign(book, owner, 7, "accept", "", TODAY)
    assert asked(book) == []
    assert asked(book, ago(1)) == [("client", owner)]
