"""The waiting report, the history and the chronology on the command line."""

from __future__ import annotations

import json

import pytest

from clientguard.reports.paper.archive import attached_facts

PAPERS = ("waiting", "history", "chronology")


@pytest.mark.parametrize("paper", PAPERS)
def test_a_paper_is_written_kept_and_made_again_from_its_facts(line, tmp_path, paper):
    client = line.add("client", name="Harbour Books")
    line.add("invoice", client=client, number="R-7", amount="900.00", currency="EUR", issued="2026-10-01")
    out = tmp_path / "paper.pdf"
    made = line.ask("report", paper, "--client", client, "--from", "2026-01-01", "--out", out, "--page", "letter")
    assert made == {"path": str(out), "version": 1, "document": made["document"], "missing": ""}
    facts = attached_facts(out.read_bytes())
    assert facts["start"] == "2026-01-01"
    assert line.ask("document", "show", made["document"])["state"] == "current"
    source, again = tmp_path / "facts.json", tmp_path / "again.pdf"
    source.write_text(json.dumps(facts), encoding="utf-8")
    line.do("report", "--from-json", source, "--out", again, "--page", "letter")
    assert again.read_bytes() == out.read_bytes()


def test_what_is_private_is_in_the_history_only_if_asked_for(line, tmp_path):
    client = line.add("client", name="Harbour Books")
    line.add("problem", client=client, title="Rude call", on="2026-10-01", opinion="Hopeless people")
    out = tmp_path / "history.pdf"
    for options, there in (((), False), (("--private",), True)):
        line.do("report", "history", "--client", client, "--out", out, *options)
        facts = attached_facts(out.read_bytes())
        assert facts["private"] is there
        assert ("Hopeless people" in str(facts)) is there


@pytest.mark.parametrize("paper", PAPERS)
def test_a_span_the_wrong_way_round_and_the_casebook_itself_are_refused(line, tmp_path, paper):
    client = line.add("client", name="Harbour Books")
    out = tmp_path / "paper.pdf"
    days = ("--from", "2026-10-02", "--to", "2026-10-01")
    assert "before the first" in line.refused("report", paper, "--client", client, *days, "--out", out)
    assert not out.exists()
    assert "casebook" in line.refused("report", paper, "--client", client, "--out", line.casebook)
