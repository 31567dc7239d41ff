"""A business that is not taken again is recognized when it is added, with the reason and a way on (P7.5)."""

from __future__ import annotations

import json

import pytest

from clientguard.actions.privacy.data_report import data_report
from clientguard.actions.rules.by_kind import rule_of
from clientguard.cli import run
from clientguard.domain.records import Client, DoNotEngage
from clientguard.store.casebook.open_casebook import Casebook
from tests import factories
from tests.factories import TODAY, add, ago


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "practice.casebook"
    with factories.firm_book(made) as book:
        add(book, "client", name="Mill")
        add(book, "do_not_engage", name="Joan Quick", domain="quick.example", reason="Four bills unpaid.",
            sole_trader=True, noted_on=ago(90), review_on=ago(3))  # fmt: skip
    return made


@pytest.fixture
def cg(path, capsys):
    def command(*words):
        status = run(["--casebook", str(path), *words])
        shown = capsys.readouterr()
        return status, shown.out, shown.err

    return command


@pytest.mark.parametrize("setting", ["name=joan quick", "email=office@quick.example"])
def test_adding_it_is_refused_with_the_reason_and_done_anyway(cg, setting):
    words = ("add", "client", "--set", "name=Newcomer", "--set", setting)
    status, _out, err = cg(*words)

    assert status == 1
    assert "Four bills unpaid." in err
    assert "--anyway" in err
    assert [each["name"] for each in json.loads(cg("list", "client", "--json")[1])] == ["Mill"]
    assert cg(*words, "--anyway")[0] == 0


def test_a_sender_with_that_domain_is_named_when_it_is_assigned(cg):
    status, out, _err = cg("assign", "joan@quick.example", "--client", "Mill")

    assert status == 0
    assert "Four bills unpaid." in out


def test_its_day_comes_back_on_today(cg):
    found = json.loads(cg("today", "--json", "--on", TODAY.isoformat())[1])

    assert [each["record"] for each in found if each["kind"] == "do_not_engage"]


def test_a_form_says_it_of_a_new_client_and_no_longer_of_one_that_is_served(path):
    read = rule_of(Client.kind).warns
    assert read
    with Casebook.open(path) as book, book.read() as db:
        assert read.read(db, Client(name="JOAN QUICK"), "en")
        assert read.read(db, Client(id=1, name="Joan Quick", stage="prospect"), "en")
        assert read.read(db, Client(id=1, name="Joan Quick", stage="active"), "en") is None


def test_a_sole_traders_entry_is_in_the_data_report_as_a_whole(path):
    with Casebook.open(path) as book:
        report = data_report(book, "Joan Quick", TODAY)

    (held,) = [each for each in report.facts.held if each.kind == DoNotEngage.kind.name]
    assert held.whole
    assert "Four bills unpaid." in [str(each.shown) for each in held.values]
