"""Leaving from the decision to the report, with nothing skipped (P4)."""

from __future__ import annotations

import dataclasses

import pytest

from clientguard.actions.leaving import deciding, steps
from clientguard.actions.records.editing import NotValidError
from clientguard.domain.money.terms import monday_to_friday
from clientguard.domain.records import Client, Evidence, Leaving, Release
from clientguard.errors import KnownError
from clientguard.store.records import lookup
from clientguard.store.views.leaving.case import case
from tests import factories
from tests.factories import TODAY, ago


@pytest.fixture
def client(book):
    return factories.add(book, "client", name="Harbour Books", stage="active")


@pytest.fixture
def contract(book, client):
    return factories.add(book, "contract", client=client, notice_days=30)


def start(book, client, **options) -> int:
    return deciding.start_leaving(
        book, client, ago(20), "Invoice R-1 unpaid.", "A talk on 1 November.", **options
    ).first


def test_a_decision_is_on_record_with_the_contract_that_ends(book, client, contract):
    changed = deciding.start_leaving(book, client, ago(20), "Late.")
    decision = factories.read(book, Leaving, changed.first)
    assert (decision.client, decision.contract, decision.decided, decision.step) == (
        client, contract, ago(20), "owed")  # fmt: skip
    assert factories.read(book, Client, client).stage == "leaving"
    assert changed.kinds == {"leaving", "client", "decision"}


def test_a_decision_needs_its_reasons(book, client):
    with pytest.raises(NotValidError):
        deciding.start_leaving(book, client, TODAY, "")
    assert factories.read(book, Client, client).stage == "active"


def test_a_second_decision_waits_for_the_end_of_the_first(book, client):
    number = start(book, client)
    with pytest.raises(KnownError, match="already in progress"):
        start(book, client)
    factories.save(book, dataclasses.replace(factories.read(book, Leaving, number), signed_off=TODAY))
    assert start(book, client) != number


def test_each_step_is_saved_and_the_last_day_follows_from_the_notice(book, client, contract):
    decision = factories.read(book, Leaving, start(book, client))
    steps.save_step(book, dataclasses.replace(decision, notice_given=ago(10)), "money")
    saved = factories.read(book, Leaving, decision.id)
    assert (saved.step, saved.last_day) == ("money", ago(-20))
    steps.save_step(book, dataclasses.replace(saved, last_day=ago(-40)), "gates")
    assert factories.read(book, Leaving, decision.id).last_day == ago(-40)


@pytest.mark.parametrize(
    ("first", "then", "last_day"),
    [
        ({"notice_given": ago(10)}, {"notice_given": ago(4)}, ago(-26)),  # it moves with the notice
        ({"notice_given": ago(10)}, {"notice_given": None}, None),  # and goes with it
        ({"notice_given": ago(10), "last_day": ago(-40)}, {"notice_given": ago(4)}, ago(-40)),  # that was entered
        ({"notice_given": ago(10)}, {"agreed_last_day": ago(-9)}, ago(-20)),  # what was agreed stands beside it
    ],
)
def test_a_last_day_that_follows_from_the_notice_moves_with_it(book, client, contract, first, then, last_day):
    decision = factories.read(book, Leaving, start(book, client))
    for values in (first, then):
        decision = dataclasses.replace(factories.read(book, Leaving, decision.id), **values)
        steps.save_step(book, decision, "tell")
    assert factories.read(book, Leaving, decision.id).last_day == last_day


def test_a_step_that_was_read_before_the_report_was_made_leaves_the_report_on_record(book, client):
    decision = factories.read(book, Leaving, start(book, client))
    factories.save(book, dataclasses.replace(decision, reported=TODAY, report_version=1))
    steps.save_step(book, dataclasses.replace(decision, summary="Orders rose."), "close", read=decision)
    saved = factories.read(book, Leaving, decision.id)
    assert (saved.summary, saved.step, saved.reported, saved.report_version) == ("Orders rose.", "close", TODAY, 1)


def test_without_a_contract_a_step_is_saved_as_it_is(book, client):
    decision = factories.read(book, Leaving, start(book, client))
    assert decision.contract is None
    steps.save_step(book, dataclasses.replace(decision, notice_given=ago(10)), "money")
    assert factories.read(book, Leaving, decision.id).last_day is None


def test_evidence_counts_once_however_often_it_is_given(book, client):
    number = start(book, client)
    problem = factories.add(book, "problem", client=client)
    message = factories.add(book, "message", client=client)
    deciding.add_evidence(book, number, problem, "third time")
    assert not deciding.add_evidence(book, number, problem)
    assert len(deciding.add_evidence(book, number, [problem, message]).made) == 1
    with book.read() as db:
        assert [each.about for each in lookup.find_records(db, Evidence)] == [problem, message]
        assert case(db, number, TODAY, monday_to_friday).evidence == 2


def test_evidence_that_is_not_there_is_refused(book, client):
    number = start(book, client)
    with pytest.raises(KnownError, match="no longer there"):
        deciding.add_evidence(book, number, [factories.add(book, "problem", client=client), 999])
    with book.read() as db:
        assert lookup.find_records(db, Evidence) == []


def test_a_gate_is_released_once_with_a_reason_and_only_while_it_is_open(book, client):
    number = start(book, client)
    with pytest.raises(KnownError, match="not open, so there is nothing to release"):
        steps.release_gate(book, number, "payments", "A gesture", TODAY)
    factories.add(book, "invoice", client=client, due=ago(30))
    with pytest.raises(NotValidError):
        steps.release_gate(book, number, "payments", "", TODAY)
    steps.release_gate(book, number, "payments", "A gesture", TODAY)
    with pytest.raises(KnownError, match="not open"):
        steps.release_gate(book, number, "payments", "Repeat the new passphrase", TODAY)
    with pytest.raises(KnownError, match="not open"):
        steps.release_gate(book, number, "nonsense", "x", TODAY)
    with book.read() as db:
        (release,) = lookup.find_records(db, Release)
    assert (release.client, release.gate, release.reason, release.on) == (client, "payments", "A gesture", TODAY)


def test_a_leaving_that_is_not_there_is_said(book):
    for act in (
        lambda: steps.release_gate(book, 999, "payments", "x", TODAY),
        lambda: deciding.add_evidence(book, 999, 1),
    ):
        with pytest.raises(KnownError, match="no longer there"):
            act()
