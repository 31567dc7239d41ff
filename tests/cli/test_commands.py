"""Each command: what it answers, what it refuses and why, what it does not understand."""

from __future__ import annotations

import csv
import os
import subprocess
import sys

import pytest

from clientguard import __version__
from clientguard.__main__ import COMMANDS
from clientguard.cli import cli
from clientguard.store.casebook.open_casebook import Casebook
from tests import factories
from tests.cli.conftest import ROOT

WRITING = [
    ("add", "client", "--set", "name=Mill"),
    ("set", "1", "--set", "name=Other"),
    ("remove", "1"),
    ("restore", "1"),
    ("merge", "2", "--into", "3"),
    ("attach", "1", __file__),
    ("import", __file__, "--client", "2"),
    ("report", "final", "--client", "2", "--out", "never.pdf"),
    ("contract", "open", "2"),
    ("offboard", "decide", "--client", "2", "--reasons", "x"),
    ("offboard", "evidence", "1", "--client", "2"),
    ("offboard", "release", "--client", "2", "--gate", "notice", "--reason", "x"),
    ("offboard", "tick", "1", "offered"),
    ("offboard", "sign-off", "--client", "2", "--by", "x"),
    ("offboard", "close", "--client", "2", "--by", "x"),
]
READING = [
    ("list", "client"),
    ("search", "harbour"),
    ("today",),
    ("offboard", "status", "--client", "2"),
]


def test_a_first_word_that_is_a_command_goes_to_the_command_line():
    assert sorted(cli.commands) == list(COMMANDS)


@pytest.mark.parametrize("words", WRITING, ids=lambda words: " ".join(words[:2]))
def test_writing_is_refused_while_the_casebook_is_open(line, words):
    with Casebook.open(line.casebook) as book:
        factories.add(book, "client")
        assert "is open in another window or program. Nothing was written." in line.refused(*words)


@pytest.mark.parametrize("words", READING, ids=lambda words: " ".join(words[:2]))
def test_reading_works_while_the_casebook_is_open(line, words, tmp_path):
    with Casebook.open(line.casebook) as book:
        client = factories.add(book, "client")
        factories.add(book, "leaving", client=client, decided=factories.TODAY, reasons="x")
        line.ask(*words)
        line.ask("export", "client", "--out", tmp_path / "c.csv")
        assert line.try_("verify", line.casebook).status == 0
        assert line.try_("backup", line.casebook, tmp_path / "copy.casebook").status == 0


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--help",),
        ("-h",),
        ("offboard",),
        ("report",),
        ("add", "--help"),
        ("offboard", "sign-off", "-h"),
        ("offboard", "close", "-h"),
    ],
)
def test_help_is_an_answer(line, words):
    answer = line.try_(*words)
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.startswith("Usage: clientguard")


def test_the_version(line):
    assert line.try_("--version").out == f"ClientGuard, version {__version__}\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nonsense",), "No such command"),
        (("add",), "Missing argument"),
        (("add", "nonsense"), "is not one of"),
        (("add", "release"), "is not one of"),
        (("add", "client", "--set", "name"), "“name” is not a field of client"),
        (("add", "client", "--set", "colour=red"), "It has: name, stage, since"),
        (("add", "message", "--set", "digest=00"), "“digest” is not a field of message"),
        (("set", "x"), "not a valid integer"),
        (("remove",), "Missing argument"),
        (("today", "--on", "someday"), "Enter a date"),
        (("offboard", "decide", "--client", "x", "--reasons", "y", "--on", "1.13.2026"), "Enter a date"),
        (("search",), "Missing argument"),
        (("search", "x", "--limit", "0"), "not in the range"),
        (("report", "final", "--client", "x"), "Missing option '--out'"),
        (("report", "final", "--client", "x", "--out", "y", "--page", "A5"), "is not one of"),
        (("list", "client", "--nonsense"), "No such option"),
    ],
)
def test_what_is_not_understood_is_said_with_status_2(line, words, said):
    assert said in line.misunderstood(*words)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "client"), "Nothing was saved, because something is missing or wrong:\n  name: This is required."),
        (
            ("add", "client", "--set", "name=x", "--set", "currency=Euros"),
            "currency: Enter the three letters of a currency",
        ),
        (("add", "client", "--set", "name=x", "--set", "since=someday"), "since: Enter a date"),
        (("add", "client", "--set", "name=x", "--attach", "missing.pdf"), "missing.pdf was not found"),
        (("add", "contact", "--set", "client=Nobody"), "There is no client called “Nobody”"),
        (("add", "business", "--set", "name=x"), "already has a business"),
        (("set", "1"), "No field was named"),
        (("add", "client", "--set", "name=x", "--set", "currency=BAH"), "currency: Enter the three letters"),
        (("add", "client", "--set", "name=x", "--set", "email=ada"), "email: Enter one email address"),
        (("set", "1", "--set", "rate=1.234"), "rate: This could mean € 1,234.00 or 1.234. Enter it as 1234.00 or as"),
        (("set", "99", "--set", "name=x"), "There is no record number 99"),
        (("remove", "1", "99"), "There is no record number 99"),
        (("restore", "99"), "There is no record number 99"),
        (("attach", "99", __file__), "There is no record number 99"),
        (("attach", "1", "missing.pdf"), "missing.pdf was not found"),
        (("import", __file__, "--client", "Nobody"), "There is no client called “Nobody”"),
        (("list", "invoice", "--client", "Nobody"), "There is no client called “Nobody”"),
        (("offboard", "status", "--client", "1"), "There is no client called “1”"),
    ],
)
def test_what_is_refused_is_said_with_status_1_and_changes_nothing(line, words, said):
    before = factories.content(line.casebook)
    assert said in line.refused(*words)
    assert factories.content(line.casebook) == before


def test_a_casebook_is_named_before_or_after_or_by_the_environment(line, clientguard_home, monkeypatch, tmp_path):
    assert line.try_("list", "business", "--casebook", line.casebook).status == 0
    missing = line.try_("--casebook", tmp_path / "none.casebook", "list", "business")
    assert (missing.status, missing.out) == (1, "")
    assert "none.casebook could not be read" in missing.err
    for environment in ({"CLIENTGUARD_CASEBOOK": str(line.casebook)}, {"CLIENTGUARD_HOME": str(tmp_path / "home")}):
        home = tmp_path / "home" / "documents" / "practice.casebook"
        if not home.exists():
            factories.firm_book(home).close()
        done = shell("list", "business", environment=environment)
        assert (done.returncode, done.stdout, done.stderr) == (0, "1\n", "")


def shell(*words: object, environment: dict[str, str] | None = None, **options) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "clientguard", *map(str, words)],
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        text=True,
        encoding="utf-8",
        **{"capture_output": True, **options},
    )


def test_the_program_ends_with_the_commands_status(line):
    assert shell("verify", line.casebook).returncode == 0
    refused = shell("verify", line.casebook.parent)
    assert refused.returncode == 1
    assert "is a folder, not a file" in refused.stderr
    assert shell("list", "nonsense").returncode == 2


@pytest.mark.skipif(os.name != "posix", reason="pipes break in another way there")
def test_an_answer_that_nobody_reads_to_its_end_is_no_fault(line):
    out, into = os.pipe()
    os.close(out)
    done = shell("list", "business", "--casebook", line.casebook, capture_output=False, stdout=into,
                 stderr=subprocess.PIPE)  # fmt: skip
    os.close(into)
    assert (done.returncode, done.stderr) == (1, "")


def test_a_new_casebook_is_made_once(line, tmp_path):
    path = tmp_path / "new.casebook"
    made = line.try_("new", path, "--business", "Mill", "--currency", "thb")
    assert (made.status, made.out) == (0, f"Created {path}.\n")
    again = line.try_("new", path)
    assert again.status == 1
    assert "already a file" in again.err
    assert line.try_("list", "business", "--casebook", path, "--json").json[0]["currency"] == "THB"
    for currency in ("euros", "BAH"):
        for more in ((), ("--business", "x")):
            assert line.try_("new", tmp_path / "x.casebook", "--currency", currency, *more).status == 1
            assert not (tmp_path / "x.casebook").exists()


def test_a_business_may_be_added_later(line, tmp_path):
    line.casebook = tmp_path / "bare.casebook"
    line.try_("new", line.casebook, "--currency", "thb")
    line.add("business", name="Mill")
    assert [(each["name"], each["currency"]) for each in line.ask("list", "business")] == [("Mill", "THB")]


def test_an_empty_list_says_so_beside_the_answer(line):
    for words, said in ((("list", "client"), "Clients: none on record.\n"), (("search", "x"), "Nothing found.\n")):
        found = line.try_(*words, "--casebook", line.casebook)
        assert (found.status, found.out, found.err) == (0, "", said)
        assert line.ask(*words) == []


def test_a_second_client_of_the_same_name_is_said_and_then_named_by_number(line):
    first = line.add("client", name="Harbour Books")
    line.refused("add", "client", "--set", "name=harbour books")
    told = line.do("add", "client", "--same-name", "--set", "name=harbour books")
    assert f"Other clients have the same name: {first}." in told
    assert "Use its number instead" in line.refused("add", "work", "--set", "client=Harbour Books")


def test_an_amount_is_read_in_the_currency_that_follows(line):
    line.add("client", name="Kyoto Tea", currency="JPY")
    number = line.add("invoice", client="Kyoto Tea", number="1", issued="today", amount="4800")
    (row,) = line.ask("list", "invoice")
    assert (row["id"], row["amount"], row["currency"]) == (number, "4800", "JPY")
    assert "amount was entered in JPY" in line.refused("set", number, "--set", "currency=EUR")
    line.set(number, amount="30.00", currency="EUR")
    assert line.ask("list", "invoice")[0]["amount"] == "30.00"


def test_links_go_by_title_or_number_and_among_equals_by_client(line):
    harbour, mill = line.add("client", name="Harbour Books"), line.add("client", name="Öko Mill")
    contracts = [line.add("contract", client=each, title="Retainer") for each in (harbour, mill)]
    invoice = line.add("invoice", client="ÖKO mill", contract="retainer", number="1", issued="today", amount=1)
    assert line.ask("list", "invoice")[0]["contract_id"] == contracts[1]
    line.set(invoice, contract="")
    assert line.ask("list", "invoice", "--client", mill)[0]["client"] == "Öko Mill"
    line.add("client", "--same-name", name="harbour books")
    said = line.refused("list", "invoice", "--client", "Harbour Books")
    assert f"Use its number instead: {harbour}, " in said
    assert line.ask("list", "invoice", "--client", harbour) == []


def test_a_link_to_any_record_goes_by_number(line):
    client = line.add("client", name="Harbour Books")
    problem = line.add("problem", client=client, title="Late", on="today")
    line.ask("offboard", "decide", "--client", client, "--reasons", "Late")
    (evidence,) = line.ask("offboard", "evidence", problem, "--client", client)["evidence"]
    line.set(evidence, about=client)
    assert line.ask("list", "evidence")[0]["about_id"] == client
    assert "no record number 99" in line.refused("set", evidence, "--set", "about=99")
    assert "about: Enter a whole number" in line.refused("set", evidence, "--set", "about=Late")


def test_a_change_is_told_from_none(line):
    client = line.add("client", name="Harbour Books")
    assert line.set(client, name="Harbour", note="a=b")
    assert not line.set(client, name="Harbour")
    assert line.ask("list", "client")[0]["note"] == "a=b"
    assert line.do("set", client, "--set", "name=Harbour") == "Nothing is different; nothing was written.\n"
    assert line.do("set", client, "--set", "name=H") == f"Changed number {client}.\n"


def test_removing_and_restoring(line):
    client = line.add("client", name="Harbour Books")
    contact = line.add("contact", client=client, name="Joan")
    assert line.ask("remove", client, contact) == {"removed": [client, contact]}
    assert line.ask("list", "client") == line.ask("search", "harbour") == []
    assert "no longer there" in line.refused("set", client, "--set", "name=x")
    assert line.do("restore", client) == "Restored 1 record.\n"
    assert line.ask("restore", client) == {"restored": []}
    assert line.do("remove", client) == "Removed 1 record.\n"


def test_files_are_attached_all_or_none(line, tmp_path):
    client = line.add("client", name="Harbour Books")
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name)
    assert "was not found" in line.refused("attach", client, tmp_path / "a.txt", tmp_path / "c.txt")
    assert line.ask("list", "attachment") == []
    assert len(line.ask("attach", client, tmp_path / "a.txt", tmp_path / "b.txt")["attachments"]) == 2
    assert line.do("attach", client, tmp_path / "a.txt") == "Attached 1 file.\n"


def test_answers_for_people(line, tmp_path):
    client = line.do("add", "client", "--set", "name=Harbour Books", "--set", "since=2026-01-02")
    assert client == "Added as number 2.\n"
    assert line.do("today") == "Nothing needs you today.\n"
    line.add("invoice", client=2, number="R-1", issued="-60d", amount=4800)
    assert line.do("list", "client") == "2  Harbour Books  new  2026-01-02  EUR\n"
    assert line.do("search", "harbour") == "2  Client  Harbour Books\n"
    line.add("contract", client=2, title="Shop", payment_terms="net 10")
    first, second = line.do("today").splitlines()
    assert first == "Harbour Books: invoice R-1 is past due (50 days late)"
    assert second.startswith("    €")
    (tmp_path / "x.eml").write_bytes(b"")
    assert line.refused("import", tmp_path / "x.eml", "--client", 2) == (
        "Nothing was imported: no message could be read.\n  x.eml: The file is empty.\n"
    )
    (tmp_path / "y.eml").write_bytes(b"From: a@x.example\nDate: Fri, 20 Nov 2026 10:00:00 +0000\nSubject: A\n\nB")
    told = line.do("import", tmp_path, "--client", 2).splitlines()
    assert told[:3] == ["Messages imported: 1", "Sent: 0, received: 1", "Already on record: 0"]
    assert told[-2] == "Could not be read: 1"
    assert told[-1].endswith("x.eml: The file is empty.")
    assert line.try_("verify", line.casebook).out.startswith("Valid. Entries: 7. Root: ")


def test_a_report_that_cannot_be_written_is_kept_in_the_casebook(line, tmp_path):
    line.add("client", name="Harbour Books")
    said = line.refused("report", "final", "--client", 2, "--out", tmp_path / "no" / "report.pdf")
    assert "The paper is in the casebook" in said
    assert len(line.ask("list", "attachment")) == 1


def test_a_list_is_exported(line, tmp_path):
    line.add("client", name="=1+1")
    line.add("client", name="Mill")
    out = tmp_path / "c.csv"
    assert line.ask("export", "client", "--out", out) == {"path": str(out), "records": 2}
    with out.open(encoding="utf-8-sig", newline="") as stream:
        assert sorted(row["name"] for row in csv.DictReader(stream)) == ["'=1+1", "Mill"]
    assert line.do("export", "contact", "--client", "Mill", "--out", out) == f"Wrote 0 records to {out}.\n"
    assert "could not be written" in line.refused("export", "client", "--out", tmp_path / "no" / "c.csv")


def test_a_casebook_that_was_changed_is_said_on_standard_error(line):
    line.add("client", name="Harbour Books")
    factories.tamper(line.casebook, "UPDATE client SET name = 'Other'")
    found = line.try_("verify", line.casebook)
    assert found.status == 1
    assert found.out.startswith("Not valid. Entries: 3.")
    assert found.err == "A record differs from its last entry: client 2.\n"
    found = line.try_("verify", line.casebook, "--json", "--anchor", "3:" + "0" * 64)
    assert (found.status, found.json["valid"], len(found.json["faults"])) == (1, False, 2)
    assert "is not an anchor" in line.try_("verify", line.casebook, "--anchor", "x").err


# --- links and clients ---


@pytest.fixture
def two(line):
    """Two clients, an invoice of each; returns the invoices' numbers."""
    for name in ("Acme", "Beta"):
        line.add("client", name=name)
    return [
        line.add("invoice", client=name, number=f"{name[0]}1", issued="-20d", amount=1000) for name in ("Acme", "Beta")
    ]


def payment(client: str, invoice: object, *more: str) -> tuple[str, ...]:
    values = (f"client={client}", f"invoice={invoice}", "received=-1d", "amount=1000", *more)
    return ("add", "payment", *(part for each in values for part in ("--set", each)))


def test_a_payment_settles_an_invoice_of_its_client_in_its_currency(line, two):
    assert "“A1” is in EUR" in line.refused(*payment("Acme", "A1", "currency=JPY"))
    assert "belongs to another client" in line.refused(*payment("Beta", two[0]))
    assert line.ask("list", "payment") == []
    line.do(*payment("Acme", "A1"))


def test_a_message_moves_to_another_client_and_nothing_else_does(line, two, tmp_path):
    (tmp_path / "plan.txt").write_text("the plan")
    message = line.add(
        "message", "--attach", tmp_path / "plan.txt", client="Acme", at="2026-11-20 10:00", subject="The shop"
    )
    assert line.set(message, client="Beta", subject="The other shop")
    (row,) = line.ask("list", "message")
    assert (row["client"], row["subject"]) == ("Beta", "The other shop")
    assert [each["client"] for each in line.ask("list", "attachment")] == ["Beta"]
    assert not line.set(message, client="Beta")
    assert "client of a saved record cannot be changed" in line.refused("set", two[0], "--set", "client=Beta")
    line.refused("set", message, "--set", "client=")
