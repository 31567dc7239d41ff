"""`clientguard prospect`: one who asks for work is accepted, maybe on conditions, or declined (P7.5)."""

from __future__ import annotations

import json

import pytest

from clientguard.cli import run
from tests import factories
from tests.factories import TODAY, add


@pytest.fixture
def cg(tmp_path, capsys):
    path = tmp_path / "practice.casebook"
    with factories.firm_book(path) as book:
        add(book, "client", name="Mill", stage="active")
        add(book, "intake", client=add(book, "client", name="Asking", stage="prospect"), held_on=TODAY,
            need="A shop", result="conditions", conditions="Half of it first.")  # fmt: skip
        add(book, "client", name="Caller", stage="prospect")

    def command(*words):
        status = run(["--casebook", str(path), "prospect", *words])
        shown = capsys.readouterr()
        return status, shown.out, shown.err

    return command


def test_one_that_asked_is_accepted_on_the_conditions_of_its_sheet(cg):
    status, out, _ = cg("accept", "--client", "Asking", "--json")
    assert status == 0
    told = json.loads(out)
    assert (told["stage"], told["result"], told["conditions"]) == ("new", "conditions", "Half of it first.")


def test_a_person_reads_what_goes_into_the_contract(cg):
    status, out, _ = cg("accept", "--client", "Asking", "--conditions", "A deposit of 500.")
    assert status == 0
    assert "“Asking” is a client now." in out
    assert "into the contract: A deposit of 500." in out


def test_one_that_only_called_is_declined_without_a_sheet(cg):
    status, out, _ = cg("decline", "--client", "Caller", "--json")
    assert status == 0
    told = json.loads(out)
    assert (told["stage"], told["result"]) == ("declined", None)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("decline", "--client", "Mill"), "a client already"),
        (("accept", "--client", "Caller", "--conditions", "A deposit."), "no intake sheet"),
    ],
)
def test_a_refusal_says_why_and_what_to_do(cg, words, reason):
    status, _, err = cg(*words)
    assert status == 1
    assert reason in err
    assert "Nothing was changed." in err
