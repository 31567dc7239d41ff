"""The evidence bundle on the command line."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile

import pytest


@pytest.fixture
def client(line):
    client = line.add("client", name="Harbour Books")
    line.add("contact", client=client, name="Bob Quay")
    line.add("invoice", client=client, number="R-7", amount="900.00", currency="EUR", issued="2026-10-01")
    line.add("message", client=client, subject="Hello", body="The green door", at="2026-10-02 10:00")
    return client


def test_it_is_made_noted_and_valid(line, tmp_path, client):
    out = tmp_path / "bundle.zip"
    made = line.ask("bundle", "--client", "Harbour Books", "--redact", "message.body", "--out", out)
    assert made["file"] == str(out)
    assert made["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
    assert [(each["number"], each["title"].partition(",")[0]) for each in made["exhibits"]] == [
        (1, "Invoice: R-7"), (2, "Email from the client: Hello"),
    ]  # fmt: skip
    assert (made["redacted"], made["left_out"]) == (["message.body"], {"persons": 1})
    with zipfile.ZipFile(out) as bundle:
        (tmp_path / "verify.py").write_bytes(bundle.read("verify.py"))
    checked = subprocess.run(
        [sys.executable, "-I", str(tmp_path / "verify.py"), str(out), "--require-anchor", made["anchor"]],
        capture_output=True, check=False,
    )  # fmt: skip
    assert checked.returncode == 0
    assert b"green door" not in out.read_bytes()
    (noted,) = line.ask("list", "bundle")
    assert (noted["id"], noted["name"]) == (made["record"], "bundle.zip")


def test_a_dry_run_lists_what_would_be_in_it_and_writes_nothing(line, tmp_path, client):
    plan = line.ask("bundle", "--client", client, "--dry-run", "--out", tmp_path / "no.zip")
    assert [each["record"] for each in plan["exhibits"]]
    assert [(each["name"], each["in"]) for each in plan["persons"]] == [("Bob Quay", False)]
    told = line.do("bundle", "--client", client, "--dry-run")
    assert "Invoice: R-7" in told
    assert "Bob Quay: left out" in told
    assert not (tmp_path / "no.zip").exists()
    assert line.ask("list", "bundle") == []


def test_a_record_left_out_is_not_in_it(line, tmp_path, client):
    plan = line.ask("bundle", "--client", client, "--dry-run")
    gone = plan["exhibits"][1]["record"]
    made = line.ask("bundle", "--client", client, "--without", gone, "--out", tmp_path / "bundle.zip")
    assert gone not in {each["record"] for each in made["exhibits"]}
    assert made["left_out"] == {"records": 1, "persons": 1}


def test_what_is_not_there_is_refused_and_nothing_is_written(line, tmp_path, client):
    out = tmp_path / "bundle.zip"
    assert "No record has a field" in line.refused("bundle", "--client", client, "--redact", "nothing", "--out", out)
    assert "999" in line.refused("bundle", "--client", client, "--without", "999", "--out", out)
    assert "casebook" in line.refused("bundle", "--client", client, "--out", line.casebook)
    assert line.try_("--casebook", line.casebook, "bundle", "--client", client).status == 2
    assert not out.exists()


def test_why_there_is_no_interest_sheet_is_told_before_and_after(line, tmp_path):
    client = line.add("client", name="Harbour Books")
    contract = line.add(
        "contract", client=client, title="Shop", starts="2026-01-01", late_rate="2", late_base="nl-consumer"
    )
    line.add("invoice", client=client, contract=contract, number="R-7", amount="900.00", currency="EUR",
             issued="2026-07-01", due="2026-07-15", due_agreed="agreed")  # fmt: skip
    plan = line.ask("bundle", "--client", client, "--dry-run")
    assert plan["papers"] == ["statement"]
    assert plan["no_interest"].startswith("No rate is known from 1 Jul 2026 to 31 Dec 2026")
    assert "There is no interest sheet: No rate is known" in line.do("bundle", "--client", client, "--dry-run")
    told = line.do("bundle", "--client", client, "--out", tmp_path / "bundle.zip")
    assert "There is no interest sheet: No rate is known" in told


def test_letters_that_print_as_boxes_are_named(line, tmp_path, client):
    line.add("demand", client=client, words="More 𐀀", said_on="2026-10-03")
    asked = ("--casebook", line.casebook, "bundle", "--client", client)
    told = line.try_(*asked, "--dry-run", "--json")
    assert told.json["missing"] == "𐀀"
    assert "print as boxes: 𐀀 (exhibits.lines." in told.err
    made = line.try_(*asked, "--out", tmp_path / "bundle.zip")
    assert "print as boxes: 𐀀" in made.err
