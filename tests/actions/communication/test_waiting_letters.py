"""Asking again, the notice that work is waiting, and what keeps it from going on (P1.3, P2.5)."""

from __future__ import annotations

import dataclasses

import pytest

from clientguard.actions.communication import letters
from clientguard.actions.records import editing
from clientguard.domain.communication.letter_facts import NEEDS
from clientguard.domain.records import Contract, Instant, Reference, Request
from clientguard.errors import KnownError
from clientguard.store.records import lookup
from tests import factories
from tests.factories import TODAY, add, ago


@pytest.fixture
def book(tmp_path):
    with factories.firm_book(tmp_path / "practice.casebook") as book:
        yield book


@pytest.fixture
def client(book):
    return add(book, "client", name="Harbour Books", email="office@harbour.example")


def draft(book, kind: str, client: int, about: int = 0) -> letters.LetterDraft:
    with book.read() as db:
        return letters.draft_letter(db, kind, client, TODAY, about)


def references(book, request: int) -> list[str]:
    with book.read() as db:
        return [each.role for each in lookup.find_records(db, Reference, "t.about = ?", request)]


def sent(book, found: letters.LetterDraft) -> None:
    letters.log_sent_letter(book, found, found.text, Instant(factories.FIRST))


def test_asking_again_is_about_the_oldest_open_request_or_the_one_that_was_chosen(book, client):
    old = add(book, "request", client=client, title="Which colours?", asked_on=ago(20))
    new = add(book, "request", client=client, title="The floor plan", asked_on=ago(5))
    add(book, "request", client=client, title="The texts", asked_on=ago(40), answered_on=ago(30))
    assert draft(book, "chase", client).about == (old,)
    found = draft(book, "chase", client, new)
    assert (found.about, "The floor plan" in found.text.body, "colours" in found.text.body) == ((new,), True, False)
    assert found.subject_of == new


def test_a_letter_that_was_sent_is_kept_with_the_requests_that_it_asks_for(book, client):
    first = add(book, "request", client=client, title="Which colours?", asked_on=ago(20))
    second = add(book, "request", client=client, title="The floor plan", asked_on=ago(5))
    sent(book, draft(book, "chase", client))
    assert (references(book, first), references(book, second)) == (["chase"], [])
    found = draft(book, "waiting", client)
    assert "- Which colours? (asked on" in found.text.body
    assert "- The floor plan (asked on" in found.text.body
    sent(book, found)
    assert (references(book, first), references(book, second)) == (["chase", "chase"], ["chase"])


def test_a_request_that_is_answered_or_of_another_client_is_refused(book, client):
    answered = add(book, "request", client=client, asked_on=ago(9), answered_on=ago(2))
    other = add(book, "request", client=add(book, "client", name="Mill"))
    for each in (answered, other):
        with pytest.raises(KnownError, match="not an open request"):
            draft(book, "chase", client, each)


@pytest.mark.parametrize("kind", ["chase", "waiting", "control"])
def test_where_nothing_waits_it_is_said_and_nothing_is_drafted(book, client, kind):
    found = draft(book, kind, client)
    assert (len(found.lacking), found.text.body) == (1, "")


def test_what_keeps_the_work_from_going_on_is_access_rounds_approvals_and_hours(book, client):
    """P2.3, P2.4, P2.5."""
    factories.save(
        book,
        Contract(
            client=client,
            title="Shop and ads",
            starts=ago(300),
            access_needed="Ad account\nShop admin",
            revision_limit=2,
        ),
    )
    add(book, "account", client=client, name="Shop admin")
    page = factories.save(book, Request(client=client, title="Home page", ask="approval", asked_on=ago(30), rounds=5))
    add(book, "request", client=client, title="The floor plan", ask="material", asked_on=ago(5))
    for sort, minutes in (("waiting", 300), ("change", 240), ("work", 600)):
        add(book, "work", client=client, sort=sort, minutes=minutes)
    found = draft(book, "control", client)
    for each in ("“Shop and ads”", "- Ad account", "- Home page: 5 rounds, 2 included", "9 hours", "10 hours"):
        assert each in found.text.body
    assert "Shop admin" not in found.text.body
    assert found.about == (page,)
    sent(book, found)
    assert references(book, page) == ["notice"]


def test_it_names_approvals_of_the_last_year_that_took_more_rounds_than_the_contract_includes(book, client):
    """P2.1, P2.5."""
    contract = add(book, "contract", client=client, title="Shop and ads", revision_limit=1)

    def approval(title: str, ended: int, changes: int) -> int:
        made = add(book, "request", client=client, title=title, ask="approval", asked_on=ago(ended + 30),
                   answered_on=ago(ended))  # fmt: skip
        for each in range(changes):
            add(book, "approval_round", client=client, request=made, submitted_on=ago(ended + 20 - each),
                answered_on=ago(ended + 19 - each), changes_asked="Warmer")  # fmt: skip
        return made

    page = approval("Home page", 40, 3)
    approval("Within the limit", 40, 1)
    approval("Of long ago", 400, 3)
    found = draft(book, "control", client)
    assert "Approvals that came back with changes:\n- Home page: 3 rounds, 1 included\n\n" in found.text.body
    assert "Waiting for your answer" not in found.text.body
    assert found.about == (page,)
    sent(book, found)
    assert references(book, page) == ["notice"]
    with book.read() as db:
        agreed = lookup.get_record(db, Contract, contract)
    editing.save_record(book, dataclasses.replace(agreed, revision_limit=None))
    assert draft(book, "control", client).text.body == "", "nothing was agreed, so nothing is over it"


def test_nothing_keeps_the_work_from_going_on_for_a_client_that_was_left_long_ago(book):
    former = add(book, "client", name="Marlow Ceramics", stage="former")
    assert [str(each) for each in draft(book, "control", former).lacking] == [NEEDS["control"]]
