"""Documents on the command line: made, signed, and marked once what they printed has changed."""

from __future__ import annotations


def test_a_report_is_listed_signed_and_marked_once_a_fact_changes(line, tmp_path):
    client = line.add("client", name="Acme")
    made = line.ask("report", "final", "--client", client, "--out", tmp_path / "a.pdf")["document"]
    assert [(row["id"], row["state"], row["changes"]) for row in line.ask("list", "document")] == [
        (made, "current", [])
    ]
    line.do("set", client, "--set", "tax_number=NL 1")
    (change,) = line.ask("document", "show", made)["changes"]
    assert (change["part"], change["field"], change["before"], change["after"]) == ("client", "tax_number", "", "NL 1")
    assert line.do("list", "document").splitlines()[1:] == [
        "    older than its facts: 1 change since",
        "      Client: Tax number was empty, and is “NL 1” now.",
    ]
    scan = tmp_path / "signed.png"
    scan.write_bytes(b"\x89PNG")
    line.do("document", "signed", made, "--by", "Joan Field", "--capacity", "Owner", "--attach", scan)
    assert "signed.png" in [each["name"] for each in line.ask("list", "attachment")]
    assert line.ask("document", "show", made)["signed_by"] == "Joan Field"
    assert "can no longer be changed" in line.refused("document", "signed", made, "--by", "Ada")
    assert "can no longer be changed" in line.refused("set", made, "--set", "signed_by=Ada")
    line.do("set", client, "--set", "tax_number=")
    assert line.do("document", "show", made).splitlines()[-1] == "as on record"
    assert "is not a document" in line.refused("document", "show", client)
