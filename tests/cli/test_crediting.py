"""Credit notes and replacements from the command line."""

from __future__ import annotations

import json

import pytest

from clientguard.cli import run
from tests import factories
from tests.factories import add


@pytest.fixture
def cg(tmp_path, capsys):
    """A casebook with a sent invoice over 100.00; run a command and return its status and what it wrote."""
    path = tmp_path / "practice.casebook"
    book = factories.firm_book(path)
    client = add(book, "client", name="Acme")
    add(book, "invoice", client=client, number="A-1", issued=factories.ago(60), due=factories.ago(30), amount=100_00,
        sent_on=factories.ago(59))  # fmt: skip
    book.close()

    def command(*words):
        status = run(["--casebook", str(path), *map(str, words)])
        shown = capsys.readouterr()
        return status, shown.out, shown.err

    return command


def owed(cg) -> list[str]:
    return [each["total"] for each in json.loads(cg("ageing", "--on", "2026-11-22", "--json")[1])]


def test_an_invoice_is_credited_in_part_and_then_in_full(cg):
    status, out, _ = cg("credit", "A-1", "--amount", "40", "--reason", "Less work", "--on", "2026-11-10", "--json")
    assert status == 0
    told = json.loads(out)
    assert (told["number"], told["amount"]) == ("A-2", {"amount": "40.00", "currency": "EUR"})
    assert owed(cg) == ["60.00"]
    status, out, _ = cg("credit", "A-1", "--reason", "Not needed", "--on", "2026-11-10", "--number", "C-1")
    assert (status, out.splitlines()[0][:9]) == (0, "Added C-1")
    assert owed(cg) == []
    status, _, err = cg("credit", "A-1", "--reason", "Again")
    assert status == 1
    assert "Invoice A-1 is credited in full already." in err


def test_set_refuses_to_change_what_was_sent_and_names_the_ways(cg):
    invoice = json.loads(cg("list", "invoice", "--json")[1])[0]["id"]
    status, _, err = cg("set", invoice, "--set", "amount=90")
    assert status == 1
    assert "Credit it, or replace it with a new invoice that names it." in err


def test_a_replacement_says_what_followed(cg):
    status, out, _ = cg("replace", "A-1", "--set", "amount=80", "--on", "2026-11-20")
    assert (status, out.splitlines()[1:]) == (0, ["Invoice A-1 is credited in full by credit note A-3."])
    rows = {each["number"]: each for each in json.loads(cg("list", "invoice", "--json")[1])}
    assert (rows["A-2"]["amount"], rows["A-2"]["issued"], rows["A-2"]["sent_on"]) == ("80.00", "2026-11-20", "")
    assert owed(cg) == ["80.00"]


def test_a_credit_note_is_spread_over_other_invoices(cg):
    cg("add", "payment", "--set", "client=Acme", "--set", "invoice=A-1", "--set", "received=2026-11-01",
       "--set", "amount=100")  # fmt: skip
    note = json.loads(cg("credit", "A-1", "--reason", "Twice", "--on", "2026-11-10", "--json")[1])["id"]
    cg("add", "invoice", "--set", "client=Acme", "--set", "number=B-1", "--set", "issued=2026-11-12",
       "--set", "amount=30")  # fmt: skip
    status, out, _ = cg("allocate", note, "--to", "B-1=30", "--json")
    assert (status, json.loads(out)["credit"]["amount"]) == (0, "70.00")
    assert owed(cg) == ["0.00"]
