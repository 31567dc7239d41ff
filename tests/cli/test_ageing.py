"""`clientguard ageing`: what each client owes, by how long it has been due, as at any day."""

from __future__ import annotations

import json

import pytest

from clientguard.cli import run
from tests import factories
from tests.factories import add, ago

ZERO = {"not_due": "0.00", "1_30": "0.00", "31_60": "0.00", "61_90": "0.00", "over_90": "0.00", "credit": "0.00"}


@pytest.fixture
def cg(tmp_path, capsys):
    """A casebook with two clients that owe something; run a command on it, and return its status and what it wrote."""
    path = tmp_path / "practice.casebook"
    book = factories.firm_book(path)
    acme, mill = add(book, "client", name="Acme"), add(book, "client", name="Mill")
    for client, number, late, amount, currency in (
        (acme, "A1", 100, 100_00, "EUR"), (acme, "A2", 45, 20_50, "EUR"), (mill, "M1", 3, 900, "JPY"),
    ):  # fmt: skip
        add(book, "invoice", client=client, number=number, issued=ago(late + 20), due=ago(late), amount=amount,
            currency=currency)  # fmt: skip
    book.close()

    def command(*words):
        status = run(["--casebook", str(path), *words])
        shown = capsys.readouterr()
        return status, shown.out, shown.err

    return command


def test_each_row_has_the_buckets_and_their_total(cg):
    status, out, _ = cg("ageing", "--on", ago(0).isoformat(), "--json")
    acme, mill = json.loads(out)
    assert status == 0
    assert acme.items() >= (ZERO | {"client": "Acme", "currency": "EUR", "31_60": "20.50", "over_90": "100.00",
                                    "total": "120.50"}).items()  # fmt: skip
    assert (mill["client"], mill["currency"], mill["1_30"], mill["total"]) == ("Mill", "JPY", "900", "900")


def test_a_past_day_and_one_client_can_be_asked_for(cg):
    (row,) = json.loads(cg("ageing", "--on", ago(101).isoformat(), "--client", "acme", "--json")[1])
    assert (row["not_due"], row["total"]) == ("100.00", "100.00")
    assert json.loads(cg("ageing", "--on", ago(200).isoformat(), "--json")[1]) == []


def test_a_person_reads_who_owes_how_much_for_how_long(cg):
    _, out, _ = cg("ageing", "--on", ago(0).isoformat())
    assert out.replace("\N{NO-BREAK SPACE}", " ").splitlines() == [
        "Acme  € 120.50  31–60 days late: € 20.50  Over 90 days late: € 100.00",
        "Mill  ¥ 900  1–30 days late: ¥ 900",
        "All clients  € 120.50  31–60 days late: € 20.50  Over 90 days late: € 100.00",
        "All clients  ¥ 900  1–30 days late: ¥ 900",
    ]


def test_where_nothing_is_owed_that_is_said(cg):
    status, out, err = cg("ageing", "--on", ago(200).isoformat())
    assert (status, out) == (0, "")
    assert err == "Nothing was owed to you on 6 May 2026.\n"
