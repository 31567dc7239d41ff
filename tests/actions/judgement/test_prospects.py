"""A prospect is accepted or declined, and the sheet proposes which (P7.5)."""

from __future__ import annotations

from datetime import date

import pytest

from clientguard.actions.judgement.prospects import accept_prospect, decline_prospect
from clientguard.actions.records import undoing
from clientguard.actions.rules.judgement.intake import conditions_proposed, result_proposed
from clientguard.domain.records import Client, Intake
from clientguard.errors import KnownError
from tests.factories import TODAY, add, content, read


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


def test_the_sheet_says_what_came_of_it_and_the_conditions_stay_on_it(book, asking):
    sheet = add(book, "intake", client=asking, need="A shop", held_on=TODAY)

    accept_prospect(book, asking, "Half of it first.")

    found = read(book, Intake, sheet)
    assert (found.result, found.conditions) == ("conditions", "Half of it first.")


def test_accepting_keeps_the_conditions_that_the_sheet_came_to(book, asking):
    sheet = add(book, "intake", client=asking, need="A shop", held_on=TODAY, result="conditions", conditions="Deposit")

    accept_prospect(book, asking)

    assert read(book, Intake, sheet).result == "conditions"


def test_declining_is_noted_on_the_newest_sheet_alone(book, asking):
    older = add(book, "intake", client=asking, need="A shop", held_on=date(2026, 1, 5), result="accept")
    newer = add(book, "intake", client=asking, need="A bigger shop", held_on=TODAY)

    decline_prospect(book, asking)

    assert read(book, Intake, older).result == "accept"
    assert read(book, Intake, newer).result == "decline"


def test_conditions_need_a_sheet_on_which_they_stand(book, asking):
    with pytest.raises(KnownError, match="no intake sheet"):
        accept_prospect(book, asking, "Half of it first.")

    assert read(book, Client, asking).stage == "prospect"


@pytest.mark.parametrize("act", [accept_prospect, decline_prospect])
def test_an_answer_can_be_taken_back_with_what_it_wrote_on_the_sheet(book, asking, act):
    sheet = add(book, "intake", client=asking, need="A shop", held_on=TODAY)

    undoing.undo(book, act(book, asking))

    assert read(book, Client, asking).stage == "prospect"
    assert read(book, Intake, sheet).result == ""


def test_the_sheet_proposes_nothing_before_a_need_is_entered(book):
    with book.read() as db:
        assert result_proposed(db, Intake()) is None
        assert conditions_proposed(db, Intake()) is None
        found = result_proposed(db, Intake(need="A shop", control="partly", decider="Una"))
    assert found
    assert found.value == "conditions"
