"""Deciding about a client: a draft, its signature, what it begins or calls off, and what replaces it (P4.1, P7)."""

from __future__ import annotations

import pytest

from clientguard.actions.leaving import deciding
from clientguard.actions.records import editing
from clientguard.domain.records import Client, Decision, Evidence
from clientguard.errors import KnownError
from clientguard.store.records import lookup
from clientguard.store.views.client import open_leaving
from clientguard.store.views.leaving.reviews import reviews
from tests import factories
from tests.factories import TODAY, ago


@pytest.fixture
def client(book):
    return factories.add(book, "client", name="Harbour Books", stage="active")


def decided(client: int, verdict: str = "talk", **values) -> Decision:
    return Decision(client=client, verdict=verdict, on=ago(9), reasons="Late.", **values)


def due(book) -> list[int]:
    with book.read() as db:
        return [each.decision for each in reviews(db, TODAY)]


@pytest.mark.parametrize(
    ("verdict", "stage"), [("keep", "active"), ("talk", "active"), ("refer", "leaving"), ("end", "leaving")]
)
def test_only_a_signed_decision_to_end_or_refer_begins_the_leaving(book, client, verdict, stage):
    number = deciding.save_decision(book, decided(client, verdict)).first
    assert factories.read(book, Client, client).stage == "active"
    deciding.sign_decision(book, number, TODAY, "Ada")
    assert factories.read(book, Client, client).stage == stage
    with book.read() as db:
        assert (open_leaving(db, client) is not None) == (stage == "leaving")
    with pytest.raises(KnownError, match="was signed on"):
        deciding.sign_decision(book, number, TODAY)


def test_what_is_signed_is_corrected_and_not_changed(book, client):
    number = deciding.decide(book, decided(client), TODAY, "Ada").first
    with pytest.raises(KnownError, match="can no longer be changed"):
        editing.change_record(book, factories.read(book, Decision, number), reasons="He is rude.")


def test_a_new_decision_replaces_the_one_before_and_keeps_its_evidence(book, client):
    talk = deciding.decide(book, decided(client, review_on=ago(1)), ago(9)).first
    problem = factories.add(book, "problem", client=client)
    deciding.add_evidence(book, talk, problem, passage="Late once more")
    assert due(book) == [talk]
    deciding.decide(book, decided(client, "end"), TODAY)
    with book.read() as db:
        leaving = open_leaving(db, client)
        assert leaving is not None
        (behind,) = lookup.find_records(db, Evidence, "t.supports = ?", leaving.decision)
    assert factories.read(book, Decision, leaving.decision).replaces == talk
    assert (behind.about, behind.passage) == (problem, "Late once more")
    assert due(book) == []


def test_to_keep_the_client_calls_a_leaving_off(book, client):
    deciding.start_leaving(book, client, ago(3), "Late.")
    changed = deciding.decide(book, decided(client, "keep"), TODAY)
    assert [each.text for each in changed.told] == ["The leaving that was in progress is called off."]
    assert factories.read(book, Client, client).stage == "active"
    with book.read() as db:
        assert open_leaving(db, client) is None
