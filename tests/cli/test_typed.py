"""What is typed after a command is read in the language of the command line."""

from __future__ import annotations

import json

import pytest

from clientguard import texts
from clientguard.cli import run
from clientguard.domain.records import Invoice, Payment
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records import lookup
from tests import factories
from tests.factories import add


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "practice.casebook"
    book = factories.firm_book(path)
    client = add(book, "client", name="Acme")
    add(book, "invoice", client=client, number="A1", issued=factories.ago(60), amount=5000_00)
    book.close()
    return path


@pytest.fixture
def cg(path, capsys):
    def command(language, *words):
        texts.use(language)
        status = run(["--casebook", str(path), *words])
        return status, capsys.readouterr()

    yield command
    texts.use("en")


def found(path, record):
    book = Casebook.open(path)
    with book.read() as db:
        records = lookup.find_records(db, record)
    book.close()
    return records


@pytest.mark.parametrize(
    ("language", "received", "amount"),
    [
        ("th", "20 พ.ย. 2569", "๑,๒๓๔.๕๐"),
        ("th", "20/11/2569", "1,234.50"),
        ("ms", "20 November 2026", "1,234.50"),
        ("fy", "20 novimber 2026", "1.234,50"),
        ("fy", "20-11-2026", "€ 1.234,50"),
    ],
)
def test_a_payment_is_recorded_as_the_language_writes_it(cg, path, language, received, amount):
    words = [
        "--set",
        "client=Acme",
        "--set",
        "invoice=A1",
        "--set",
        f"received={received}",
        "--set",
        f"amount={amount}",
    ]
    status, _shown = cg(language, "add", "payment", *words)
    (payment,) = found(path, Payment)
    assert (status, payment.received.isoformat(), payment.amount) == (0, "2026-11-20", 1234_50)


def test_an_amount_with_two_readings_changes_nothing_and_is_asked_about(cg, path):
    (before,) = found(path, Invoice)
    status, shown = cg("fy", "set", str(before.id), "--set", "amount=1.234")
    assert status == 1
    assert "1234,00" in shown.err
    assert "1,23" in shown.err.replace("1,234", "")
    assert found(path, Invoice) == [before]


def test_an_amount_in_an_option_is_asked_about_too(cg):
    words = ("terms", "net 30", "--date", "2026-11-02", "--amount")
    status, shown = cg("fy", *words, "1.234")
    assert status == 1
    assert "1234,00" in shown.err
    assert "1,23" in shown.err.replace("1,234", "")
    assert cg("en", *words, "1,234")[0] == 0


def test_a_rate_may_have_a_decimal_comma(cg):
    line = "interest --regime contract --principal 100 --currency EUR --due 2026-01-01 --on 2026-11-01 --json --rate"
    (status, comma), (_status, point) = cg("fy", *line.split(), "4,125 %"), cg("en", *line.split(), "4.125%")
    assert status == 0
    assert json.loads(comma.out)["lines"] == json.loads(point.out)["lines"] != []
