"""Papers about money on the command line: they tie to the casebook, and say why they cannot be made."""

from __future__ import annotations

import json
import re

from clientguard.reports.paper.archive import attached_facts
from tests.reports import read_pdf


def owing(line):
    client = line.add("client", name="Harbour Books")
    line.add("invoice", client=client, number="R-1", issued="2026-01-05", due="2026-02-04", amount="100")
    line.add("invoice", client=client, number="R-2", issued="2026-02-05", due="2026-03-04", amount="50.50")
    line.add("payment", client=client, received="2026-02-10", amount="120", detail="BANK 1")
    return client


def test_a_statement_is_shown_and_ties_to_the_ageing(line):
    owing(line)
    told = line.ask("report", "statement", "--client", "Harbour Books")
    (account,) = told["accounts"]
    (aged,) = line.ask("ageing")
    assert account["closing"] == {"amount": "30.50", "currency": "EUR"}
    assert (aged["total"], aged["credit"]) == ("30.50", "0.00")
    assert [(each["what"], each["balance"]["amount"]) for each in account["entries"]] == [
        ("invoice", "100.00"),
        ("invoice", "150.50"),
        ("payment", "30.50"),
    ]
    said = line.do("report", "statement", "--client", "Harbour Books", "--from", "2026-02-01", "--to", "2026-02-10")
    assert said.splitlines() == [
        "1 Feb 2026  balance brought forward: € 100.00",
        "5 Feb 2026            € 50.50         € 150.50  Invoice R-2",
        "10 Feb 2026         −€ 120.00          € 30.50  Payment  R-1, R-2  BANK 1",
        "10 Feb 2026  balance: € 30.50",
    ]


def test_a_statement_is_written_as_pdf_and_the_casebook_is_only_read(line, tmp_path):
    client = owing(line)
    out = tmp_path / "statement.pdf"
    entries = len(line.ask("journal"))
    told = line.ask("report", "statement", "--client", client, "--out", out)
    assert told["path"] == str(out)
    assert attached_facts(out.read_bytes())["accounts"] == told["accounts"]
    assert "Balance 150.50 120.00 30.50" in read_pdf.text(out.read_bytes())
    assert len(line.ask("journal")) == entries
    assert "would end before it begins" in line.refused(
        "report", "statement", "--client", client, "--from", "2026-03-01", "--to", "2026-02-01"
    )
    assert "casebook" in line.refused("report", "statement", "--client", client, "--out", line.casebook)


def test_an_invoice_is_made_from_lines_and_kept_with_it(line, tmp_path):
    client = line.add("client", name="Harbour Books", address="2 Quay")
    made = line.add("invoice", client=client, number="R-1", issued="2026-11-05", due="2026-12-04", amount="1")
    out = tmp_path / "invoice.pdf"
    words = ("--line", "Design, 3 November;10;hours;80.00;21", "--line", "Discount;;;-50;21", "--out", out, "--json")
    answer = line.try_("--casebook", line.casebook, "report", "invoice", "R-1", *words)
    assert answer.status == 0
    assert answer.json["remarks"] == answer.err.splitlines()
    assert "No payment details are on record, so it does not say how to pay. Enter them in Settings." in answer.err
    (invoice,) = line.ask("list", "invoice")
    assert (invoice["id"], invoice["amount"]) == (made, "907.50")
    assert "Total 907.50" in read_pdf.text(out.read_bytes())
    (file,) = line.ask("list", "attachment")
    assert (file["id"], file["name"]) == (answer.json["file"], "Invoice R-1.pdf")
    assert "Its lines come to € 907.50." in line.refused("set", made, "--set", "amount=5")


def test_a_line_that_cannot_be_read_is_refused_and_nothing_is_written(line):
    client = line.add("client", name="Harbour Books")
    line.add("invoice", client=client, number="R-1", issued="2026-11-05", due="2026-12-04", amount="1")
    for wrong in ("Design", "Design;ten;hours;80", ";1;hours;80", "Design;1;hours;", "Design;1;hours;80;21;x"):
        assert "is not a line of an invoice" in line.refused("report", "invoice", "R-1", "--line", wrong)
    assert line.ask("list", "attachment") == []


def test_a_report_is_made_again_from_its_facts_to_the_byte(line, tmp_path):
    owing(line)
    first, again, facts = tmp_path / "first.pdf", tmp_path / "again.pdf", tmp_path / "facts.json"
    line.ask("report", "final", "--client", "Harbour Books", "--out", first)
    facts.write_text(json.dumps(attached_facts(first.read_bytes())), "utf-8")
    told = line.try_("report", "--from-json", facts, "--out", again, "--json")
    assert told.json == {"path": str(again), "version": 1, "missing": ""}
    assert again.read_bytes() == first.read_bytes()
    line.try_("report", "--from-json", facts, "--out", again, "--page", "Letter")
    assert again.read_bytes() != first.read_bytes()


def test_a_report_is_not_made_from_another_file(line, tmp_path):
    out = tmp_path / "out.pdf"
    for name, data in (("a.json", "{}"), ("b.json", "no JSON"), ("c.json", None)):
        if data is not None:
            (tmp_path / name).write_text(data, "utf-8")
        told = line.try_("report", "--from-json", tmp_path / name, "--out", out)
        assert told.status == 1
        assert "Use the file facts.json" in told.err
    assert not out.exists()
    assert line.try_("report", "--out", out, "final", "--client", "x").status == 2
    assert line.try_("report", "--from-json", tmp_path / "a.json").status == 2
    assert line.try_("report").status == 0


def test_what_the_typeface_lacks_is_named_by_each_command(line, tmp_path):
    owing(line)
    (client,) = line.ask("list", "client")
    line.set(client["id"], name="नम Books")
    for words in (
        ("report", "final", "--client", "नम Books"),
        ("report", "statement", "--client", "नम Books"),
        ("report", "person", "--person", "नम Books"),
        ("report", "invoice", "R-1"),
        ("report", "waiting", "--client", "नम Books"),
        ("report", "history", "--client", "नम Books"),
        ("report", "chronology", "--client", "नम Books"),
        ("report", "welcome", "--client", "नम Books"),
    ):
        told = line.try_("--casebook", line.casebook, *words, "--out", tmp_path / "out.pdf", "--json")
        assert told.json["missing"] == "नम"
        assert re.search(r"print as boxes: नम \(.*\)", told.err), told.err
    told = line.try_("--casebook", line.casebook, "report", "invoice", "R-1", "--json")
    assert "print as boxes: नम (client.name" in told.err


def test_what_the_typeface_lacks_is_named_in_a_letter(line, tmp_path):
    owing(line)
    (business,), (client,) = line.ask("list", "business"), line.ask("list", "client")
    line.set(business["id"], name="न Studio", payment_details="Cash")
    line.set(client["id"], name="म Books", address="न 12\nLjouwert", email="joan@books.example")
    told = line.try_("--casebook", line.casebook, "letter", "reminder", "--client", "म Books",
                     "--out", tmp_path / "a.pdf")  # fmt: skip
    assert "न (letter.from, letter.address.1" in told.err
    assert "म (letter.to" in told.err


def test_many_letters_that_print_as_boxes_do_not_fill_the_screen(line, tmp_path):
    owing(line)
    (client,) = line.ask("list", "client")
    for number in range(12):
        line.add("deliverable", client=client["id"], title=f"न{chr(0x915 + number)}", state="accepted")
    told = line.try_("--casebook", line.casebook, "report", "final", "--client", client["name"],
                     "--out", tmp_path / "a.pdf")  # fmt: skip
    assert told.err.count("(") == 8
    assert told.err.rstrip().endswith("; …")
