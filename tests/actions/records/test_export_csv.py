"""A list as a CSV file: complete, readable again, and harmless in a spreadsheet."""

from __future__ import annotations

import csv

import pytest

from clientguard.actions.records.export_csv import export_csv
from clientguard.domain.records import KINDS, Instant
from clientguard.errors import KnownError
from clientguard.store.views import lists
from tests import factories


def export(book, kind: str, target) -> list[dict[str, str]]:
    with book.read() as db:
        ids = lists.ids(db, KINDS[kind])
    assert export_csv(book, KINDS[kind], ids, target) == len(ids)
    with target.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("name", ["=1+1", "+cmd", "-cmd|x", "@SUM(A1)", "\t=1", "＝1"])
def test_what_a_spreadsheet_would_carry_out_is_disarmed(book, tmp_path, name):
    factories.add(book, "client", name=name)
    (row,) = export(book, "client", tmp_path / "c.csv")
    assert row["name"] == f"'{name}"


def test_every_field_is_written_plainly(book, tmp_path):
    client = factories.add(book, "client", name="Harbour “Books”, Ltd", note="two\nlines ก")
    factories.add(book, "invoice", client=client, amount=-0 + 480_000)
    factories.add(book, "message", client=client, at=Instant(factories.FIRST, 420))
    (row,) = export(book, "client", tmp_path / "c.csv")
    assert (row["name"], row["note"]) == ("Harbour “Books”, Ltd", "two\nlines ก")
    (row,) = export(book, "invoice", tmp_path / "i.csv")
    assert (row["client"], row["amount"], row["currency"]) == ("Harbour “Books”, Ltd", "4800.00", "EUR")
    (row,) = export(book, "message", tmp_path / "m.csv")
    assert row["at"] == "2026-11-22T07:00:00.000+07:00"


def test_a_long_list_is_written_whole_and_in_order(book, tmp_path):
    client = factories.add(book, "client")
    from clientguard.domain.records import Contact

    book.write(lambda write: [write.add(Contact(client=client, name=f"P{n:04}")) for n in range(1203)])
    assert [row["name"] for row in export(book, "contact", tmp_path / "p.csv")] == [f"P{n:04}" for n in range(1203)]


def test_an_empty_list_has_its_head(book, tmp_path):
    assert export(book, "work", tmp_path / "w.csv") == []
    assert (tmp_path / "w.csv").read_bytes().startswith(b"\xef\xbb\xbfclient,on,minutes")


def test_a_place_that_cannot_be_written_is_said(book, tmp_path):
    with pytest.raises(KnownError, match=r"could not be written: .* The casebook was not touched"):
        export(book, "client", tmp_path / "no" / "folder.csv")
