"""`clientguard clauses`: what scripts rely on, and how answers are given."""

from __future__ import annotations

import json

import pytest

from clientguard.actions.records.attachments import attach_files
from clientguard.cli import run
from tests import factories
from tests.factories import add

TEXT = "Invoices are due within 14 days of receipt.\n\nEither party may terminate with 30 days written notice.\n"


@pytest.fixture
def cg(tmp_path, capsys):
    """A casebook with a client, a contract and its file; run a command on it."""
    path = tmp_path / "practice.casebook"
    file = tmp_path / "contract.md"
    file.write_text(TEXT, encoding="utf-8")
    with factories.firm_book(path) as book:
        client = add(book, "client", name="Mill", stage="active")
        contract = add(book, "contract", client=client, title="Website")
        attach_files(book, contract, [file])

    def command(*words):
        status = run(["--casebook", str(path), *(str(contract) if each == "ID" else each for each in words)])
        shown = capsys.readouterr()
        return status, shown.out, shown.err

    command.client = client
    return command


def by_key(out):
    return {each["key"]: each for each in json.loads(out)}


def test_the_twelve_clauses_with_what_is_proposed(cg):
    status, out, _err = cg("clauses", "--contract", "ID", "--json")
    found = by_key(out)

    assert status == 0
    assert len(found) == 12
    assert found["notice"] == {
        "key": "notice",
        "state": "proposed",
        "passage": "Either party may terminate with 30 days written notice.",
        "confirmed_on": None,
    }
    assert (found["deposit"]["state"], found["deposit"]["passage"]) == ("not stated", "")


def test_answers_are_kept(cg):
    status, out, _err = cg(
        "clauses", "--contract", "ID", "--confirm", "notice", "--not-stated", "deposit", "--not-stated", "handover",
        "--json",
    )  # fmt: skip
    found = by_key(out)

    assert status == 0
    assert (found["notice"]["state"], bool(found["notice"]["confirmed_on"])) == ("stated", True)
    assert (found["deposit"]["state"], bool(found["deposit"]["confirmed_on"])) == ("not stated", True)
    assert by_key(cg("clauses", "--contract", "ID", "--json")[1]) == found


def test_another_passage_is_quoted(cg):
    words = ("clauses", "--contract", "ID", "--confirm", "suspension", "--passage", "No money, no work.")
    _status, out, _err = cg(*words)

    assert "“No money, no work.” (confirmed on" in out
    listed = json.loads(cg("list", "contract", "--json")[1])
    assert listed[0]["suspension_clause"] == "No money, no work."


def test_what_was_not_found_cannot_be_confirmed_as_it_is(cg):
    status, out, err = cg("clauses", "--contract", "ID", "--confirm", "suspension")

    assert (status, out) == (1, "")
    assert "nothing was found in the contract" in err
    assert "--passage" in err


def test_a_clause_is_not_confirmed_and_missing_at_once(cg):
    assert cg("clauses", "--contract", "ID", "--confirm", "notice", "--not-stated", "notice")[0] == 2
    assert cg("clauses", "--contract", "ID", "--passage", "Some words")[0] == 2


def test_a_number_that_is_no_contract_is_said(cg):
    status, _out, err = cg("clauses", "--contract", str(cg.client))

    assert status == 1
    assert "not a contract" in err
