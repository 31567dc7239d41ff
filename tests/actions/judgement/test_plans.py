"""A recovery plan's result has the day on which it was seen (P8.3)."""

from __future__ import annotations

import dataclasses

import pytest

from clientguard.actions.records import undoing
from clientguard.actions.records.editing import NotValidError, save_record
from clientguard.domain.records import RecoveryPlan
from clientguard.domain.records.as_of import plan_on
from tests.factories import TODAY, add, ago, read


@pytest.fixture
def plan(book) -> RecoveryPlan:
    client = add(book, "client", name="Harbour Books")
    made = add(book, "recovery_plan", client=client, remedy="Redo the shop", made_on=ago(40), due=ago(1))
    return read(book, RecoveryPlan, made)


def changed(book, plan: RecoveryPlan, **values) -> RecoveryPlan:
    save_record(book, dataclasses.replace(plan, **values))
    return read(book, RecoveryPlan, plan.id)


def test_a_result_without_a_day_was_seen_today(book, plan):
    assert changed(book, plan, result="better").result_on == TODAY


def test_the_day_that_was_entered_stays_and_goes_with_the_result(book, plan):
    seen = changed(book, plan, result="same", result_on=ago(3))
    assert seen.result_on == ago(3)
    assert changed(book, seen, result="worse").result_on == ago(3)
    assert changed(book, seen, result="").result_on is None


def test_a_result_can_be_taken_back_with_its_day(book, plan):
    undoing.undo(book, undoing.save(book, dataclasses.replace(plan, result="better")))
    assert read(book, RecoveryPlan, plan.id) == plan


def test_a_result_is_not_older_than_the_plan(book, plan):
    with pytest.raises(NotValidError):
        save_record(book, dataclasses.replace(plan, result="better", result_on=ago(60)))


def test_before_its_day_the_result_was_not_known(book, plan):
    seen = changed(book, plan, result="better", result_on=ago(3), outcome="They answer again.")
    assert plan_on(seen, ago(3)) == seen
    assert (plan_on(seen, ago(4)).result, plan_on(seen, ago(4)).outcome) == ("", "")
