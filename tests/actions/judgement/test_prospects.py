"""A prospect is accepted or declined, and the sheet proposes which (P7.5)."""

from __future__ import annotations

import pytest

from clientguard.actions.judgement.prospects import accept_prospect, decline_prospect
from clientguard.actions.rules.intake import conditions_proposed, result_proposed
from clientguard.domain.records import Client, Intake
from clientguard.errors import KnownError
from tests.factories import add, content, read


@pytest.fixture
def asking(book) -> int:
    return add(book, "client", name="Asking", stage="prospect")


def test_a_prospect_becomes_a_client_or_is_declined_each_in_the_journal(book, asking):
    for act, stage in ((decline_prospect, "declined"), (accept_prospect, "new")):
        before = len(content(book.path)["journal"])
        act(book, asking)
        assert read(book, Client, asking).stage == stage
        assert len(content(book.path)["journal"]) == before + 1


@pytest.mark.parametrize("act", [accept_prospect, decline_prospect])
def test_a_client_is_neither_accepted_again_nor_declined(book, act):
    client = add(book, "client", name="Mill", stage="active")

    with pytest.raises(KnownError, match="already"):
        act(book, client)

    assert read(book, Client, client).stage == "active"


def test_the_sheet_proposes_nothing_before_a_need_is_entered(book):
    with book.read() as db:
        assert result_proposed(db, Intake()) is None
        assert conditions_proposed(db, Intake()) is None
        found = result_proposed(db, Intake(need="A shop", control="partly", decider="Una"))
    assert found
    assert found.value == "conditions"
