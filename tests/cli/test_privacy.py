"""Correcting, erasing and redacting on the command line: first what would go, then with --yes for good."""

from __future__ import annotations

import json
import shutil

import pytest

from tests.cli.conftest import CommandLine

SECRET = "Wilhelmina"
WHY = ("--why", "Request of 3 May")


@pytest.fixture
def client(line: CommandLine) -> int:
    made = line.add("client", name=f"{SECRET} Books", email=f"{SECRET}@x.org")
    line.add("contact", client=made, name=f"{SECRET} Field")
    line.add("invoice", client=made, number="R-7", issued="2026-11-01", amount="100")
    return made


def test_a_correction_names_the_entry_and_both_are_shown(line, client):
    (first,) = line.ask("journal", client)
    answer = line.ask("correct", client, "--entry", first["entry"], "--why", "Typing.", "--set", "email=right@x.org")
    assert answer == {"id": client, "corrects": first["entry"]}
    added, corrected = line.ask("journal", client)
    assert added["corrected_by"] == [corrected["entry"]]
    assert (corrected["change"], corrected["corrects"], corrected["why"]) == ("correct", first["entry"], "Typing.")
    assert corrected["fields"] == ["email"]
    text = line.do("journal", client)
    assert f"corrects entry {first['entry']}: Typing." in text
    assert f"corrected by entry {corrected['entry']}" in text
    again = line.do("correct", client, "--entry", first["entry"], "--why", "More.", "--set", "email=new@x.org")
    assert "stays readable" in again
    assert "Nothing differs" in line.refused("correct", client, "--entry", first["entry"], "--why", "x")
    assert "wrote nothing to" in line.refused("correct", client, "--entry", 1, "--why", "x", "--set", "email=z@x.org")
    assert "no record number 999" in line.refused("correct", 999, "--entry", 1, "--why", "x")
    assert "no record number 999" in line.refused("journal", 999)


def test_without_yes_it_says_what_would_go_and_nothing_goes(line, client):
    told = line.do("erase", client, "--keep", "invoice")
    assert "Clients: 1" in told
    assert "People: 1" in told
    assert "Left out: Invoices, 1" in told
    assert "will show “[erased]”" in told
    assert "Nothing has been erased yet" in told
    found = line.ask("erase", client)
    assert found["done"] is False
    assert {kind: len(ids) for kind, ids in found["records"].items()} == {"invoice": 1, "client": 1, "contact": 1}
    assert "Tax law" in found["hints"][0]
    assert line.ask("list", "client")[0]["name"] == f"{SECRET} Books"


def test_with_yes_no_byte_of_it_remains(line, client):
    made = line.ask("erase", client, *WHY, "--yes")
    assert (made["done"], made["records"], made["pending"]) == (True, 3, [])
    assert made["backups"]
    assert made["beyond"]
    assert SECRET.encode() not in line.casebook.read_bytes()
    assert line.ask("list", "client") == []
    found = line.ask("verify", line.casebook)
    assert (found["valid"], found["erased"], found["complete"]) == (True, 3, False)
    (entry,) = line.ask("journal", client)
    assert entry["erased"]
    assert "its values were erased" in line.do("journal", client)
    assert "erased for good" in line.refused("restore", client)
    assert "erased for good" in line.refused("erase", client)


def test_what_is_done_and_what_is_beyond_reach_is_said(line, client):
    told = line.do("erase", client, *WHY, "--yes", "--keep", "invoice,payment")
    assert told.startswith("Erased 2 records for good.")
    assert "New backup, verified: " in told
    assert "Out of ClientGuard's reach" in told
    (left,) = line.ask("list", "invoice")
    assert (left["number"], left["client"], left["client_id"]) == ("R-7", "[erased]", client)


def test_a_copy_out_of_reach_is_named_until_it_is_gone(line, client):
    copy = line.casebook.with_name("practice before restore 2026-01-01 0900.casebook")
    shutil.copyfile(line.casebook, copy)
    answer = line.try_("--casebook", line.casebook, "erase", client, *WHY, "--yes", "--json")
    assert str(copy) in answer.err
    assert answer.json["pending"]
    answer = line.try_("--casebook", line.casebook, "erase", "--pending")
    assert (answer.status, answer.out) == (0, "Some of it has not been done yet.\n")
    assert str(copy) in answer.err
    copy.unlink()
    assert line.do("erase", "--gone", "/nowhere") == "Nothing is left to do.\n"
    assert line.ask("erase", "--pending")["pending"] == []


def test_one_field_is_redacted(line, client):
    assert "in the record and in 1 entry" in line.do("redact", client, "--field", "email")
    assert line.ask("redact", client, "--field", "email") == {"done": False, "field": "email", "entries": 1}
    assert "“email” was redacted for good." in line.do("redact", client, "--field", "email", *WHY, "--yes")
    assert f"{SECRET}@x.org".encode() not in line.casebook.read_bytes()
    (row,) = line.ask("list", "client")
    assert (row["name"], row["email"]) == (f"{SECRET} Books", "")
    assert line.ask("verify", line.casebook)["redacted"] == 1
    assert line.ask("journal", client)[0]["redacted"] == 1
    assert "a field was redacted" in line.do("journal", client)
    assert "is empty" in line.refused("redact", client, "--field", "tax_number")


@pytest.mark.parametrize(
    "words",
    [
        ("erase",),
        ("erase", 2, "--yes"),
        ("erase", 2, "--keep", "nothing"),
        ("erase", 2, "--pending"),
        ("redact", 2, "--field", "email", "--yes"),
    ],
)
def test_what_cannot_be_understood_is_a_usage_error(line, client, words):
    assert line.misunderstood(*words)


def test_what_verify_is_to_require_makes_status_1_when_it_is_missing(line, client):
    anchor = f"{line.ask('verify', line.casebook)['entries']}:{line.ask('verify', line.casebook)['root']}"
    assert line.try_("verify", line.casebook, "--require-complete", "--require-anchor", "--anchor", anchor).status == 0
    missing = line.try_("verify", line.casebook, "--require-anchor", "--json")
    assert (missing.status, missing.json["valid"], len(missing.json["missing"])) == (1, True, 1)
    assert "No anchor from outside was given" in missing.err
    assert missing.json["remarks"][0].startswith("No anchor from outside was compared")
    line.do("redact", client, "--field", "email", *WHY, "--yes")
    found = line.try_("verify", line.casebook, "--require-complete")
    assert found.status == 1
    assert "Values were erased or redacted" in found.err
    assert "a field was redacted" in found.out
    assert line.try_("verify", line.casebook).status == 0
    wrong = line.try_("verify", line.casebook, "--require-anchor", "--anchor", "3:" + "0" * 64)
    assert (wrong.status, "does not match" in wrong.err) == (1, True)
    assert "is not an anchor" in line.misunderstood("verify", line.casebook, "--anchor", "3:00")


def test_an_entry_is_proved_and_checked_without_the_casebook(line, client, tmp_path):
    old = line.ask("verify", line.casebook)
    older = f"{old['entries']}:{old['root']}"
    entry = line.ask("journal", client)[0]["entry"]
    line.add("client", name="Another")
    proof = tmp_path / "proof.json"
    proof.write_text(line.do("prove", line.casebook, "--entry", entry, "--field", "name", "--anchor", older), "utf-8")
    assert f"{SECRET}@x.org" not in proof.read_text("utf-8")
    found = line.ask("prove", "--check", proof, "--anchor", older)
    assert found["valid"]
    assert found["fields"] == {"name": f"{SECRET} Books"}
    assert found["older"] == older
    text = line.do("prove", "--check", proof)
    assert text.startswith(f"Valid. Entry {entry}, add, ")
    assert "Fields not disclosed: " in text
    assert "could be made up" in text
    other = line.try_("prove", "--check", proof, "--anchor", "3:" + "0" * 64, "--json")
    assert (other.status, other.json["valid"]) == (1, False)
    changed = json.loads(proof.read_text("utf-8"))
    changed["header"]["ms"] += 1
    proof.write_text(json.dumps(changed), "utf-8")
    broken = line.try_("prove", "--check", proof)
    assert (broken.status, broken.out) == (1, "Not valid.\n")
    assert "does not match the anchor" in broken.err


def test_what_cannot_be_proved_is_refused(line, client, tmp_path):
    assert "no entry 999" in line.refused("prove", line.casebook, "--entry", 999)
    assert "could not be read" in line.refused("prove", "--check", tmp_path / "none.json")
    assert line.misunderstood("prove", line.casebook)
    assert line.misunderstood("prove", "--check", "a", "--entry", 3)
    assert "is not an anchor" in line.misunderstood("prove", line.casebook, "--entry", 3, "--anchor", "x")
