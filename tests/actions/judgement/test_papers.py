"""The two sheets made from a casebook: kept, compared with the record, made again, in a language that has a text."""

from __future__ import annotations

import dataclasses
import json
from datetime import timedelta

import pytest

from clientguard.actions.judgement.papers import make_talk_sheet, make_welcome_sheet
from clientguard.actions.judgement.reviewing import review_sign
from clientguard.actions.paper.again import paper_again
from clientguard.actions.records import editing
from clientguard.domain.money.terms import monday_to_friday
from clientguard.domain.records import KINDS
from clientguard.errors import KnownError
from clientguard.reports.paper.archive import attached_facts
from clientguard.store.records import lookup
from clientguard.store.views.leaving.documents import DocumentState, documents_of
from clientguard.texts import current, local
from tests.factories import TODAY, add, ago
from tests.reports import read_pdf

MAKE = {"welcome sheet": make_welcome_sheet, "conversation sheet": make_talk_sheet}


@pytest.fixture
def client(book) -> int:
    """A client that pays later than agreed, with a contract, somebody who decides, and one mistake of ours."""
    client = add(book, "client", name="Harbour Books", stage="active", since=ago(700))
    add(book, "contract", client=client, title="Care", starts=ago(600), payment_terms="net 14", revision_limit=2)
    add(book, "contact", client=client, name="Ann", decides=True, note="Hard to like")
    for number in range(1, 5):
        due = ago(40 * number)
        bill = add(book, "invoice", client=client, number=f"R-{number}", issued=ago(40 * number + 14), due=due,
                   due_typed=True, amount=100_00)  # fmt: skip
        if number > 1:
            add(book, "payment", client=client, invoice=bill, received=due + timedelta(days=25), amount=100_00)
    add(book, "problem", client=client, title="We sent the wrong file", on=ago(30), sort="ours", opinion="My fault")
    return client


def states(book, client: int, clock=local) -> dict[str, DocumentState]:
    with book.read() as db:
        found = documents_of(db, client, TODAY, monday_to_friday, clock)
    return {each.document.type: each for each in found}


def only(book, kind: str):
    with book.read() as db:
        (found,) = lookup.find_records(db, KINDS[kind].record)
    return found


def change(book, kind: str, **values) -> None:
    editing.save_record(book, dataclasses.replace(only(book, kind), **values))


def said(state: DocumentState) -> list[str]:
    return [current().say(each.words) for each in state.changes]


@pytest.mark.parametrize("type", MAKE)
def test_a_sheet_is_kept_as_on_record_and_made_again_from_its_facts(book, client, type):
    first, second = MAKE[type](book, client, TODAY), MAKE[type](book, client, TODAY, page="Letter")
    assert (first.version, second.version) == (1, 2)
    assert first.name == f"{type.capitalize()} Harbour Books v1.pdf"
    assert (first.told, first.boxes) == ((), "")
    assert states(book, client)[type].state == "current"
    for made, page in ((first, "A4"), (second, "Letter")):
        facts = json.dumps(attached_facts(made.pdf)).encode()
        assert paper_again(facts, page=page).pdf == made.pdf


def test_what_changes_on_record_is_told_of_the_welcome_sheet(book, client):
    make_welcome_sheet(book, client, TODAY)
    add(book, "contact", client=client, name="Ben", decides=True)
    change(book, "contract", revision_limit=3)
    found = said(states(book, client)["welcome sheet"])
    assert found == [
        "Contract: Rounds of changes included was 2, and is 3 now.",
        "Who decides: Ben is on record now, and was not.",
    ]


def test_what_changes_on_record_is_told_of_the_conversation_sheet(book, client):
    made = make_talk_sheet(book, client, TODAY)
    assert "Pays late" in read_pdf.text(made.pdf)
    assert states(book, client, clock=None)["conversation sheet"].state == "unknown"
    review_sign(book, client, 1, "doubt", "The bank was slow", TODAY)
    found = said(states(book, client)["conversation sheet"])
    assert found[0] == "Concern “Pays late” is no longer on record."
    assert "The bank was slow" not in str(attached_facts(make_talk_sheet(book, client, TODAY).pdf))


def test_of_several_contracts_the_newest_is_followed_and_named_unless_another_is_chosen(book, client):
    care = only(book, "contract").id
    add(book, "contract", client=client, title="Campaign", starts=ago(20), payment_terms="net 30")

    def second() -> DocumentState:
        with book.read() as db:
            found = documents_of(db, client, TODAY, monday_to_friday, local)
        return next(each for each in found if each.document.version == 2)

    made = make_welcome_sheet(book, client, TODAY)
    assert attached_facts(made.pdf)["agreement"]["title"] == "Campaign"
    assert [current().say(each) for each in made.told] == [
        "2 contracts are in force. The sheet follows the newest, “Campaign”."
    ]

    chosen = make_welcome_sheet(book, client, TODAY, contract=care)
    assert attached_facts(chosen.pdf)["agreement"]["title"] == "Care"
    assert chosen.told == ()
    assert second().state == "current", "compared with the contract that it followed"

    with book.read() as db:
        found = lookup.get_record(db, KINDS["contract"].record, care)
    editing.save_record(book, dataclasses.replace(found, title="Care and hosting", revision_limit=4))
    assert said(second()) == [
        "Contract: Title was “Care”, and is “Care and hosting” now.",
        "Contract: Rounds of changes included was 2, and is 4 now.",
    ]


def test_a_contract_of_another_client_is_refused(book, client):
    other = add(book, "contract", client=add(book, "client", name="Mill"))
    with pytest.raises(KnownError, match="not a contract of this client"):
        make_welcome_sheet(book, client, TODAY, contract=other)


@pytest.mark.parametrize("type", MAKE)
def test_a_language_without_a_text_is_said_and_the_sheet_is_in_english(book, client, type):
    change(book, "client", language="nl")
    made = MAKE[type](book, client, TODAY)
    assert [current().say(each) for each in made.told] == [
        "There is no text in the client's language (nl) yet, so the sheet is in English."
    ]
    assert attached_facts(made.pdf)["language"] == "en"
    assert states(book, client)[type].state == "current"


def test_what_the_sheets_cannot_know_is_said(book):
    client = add(book, "client", name="Mill")
    welcome, talk = make_welcome_sheet(book, client, TODAY), make_talk_sheet(book, client, TODAY)
    assert "No contract is in force" in current().say(welcome.told[0])
    assert "raises no sign" in current().say(talk.told[0])
    add(book, "problem", client=client, title="Threatened to come by", on=ago(2), sign="7", harm=True)
    assert "Do not meet or answer the person alone" in current().say(make_talk_sheet(book, client, TODAY).told[0])


@pytest.mark.parametrize("type", MAKE)
def test_without_a_business_nothing_is_made(book, client, type):
    editing.remove_records(book, [only(book, "business").id])
    with pytest.raises(KnownError, match="no letterhead"):
        MAKE[type](book, client, TODAY)
    assert states(book, client) == {}
