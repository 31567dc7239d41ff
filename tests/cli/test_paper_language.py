"""A paper in another language than the client's: `report … --lang`."""

from __future__ import annotations

import pytest

from clientguard.reports.paper.archive import attached_facts
from tests.reports import read_pdf

# Of each paper: in which language it is asked for, and what its page then says.
PAPERS = {
    "final": ("ms", "Laporan penyerahan"),
    "handover-request": ("ms", "Borang pengesahan penyerahan"),
    "certificate": ("fy", "Ferklearring fan weromjaan en wiskjen"),
    "waiting": ("fy", "Wachtrapport"),
    "history": ("ms", "Sejarah klien"),
    "welcome": ("fy", "Wolkom"),
    "talk": ("ms", "perbincangan"),
    "statement": ("fy", "Rekkenoersjoch"),
}


@pytest.fixture
def filled(line):
    line.add("client", name="Harbour Books")
    line.add("invoice", client="Harbour Books", number="R-1", issued="2026-01-05", due="2026-02-04", amount="100")
    line.add("account", client="Harbour Books", name="Domain", ownership="client", platform="domain_dns")
    line.add("message", client="Harbour Books", at="2026-02-01 10:00", subject="Hello", body="A word.")
    return line


@pytest.mark.parametrize(("paper", "language", "title"), [(each, *asked) for each, asked in PAPERS.items()])
def test_a_paper_is_made_in_the_language_that_was_asked_for(filled, tmp_path, paper, language, title):
    out = tmp_path / "paper.pdf"
    filled.ask("report", paper, "--client", "Harbour Books", "--lang", language, "--out", out)
    assert title.casefold() in read_pdf.text(out.read_bytes()).casefold()
    assert attached_facts(out.read_bytes())["language"] == language


def test_without_it_a_paper_is_in_the_language_of_the_client(filled, tmp_path):
    out = tmp_path / "paper.pdf"
    filled.ask("report", "waiting", "--client", "Harbour Books", "--out", out)
    assert attached_facts(out.read_bytes())["language"] == "en"
