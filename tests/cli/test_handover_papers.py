"""The handover request and the certificate on the command line."""

from __future__ import annotations

from clientguard.reports.paper.archive import attached_facts
from tests.reports import read_pdf


def test_a_request_is_written_and_kept_as_a_document_that_is_compared(line, tmp_path):
    client = line.add("client", name="Harbour Books")
    account = line.add("account", client=client, name="Domain")
    line.ask("offboard", "decide", "--client", client, "--reasons", "Late.")
    out = tmp_path / "request.pdf"
    made = line.ask("report", "handover-request", "--client", client, "--out", out, "--page", "letter")
    assert made == {
        "path": str(out), "version": 1, "document": made["document"], "draft": False, "open": [], "missing": "",
    }  # fmt: skip
    assert attached_facts(out.read_bytes())["asked"][0]["reference"] == f"A{account}"
    assert line.ask("document", "show", made["document"])["state"] == "current"
    line.set(account, accepted_on="today")
    assert line.ask("document", "show", made["document"])["state"] == "older"


def test_with_nothing_to_ask_no_request_is_written(line, tmp_path):
    client = line.add("client", name="Harbour Books")
    out = tmp_path / "request.pdf"
    assert "no account waits" in line.refused("report", "handover-request", "--client", client, "--out", out)
    assert not out.exists()


def test_a_certificate_is_a_draft_until_what_is_open_is_done(line, tmp_path):
    client = line.add("client", name="Harbour Books")
    data = line.add("data_holding", client=client, what="Export")
    out = tmp_path / "certificate.pdf"
    said = line.do("report", "certificate", "--client", client, "--out", out)
    assert said.splitlines()[1:] == ["It is a draft.", "  Not decided yet: Export."]
    assert "DRAFT" in read_pdf.text(out.read_bytes())
    line.set(data, disposition="delete", chosen_by="Joan Field", chosen_on="today", done_on="today")
    told = line.ask("report", "certificate", "--client", client, "--out", out)
    assert (told["draft"], told["open"], told["version"]) == (False, [], 2)
    assert "DRAFT" not in read_pdf.text(out.read_bytes())


def test_a_paper_is_never_written_over_the_casebook(line):
    client = line.add("client", name="Harbour Books")
    for kind in ("handover-request", "certificate"):
        assert "casebook" in line.refused("report", kind, "--client", client, "--out", line.casebook)
