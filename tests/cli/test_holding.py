"""Disputes, holds and promises from the command line, and what Today makes of them."""

from __future__ import annotations

import json

import pytest

from clientguard.cli import run
from tests import factories
from tests.factories import add


@pytest.fixture
def cg(tmp_path, capsys):
    """A casebook with an overdue invoice over 100.00; run a command and return its status and what it wrote."""
    path = tmp_path / "practice.casebook"
    book = factories.firm_book(path)
    client = add(book, "client", name="Acme")
    add(book, "invoice", client=client, number="A1", issued=factories.ago(60), due=factories.ago(30), amount=100_00)
    book.close()

    def command(*words):
        status = run(["--casebook", str(path), *map(str, words)])
        shown = capsys.readouterr()
        return status, shown.out, shown.err

    return command


def today(cg, on="2026-11-22"):
    return [(each["action"], each["why"]) for each in json.loads(cg("today", "--on", on, "--json")[1])]


def test_a_dispute_takes_the_place_of_the_reminder_and_its_outcome_brings_it_back(cg):
    status, out, _ = cg("dispute", "A1", "--reason", "Never ordered", "--on", "2026-11-10", "--json")
    assert status == 0
    told = json.loads(out)
    assert (told["type"], told["amount"], told["starts"], told["until"]) == ("disputed", None, "2026-11-10", None)
    assert [each[0] for each in today(cg)] == ["settle dispute"]
    assert [each[0] for each in today(cg, "2026-11-09")] == ["send_reminder"]
    status, _, err = cg("set", told["id"], "--set", "outcome=Agreed after all")
    assert status == 1
    assert "Enter the day on which it was settled." in err
    assert cg("set", told["id"], "--set", "outcome=Agreed after all", "--set", "until=2026-11-20")[0] == 0
    assert [each[0] for each in today(cg)] == ["send_reminder"]


def test_a_dispute_about_a_part_asks_for_the_rest_and_never_for_more_than_is_open(cg):
    status, _, err = cg("dispute", "A1", "--reason", "Too much", "--amount", "100.01")
    assert status == 1
    assert "amount: Only € 100.00 is open on this invoice." in err
    assert cg("dispute", "A1", "--reason", "Too much", "--amount", "40")[0] == 0
    assert dict(today(cg, "today")) == {
        "send_reminder": "€ 60.00 of € 100.00 is open. It was due on 23 Oct 2026.",
        "settle dispute": "€ 40.00: “Too much”",
    }


def test_a_hold_needs_a_last_day_but_for_a_collector(cg):
    status, _, err = cg("hold", "A1", "--reason", "Waits for a grant")
    assert status == 2
    assert "--until" in err
    assert cg("hold", "A1", "--reason", "Waits for a grant", "--on", "2026-11-01", "--until", "2026-11-21")[0] == 0
    assert today(cg, "2026-11-21") == []
    assert [each[0] for each in today(cg)] == ["send_reminder"]
    status, out, _ = cg("hold", "A1", "--reason", "Handed over", "--collector", "--on", "2026-11-22", "--json")
    assert json.loads(out)["type"] == "collector"
    assert today(cg) == []


def test_a_promise_is_broken_once_its_day_has_passed(cg):
    words = ("--client", "Acme", "--words", "You have it on Friday", "--who", "Ana", "--on", "2026-11-16")
    status, out, _ = cg("promise", *words, "--for", "2026-11-20", "--invoice", "A1", "--json")
    assert status == 0
    assert json.loads(out)["due"] == "2026-11-20"
    assert today(cg, "2026-11-20") == []
    ((action, why),) = today(cg, "2026-11-21")
    assert action == "send_reminder"
    assert why.endswith("It was promised for 20 Nov 2026 and not paid.")
    assert cg("promise", *words, "--for", "2026-11-15")[0] == 1


def test_a_promise_about_all_of_them_is_about_those_issued_by_then(cg):
    cg("add", "invoice", "--set", "client=Acme", "--set", "number=A2", "--set", "issued=2026-11-10",
       "--set", "due=2026-11-17", "--set", "amount=5")  # fmt: skip
    cg("promise", "--client", "Acme", "--words", "Next month", "--on", "2026-11-01", "--for", "2026-12-01")
    assert [each[1][:6] for each in today(cg)] == ["€ 5.00"]
    assert "A2" not in cg("dispute", "A1", "--reason", "No")[2]
