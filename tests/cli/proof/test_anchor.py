"""`clientguard anchor`: printed, mailed, and compared later."""

from __future__ import annotations

import pytest


def test_it_is_printed_as_verify_takes_it(line):
    line.add("client", name="Harbour Books")
    printed = line.do("anchor").strip()
    told = line.ask("anchor")
    assert printed == told["anchor"] == f"{told['entries']}:{told['root']}"
    assert told["path"] is None
    line.add("client", name="Mill")
    answer = line.try_("verify", line.casebook, "--anchor", printed, "--require-anchor", "--json")
    assert (answer.status, answer.json["anchors_outside"]) == (0, 1)


def test_a_mail_file_is_written_and_the_journal_says_so(line, tmp_path):
    out = tmp_path / "anchor.eml"
    told = line.ask("anchor", "--mail", out, "--to", "keeper@office.example")
    assert told["path"] == str(out)
    text = out.read_bytes()
    assert b"To: keeper@office.example" in text
    assert told["root"][:40].encode() in text
    assert line.ask("journal", "--limit", "1")[0]["change"] == "anchor"
    assert f"Wrote {out}." in line.do("anchor", "--mail", out)


@pytest.mark.parametrize("words", [("--to", "a@b.example"), ("--mail", "x.eml", "--to", "nobody")])
def test_what_makes_no_sense_is_refused(line, words):
    line.misunderstood("anchor", *words)
