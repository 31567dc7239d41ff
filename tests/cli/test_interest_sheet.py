"""The interest sheet from the command line."""

from __future__ import annotations

import json

from clientguard.reports.paper.archive import attached_facts


def owing(line):
    client = line.add("client", name="Harbour Books", country="GB")
    contract = line.add("contract", client=client, title="Care", payment_terms="net 30", law="GB")
    line.add(
        "invoice", client=client, contract=contract, number="R-1", issued="2025-06-02", amount="5000", currency="GBP"
    )
    return client


def test_a_sheet_is_written_kept_and_made_again_from_its_facts(line, tmp_path):
    owing(line)
    out, again, facts = tmp_path / "sheet.pdf", tmp_path / "again.pdf", tmp_path / "facts.json"
    told = line.ask("report", "interest", "--client", "Harbour Books", "--on", "2025-10-11", "--out", out)
    (sum_,) = told["sums"]
    assert {name: each["amount"] for name, each in sum_.items()} == {
        "principal": "5000.00", "interest": "169.49", "fixed": "70.00", "paid": "0.00", "to_pay": "5239.49",
    }  # fmt: skip
    (row,) = told["debts"][0]["rows"]
    assert (row["days"], row["rate"]) == (101, "12.25")
    attached = attached_facts(out.read_bytes())
    assert attached["debts"] == told["debts"]
    (document,) = line.ask("list", "document")
    assert (document["id"], document["type"]) == (told["document"], "interest sheet")
    facts.write_text(json.dumps(attached), encoding="utf-8")
    line.do("report", "--from-json", facts, "--out", again)
    assert again.read_bytes() == out.read_bytes()


def test_another_regime_can_be_chosen_and_one_without_a_right_creates_nothing(line, tmp_path):
    owing(line)
    out = tmp_path / "sheet.pdf"
    said = line.do("report", "interest", "--client", "Harbour Books", "--invoice", "R-1", "--on", "2025-10-11",
                   "--regime", "th", "--out", out)  # fmt: skip
    assert "Interest £ 69.18, fixed sums £ 0.00" in said.replace("\xa0", " ")
    out.unlink()
    refused = line.refused("report", "interest", "--client", "Harbour Books", "--regime", "my", "--out", out)
    assert "no interest and no fixed sum" in refused
    assert not out.exists()
