"""Invoices and payments from the command line: what follows is said, and what cannot be decided is asked."""

from __future__ import annotations

import dataclasses
import json

import pytest

from clientguard.cli import run
from clientguard.domain.records import Contract
from tests import factories
from tests.factories import add


@pytest.fixture
def path(tmp_path):
    """A casebook with a client, and a contract under which work is stopped for an unpaid invoice."""
    path = tmp_path / "practice.casebook"
    book = factories.firm_book(path)
    client = add(book, "client", name="Acme")
    contract = add(book, "contract", client=client, title="Care", payment_terms="net 14", starts=None)
    invoice = add(book, "invoice", client=client, number="A1", issued=factories.ago(60), amount=100_00)
    care = factories.read(book, Contract, contract)
    factories.save(book, dataclasses.replace(care, stopped_for=invoice, stopped_on=factories.ago(20)))
    book.close()
    return path


@pytest.fixture
def cg(path, capsys):
    """Run a command and return its status and what it wrote."""

    def command(*words):
        status = run(["--casebook", str(path), *map(str, words)])
        shown = capsys.readouterr()
        return status, shown.out, shown.err

    return command


def test_a_repeated_number_is_refused_with_the_reason(cg):
    status, out, err = cg("add", "invoice", "--set", "client=Acme", "--set", "number=a1", "--set", "amount=1",
                          "--set", "issued=2026-11-01")  # fmt: skip
    assert (status, out) == (1, "")
    assert "number: Invoice “A1” of Acme already has this number." in err


def test_the_contract_is_asked_for_where_several_ran_on_different_terms(cg):
    cg("add", "contract", "--set", "client=Acme", "--set", "title=Shop", "--set", "payment_terms=net 30")
    invoice = ("add", "invoice", "--set", "client=Acme", "--set", "number=A2", "--set", "issued=2026-11-01",
               "--set", "amount=1")  # fmt: skip
    status, out, err = cg(*invoice)
    assert (status, out) == (1, "")
    assert "contract: Several contracts with different payment terms ran on 1 Nov 2026: Shop, Care." in err
    assert cg(*invoice, "--set", "contract=Shop")[0] == 0
    rows = json.loads(cg("list", "invoice", "--json")[1])
    assert [each["due"] for each in rows if each["number"] == "A2"] == ["2026-12-01"]


def test_a_payment_says_that_it_lifts_a_stop_and_its_removal_that_it_stands_again(cg):
    _, out, _ = cg("add", "payment", "--set", "client=Acme", "--set", "invoice=A1", "--set", "received=2026-11-20",
                   "--set", "amount=100")  # fmt: skip
    made, lifted, told = out.splitlines()
    assert lifted == "The stop of work on “Care” is lifted."
    assert told == "Tell the client that work goes on: the letter is ready."
    payment = made.split()[-1].rstrip(".")
    for on, shown in (("2026-11-19", "Acme: invoice A1 is past due"), ("2026-11-20", "Acme: say that work goes on")):
        assert cg("today", "--on", on)[1].startswith(shown)
    assert cg("remove", payment)[1].splitlines() == ["Removed 1 record.", "Work on “Care” is stopped again."]
    assert json.loads(cg("restore", payment, "--json")[1]) == {"restored": [int(payment)]}


def test_a_payment_is_spread_and_what_the_client_said_can_be_entered(cg):
    cg("add", "invoice", "--set", "client=Acme", "--set", "number=A2", "--set", "issued=2026-11-01",
       "--set", "amount=50")  # fmt: skip
    status, out, _ = cg("add", "payment", "--set", "client=Acme", "--set", "received=2026-11-10",
                        "--set", "amount=120", "--json")  # fmt: skip
    assert status == 0
    payment = json.loads(out)["id"]
    status, out, _ = cg("allocate", payment, "--to", "A2=50", "--to", "A1=60.00", "--json")
    assert status == 0
    told = json.loads(out)
    assert sorted(each["amount"] for each in told["invoices"].values()) == ["50.00", "60.00"]
    assert told["credit"] == {"amount": "10.00", "currency": "EUR"}
    status, out, err = cg("allocate", payment, "--to", "A2=50.01")
    assert (status, out) == (1, "")
    assert "Only € 50.00 is open on invoice A2." in err
    assert cg("allocate", payment, "--to", "A2")[0] == 1


def test_a_write_off_asks_for_a_reason_and_leaves_nothing_open(cg):
    assert cg("write-off", "A1")[0] == 2
    status, out, _ = cg("write-off", "A1", "--reason", "Bankrupt", "--forgiven", "--json")
    assert status == 0
    told = json.loads(out)
    assert (told["amount"], told["means"]) == ({"amount": "100.00", "currency": "EUR"}, "forgiven")
    assert "A1" not in cg("today")[1]
    status, _, err = cg("write-off", "A1", "--reason", "Again")
    assert status == 1
    assert "Nothing is open on invoice A1." in err
