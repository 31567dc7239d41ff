"""Taking things out on the command line: everything into a folder, and what is held about one person."""

from __future__ import annotations

import json

import pytest

from clientguard.store.casebook.open_casebook import Casebook
from tests import factories
from tests.cli.conftest import ROOT
from tests.reports import read_pdf


@pytest.fixture
def mill(line):
    client = line.add("client", name="Mill")
    line.add("contact", client="Mill", name="Joan Field", email="joan@mill.example", note="Hard to please")
    line.add(
        "problem", "--attach", ROOT / "README.md", client="Mill", title="Shouted", who="joan field", on="2026-11-20"
    )
    return client


def test_everything_is_written_into_a_new_folder(line, mill, tmp_path):
    out = tmp_path / "out"
    found = line.ask("export", "--all", out)
    assert (found["path"], found["records"], found["removed"], found["files"], found["faults"]) == (
        str(out),
        5,
        0,
        1,
        [],
    )
    assert (out / "index.html").is_file()
    (file,) = json.loads((out / "json" / "attachment.json").read_text("utf-8"))["records"]
    assert (out / file["file"]).read_bytes() == (ROOT / "README.md").read_bytes()
    assert line.try_("verify", line.casebook, "--anchor", found["anchor"]).status == 0
    assert "is not empty. Nothing was written." in line.refused("export", "--all", out)
    second = tmp_path / "second"
    said = f"Wrote everything to {second}: 5 records, 1 files, {found['entries']} journal entries.\n"
    assert line.do("export", "--all", second) == said


def test_everything_can_be_written_while_the_casebook_is_open(line, mill, tmp_path):
    with Casebook.open(line.casebook) as book:
        factories.add(book, "client")
        assert line.ask("export", "--all", tmp_path / "out")["records"] == 6
        assert line.ask("report", "person", "--person", "Joan Field", "--out", tmp_path / "p.pdf")["records"] == 2


def test_a_damaged_file_is_said_with_status_1_and_the_rest_is_there(line, mill, tmp_path):
    factories.tamper(line.casebook, "UPDATE blob_part SET data = x'00'")
    found = line.try_("--casebook", line.casebook, "export", "--all", tmp_path / "out", "--json")
    assert (found.status, found.json["faults"]) == (1, ["README.md"])
    assert found.err == "README.md is missing or damaged.\n"
    assert (tmp_path / "out" / "json" / "client.json").is_file()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("export",), "Name the kind of record, or --all"),
        (("export", "client"), "Missing option '--out'"),
        (("export", "client", "--all", "x"), "--all writes everything"),
        (("export", "--all", "x", "--client", "1"), "--all writes everything"),
        (("export", "--all", "x", "--out", "y"), "--all writes everything"),
        (("report", "person", "--out", "x"), "Missing option '--person'"),
        (("report", "person", "--person", "x"), "Missing option '--out'"),
    ],
)
def test_what_is_not_understood_is_said(line, words, said):
    assert said in line.misunderstood(*words)


def test_the_data_report_is_written(line, mill, tmp_path):
    out = tmp_path / "joan.pdf"
    found = line.ask("report", "person", "--client", "mill", "--person", "JOAN@mill.example", "--out", out)
    assert found == {
        "path": str(out), "names": ["Joan Field", "joan@mill.example"], "records": 2, "files": 1, "entries": 2,
        "missing": "",
    }  # fmt: skip
    said = read_pdf.text(out.read_bytes())
    assert "Hard to please" in said
    assert "README.md" in said
    contact = line.ask("list", "contact")[0]["id"]
    asked = ("report", "person", "--person", contact, "--why", "For the accounts.", "--also", "J. Field", "--out", out)
    assert line.do(*asked) == f"Wrote {out}: 2 records mention Joan Field.\n"
    assert "For the accounts." in read_pdf.text(out.read_bytes())


def test_what_stands_in_the_way_of_the_data_report_is_said(line, mill, tmp_path):
    asked = ("report", "person", "--out", tmp_path / "p.pdf", "--person")
    assert "No record names “Nobody”." in line.refused(*asked, "Nobody")
    assert "There is no client called “x”." in line.refused(*asked, "Joan Field", "--client", "x")
    there = ("report", "person", "--person", "Joan Field", "--out", tmp_path / "no" / "p.pdf")
    assert "The casebook was not touched." in line.refused(*there)
