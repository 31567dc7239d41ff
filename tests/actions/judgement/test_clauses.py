"""The check of a contract: its files are read, the user's answers are kept, and two passages reach its own fields."""

from __future__ import annotations

import dataclasses

import pytest

from clientguard.actions.judgement.clauses import ClauseAnswer, check_contract, confirm_clauses
from clientguard.actions.records.attachments import attach_files
from clientguard.actions.records.editing import NotValidError
from clientguard.actions.records.file_words import index_files
from clientguard.domain.records import Clause, Contract
from clientguard.errors import KnownError
from clientguard.store.views.judgement.clauses import clauses_of
from clientguard.texts import current
from tests import factories
from tests.factories import TODAY

STOPS = "We may suspend work while any invoice is overdue."
TEXT = f"# Agreement\n\nInvoices are due within 14 days of receipt.\n\n{STOPS}\n"


@pytest.fixture
def client(book) -> int:
    return factories.add(book, "client", name="Acme", stage="active")


@pytest.fixture
def contract(book, client) -> int:
    return factories.add(book, "contract", client=client, title="Website")


def attach(book, contract, tmp_path, text=TEXT, name="contract.md"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    attach_files(book, contract, [path])


def found(book, contract):
    return {each.key: each for each in check_contract(book, contract, current().say).clauses}


def clauses(book, contract) -> list[Clause]:
    with book.read() as db:
        return clauses_of(db, contract)


@pytest.mark.parametrize("indexed", [False, True])
def test_an_attached_contract_is_read_whether_or_not_its_words_are_known(book, contract, tmp_path, indexed):
    attach(book, contract, tmp_path)
    if indexed:
        index_files(book)

    check = check_contract(book, contract, current().say)

    assert check.files == ("contract.md",)
    proposed = {each.key: each.passage for each in check.clauses if each.state == "proposed"}
    assert (
        proposed.items() >= {"payment_date": "Invoices are due within 14 days of receipt.", "suspension": STOPS}.items()
    )


def test_checking_writes_nothing(book, contract, tmp_path):
    attach(book, contract, tmp_path)
    before = factories.content(book.path)

    check_contract(book, contract, current().say)

    assert factories.content(book.path) == before


def test_what_the_contract_itself_says_is_proposed_with_the_name_of_its_field(book, client):
    contract = factories.add(
        book, "contract", client=client, payment_terms="net 30", revision_limit=2, notice_count=3,
        notice_unit="months", deposit=500_00, currency="EUR",
    )  # fmt: skip
    seen = found(book, contract)

    assert seen["payment_date"].passage == "net 30"
    assert seen["revision_limit"].passage == "Rounds of changes included: 2"
    assert seen["notice"].passage == "Notice period: 3 months"
    assert "500.00" in seen["deposit"].passage
    assert seen["handover"].state == "not stated"


def test_answers_are_records_and_an_answer_given_again_changes_its_record(book, contract):
    confirm_clauses(book, contract, [ClauseAnswer("deposit", " Half first. "), ClauseAnswer("notice")], TODAY)
    confirm_clauses(book, contract, [ClauseAnswer("deposit")], TODAY)

    told = {each.key: (each.state, each.passage, each.confirmed_on) for each in clauses(book, contract)}
    assert told == {"deposit": ("not stated", "", TODAY), "notice": ("not stated", "", TODAY)}


def test_suspension_and_handover_are_copied_into_empty_fields_only(book, client):
    contract = factories.add(book, "contract", client=client, handover_clause="By hand.")

    changed = confirm_clauses(
        book, contract, [ClauseAnswer("suspension", STOPS), ClauseAnswer("handover", "All of it.")], TODAY
    )

    now = factories.read(book, Contract, contract)
    assert (now.suspension_clause, now.handover_clause) == (STOPS, "By hand.")
    assert changed.kinds == {"clause", "contract"}
    assert len(clauses(book, contract)) == 2


def test_a_clause_that_is_not_stated_leaves_the_contract_alone(book, contract):
    before = factories.read(book, Contract, contract)

    confirm_clauses(book, contract, [ClauseAnswer("suspension")], TODAY)

    assert dataclasses.replace(factories.read(book, Contract, contract)) == before


def test_an_unknown_key_writes_nothing(book, contract):
    with pytest.raises(NotValidError):
        confirm_clauses(book, contract, [ClauseAnswer("deposit", "Half."), ClauseAnswer("luck", "Good.")], TODAY)

    assert clauses(book, contract) == []


def test_a_contract_that_is_gone_is_said(book):
    with pytest.raises(KnownError):
        check_contract(book, 999, current().say)
