"""Evidence for any record of the client, not the decision alone (P5.2)."""

from __future__ import annotations

import pytest

from clientguard.actions.leaving import deciding
from clientguard.domain.records import Evidence
from clientguard.errors import KnownError
from clientguard.store.records import lookup
from clientguard.store.views.leaving.deciding import evidence
from tests.factories import add


def test_a_message_stands_behind_a_problem_once_for_each_passage(book):
    client = add(book, "client")
    problem, message = add(book, "problem", client=client), add(book, "message", client=client)
    for passage in ("Too slow", "Too slow", "", "Still too slow"):
        deciding.add_evidence(book, problem, message, passage=passage)
    with book.read() as db:
        found = evidence(db, problem)
    assert [(each.evidence.passage, each.title) for each in found] == [
        ("Too slow", "About the shop"),
        ("Still too slow", "About the shop"),
    ]
    assert {each.evidence.leaving for each in found} == {None}


@pytest.mark.parametrize("other", ["itself", "an account", "another client's"])
def test_what_can_be_no_evidence_for_it_is_refused(book, other: str):
    client = add(book, "client")
    problem = add(book, "problem", client=client)
    about = {
        "itself": problem,
        "an account": add(book, "account", client=client),
        "another client's": add(book, "message", client=add(book, "client", name="Lumen")),
    }[other]
    with pytest.raises(KnownError):
        deciding.add_evidence(book, problem, about)
    with book.read() as db:
        assert lookup.find_records(db, Evidence) == []
