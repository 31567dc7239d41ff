"""`clientguard waiting`: what is owed to the user besides money, as of any day."""

from __future__ import annotations

import json
from datetime import date

import pytest

from clientguard.cli import run
from clientguard.domain.records import Business
from tests import factories
from tests.factories import add


def nov(day: int) -> date:
    return date(2026, 11, day)


@pytest.fixture
def cg(tmp_path, capsys):
    """A casebook with two clients that owe answers; run a command on it, and return its status and what it wrote."""
    path = tmp_path / "practice.casebook"
    book = factories.new_book(path)
    factories.save(
        book, Business(name="Studio North", country="DE", region="BY", working_days="Mon-Thu", currency="EUR")
    )
    acme, mill = add(book, "client", name="Acme"), add(book, "client", name="Mill")
    work = add(book, "deliverable", client=acme, title="New shop")
    add(book, "request", client=acme, title="Which colours?", asked_on=nov(2), needed_by=nov(12), blocks=work)
    add(book, "request", client=mill, title="May we publish?", asked_on=nov(9), ask="approval")
    add(book, "request", client=mill, title="Old", asked_on=nov(1), closed_on=nov(3), closed_reason="Not needed.")
    add(book, "promise", client=acme, type="material", words="Photos on Friday", made_on=nov(4), due=nov(6))
    book.close()

    def command(*words):
        status = run(["--casebook", str(path), *words])
        shown = capsys.readouterr()
        return status, shown.out, shown.err

    return command


def test_waiting_lists_requests_and_promises_oldest_first(cg):
    status, out, _ = cg("waiting", "--on", "2026-11-16", "--json")
    found = json.loads(out)
    assert status == 0
    assert [{key: each[key] for key in each if key != "id"} for each in found] == [
        {"client": "Acme", "kind": "request", "title": "Which colours?", "days": 14, "work_days": 8,
         "blocks": "New shop", "next_notice": "2026-11-13"},
        {"client": "Acme", "kind": "promise", "title": "Photos on Friday", "days": 12, "work_days": 6,
         "blocks": None, "next_notice": "2026-11-07"},
        {"client": "Mill", "kind": "request", "title": "May we publish?", "days": 7, "work_days": 4,
         "blocks": None, "next_notice": "2026-11-16"},
    ]  # fmt: skip
    assert all(isinstance(each["id"], int) for each in found)


def test_waiting_is_of_one_client_and_as_of_a_day(cg):
    (found,) = json.loads(cg("waiting", "--client", "mill", "--on", "2026-11-20", "--json")[1])
    assert found["title"] == "May we publish?"
    old, *_others = json.loads(cg("waiting", "--on", "2026-11-02", "--json")[1])
    assert (old["title"], old["days"]) == ("Old", 1)
    assert json.loads(cg("waiting", "--on", "2026-10-01", "--json")[1]) == []


def test_waiting_reads_as_lines_for_people(cg):
    _, out, _ = cg("waiting", "--client", "acme", "--on", "2026-11-12")
    assert "Acme: Which colours? (10 days, 7 working days)" in out
    assert "Holds up New shop. Next notice: 13 Nov 2026." in out
    assert "A notice has been due since 7 Nov 2026." in out
    status, out, err = cg("waiting", "--on", "2026-10-01")
    assert (status, out, err.strip()) == (0, "", "Nobody owes you an answer.")


def test_the_list_of_rounds_says_how_long_each_took_in_working_days_of_the_business(cg):
    status, out, _err = cg("add", "approval_round", "--set", "client=Mill", "--set", "request=6", "--set", "what=Photo",
                           "--set", "submitted_on=2026-11-12", "--set", "answered_on=2026-11-16")  # fmt: skip
    assert status == 0, out
    (found,) = json.loads(cg("list", "approval_round", "--json")[1])
    assert (found["number"], found["days"], found["work_days"], found["state"]) == (1, 4, 1, "approved after 4 days")
    assert "    approved after 4 days" in cg("list", "approval_round")[1].splitlines()
