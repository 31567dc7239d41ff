"""`clientguard touch`: contact against income, in the shape that scripts rely on (P2.4, P6.4)."""

from __future__ import annotations

import json

import pytest

from clientguard.cli import run
from tests import factories
from tests.factories import add, ago

ON = ("--to", factories.TODAY.isoformat())


@pytest.fixture
def cg(tmp_path, capsys):
    """A casebook with a client that writes much and one that pays much; run a command on it."""
    path = tmp_path / "practice.casebook"
    with factories.firm_book(path) as book:
        mill, inn = (add(book, "client", name=name) for name in ("Mill", "Inn"))
        for _ in range(3):
            add(book, "message", client=mill, minutes=20)
        add(book, "message", client=inn)
        add(book, "work", client=mill, minutes=120)
        add(book, "payment", client=mill, amount=30_000, received=ago(3))
        add(book, "payment", client=inn, amount=90_000, received=ago(3))

    def command(*words):
        status = run(["--casebook", str(path), *words])
        shown = capsys.readouterr()
        return status, shown.out, shown.err

    return command


def test_each_client_stands_against_all_of_them(cg):
    status, out, _ = cg("touch", *ON, "--json")
    mill, inn = json.loads(out)
    assert status == 0
    assert mill["client"] == "Mill"
    figures = {key: mill[key] for key in ("messages", "minutes", "contact_share", "income_share", "rate", "currency")}
    assert figures == {
        "messages": 3, "minutes": 60, "contact_share": 0.75, "income_share": 0.25, "rate": "100.00", "currency": "EUR",
    }  # fmt: skip
    assert (mill["missed"], mill["rounds"]) == (0, 0)
    assert (inn["contact_share"], inn["income_share"], inn["rate"]) == (0.25, 0.75, None)


def test_one_client_is_still_compared_with_all(cg):
    _, out, _ = cg("touch", "--client", "Mill", *ON, "--json")
    assert [each["contact_share"] for each in json.loads(out)] == [0.75]
    _, out, _ = cg("touch", "--client", "Mill", *ON)
    told = out.replace("\N{NO-BREAK SPACE}", " ").splitlines()
    assert told == ["Mill  messages: 3  contact: 75 %  income: 25 %  € 100.00 an hour"]


def test_a_span_that_ends_before_it_begins_is_refused(cg):
    status, _, err = cg("touch", "--from", "2026-11-02", "--to", "2026-11-01")
    assert status == 2
    assert "The first day is after the last one." in err
