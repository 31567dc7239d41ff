"""The welcome sheet and the conversation sheet on the command line."""

from __future__ import annotations

import json

import pytest

from clientguard.reports.paper.archive import attached_facts

SHEETS = ("welcome", "talk")


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_is_written_kept_and_made_again_from_its_facts(line, tmp_path, sheet):
    client = line.add("client", name="Harbour Books", language="nl")
    line.add("contract", client=client, title="Care", starts="2026-01-01", payment_terms="net 14")
    out = tmp_path / "sheet.pdf"
    made = line.ask("report", sheet, "--client", client, "--out", out, "--page", "letter")
    assert (made["path"], made["version"], made["missing"]) == (str(out), 1, "")
    assert "(nl)" in made["told"][0]
    assert line.ask("document", "show", made["document"])["state"] == "current"
    source, again = tmp_path / "facts.json", tmp_path / "again.pdf"
    source.write_text(json.dumps(attached_facts(out.read_bytes())), encoding="utf-8")
    line.do("report", "--from-json", source, "--out", again, "--page", "letter")
    assert again.read_bytes() == out.read_bytes()
    said = line.do("report", sheet, "--client", client, "--out", out)
    assert f"Wrote {out}." in said
    assert "so the sheet is in English." in said


@pytest.mark.parametrize("sheet", SHEETS)
def test_the_casebook_itself_is_not_written_over(line, sheet):
    client = line.add("client", name="Harbour Books")
    assert "casebook" in line.refused("report", sheet, "--client", client, "--out", line.casebook)


def test_the_welcome_sheet_follows_the_contract_that_is_named(line, tmp_path):
    client = line.add("client", name="Harbour Books")
    care = line.add("contract", client=client, title="Care", starts="2026-01-01")
    line.add("contract", client=client, title="Campaign", starts="2026-06-01")
    out = tmp_path / "sheet.pdf"
    assert "“Campaign”" in line.ask("report", "welcome", "--client", client, "--out", out)["told"][0]
    assert line.ask("report", "welcome", "--client", client, "--out", out, "--contract", care)["told"] == []
    assert attached_facts(out.read_bytes())["agreement"]["title"] == "Care"
