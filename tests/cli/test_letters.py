"""`clientguard letter`: listed, drafted, written to a file, kept as sent; what is missing is said."""

from __future__ import annotations

import email
import email.policy

import pytest

from clientguard.reports.paper.archive import attached_facts


@pytest.fixture
def late(line):
    client = line.add("client", name="Harbour Books", email="joan@harbour.example")
    line.add("invoice", client=client, number="R-1", issued="2026-01-05", due="2026-02-04", amount="100")
    return client


def test_the_kinds_are_listed_with_what_they_need(line):
    listed = line.ask("letter", "--list")
    kinds = [each["kind"] for each in listed]
    assert kinds == ["courtesy", "reminder", "reminder-date", "reminder-firm", "stop-notice", "stop", "resume",
                     "before-action", "statement", "chase", "waiting", "control", "goodbye",
                     "handover-request", "call-guide", "public-reply", "decline"]  # fmt: skip
    assert listed[kinds.index("reminder")] == {
        "kind": "reminder",
        "title": "Polite reminder",
        "needs": ["sender", "invoice", "payment_details"],
    }


def test_what_is_missing_is_said_and_nothing_is_written(line, late, tmp_path):
    out = tmp_path / "a.eml"
    said = line.refused("letter", "reminder", "--client", "Harbour Books", "--out", out)
    assert "No payment details are on record." in said
    assert not out.exists()


def test_a_letter_is_written_to_each_kind_of_file_and_kept_as_sent(line, late, tmp_path):
    (firm,) = line.ask("list", "business")
    line.do("set", firm["id"], "--set", "payment_details=NL12 RABO 0123")
    for suffix, begins in ((".eml", b"X-Unsent: 1"), (".pdf", b"%PDF-"), (".txt", b"Invoice R-1, due on 4 Feb")):
        out = tmp_path / f"a{suffix}"
        answer = line.try_("--casebook", line.casebook, "letter", "reminder", "--client", late, "--out", out, "--json")
        assert (answer.status, answer.err) == (0, "Invoice R-1 has no PDF on record, so none is attached.\n")
        assert answer.json["message"] is None
        assert out.read_bytes().startswith(begins)
    mail = email.message_from_bytes((tmp_path / "a.eml").read_bytes(), policy=email.policy.default)
    assert mail["To"] == "Harbour Books <joan@harbour.example>"
    words = ("letter", "reminder", "--client", late, "--invoice", "R-1", "--sent", "--proof", "RR 12", "--json")
    told = line.try_("--casebook", line.casebook, *words).json
    (kept,) = line.ask("list", "message")
    assert kept["id"] == told["message"]
    assert (kept["body"], kept["template"], kept["sent_proof"]) == (told["body"], "reminder", "RR 12")


@pytest.mark.parametrize(
    "words", [("letter",), ("letter", "reminder"), ("letter", "reminder", "--client", "x", "--out", "a.docx")]
)
def test_a_command_that_says_too_little_is_a_mistake_in_its_words(line, words):
    assert line.try_("--casebook", line.casebook, *words).status == 2


def test_a_statement_goes_with_its_letter_and_is_kept_with_it_once_sent(line, late, tmp_path):
    out = tmp_path / "a.eml"
    told = line.ask("letter", "statement", "--client", late, "--out", out, "--sent")
    assert "Open: € 100.00\nOf that, overdue: € 100.00\n" in told["body"]
    (name,) = told["attachments"]
    mail = email.message_from_bytes(out.read_bytes(), policy=email.policy.default)
    (enclosed,) = mail.iter_attachments()
    assert enclosed.get_filename() == name
    assert attached_facts(enclosed.get_content())["accounts"][0]["closing"] == {"amount": "100.00", "currency": "EUR"}
    (kept,) = line.ask("list", "attachment")
    assert (kept["name"], kept["of"]) == (name, told["subject"])


def test_a_statement_of_nothing_is_not_sent(line):
    line.add("client", name="Mill")
    assert "No invoices and no payments of this client" in line.refused("letter", "statement", "--client", "Mill")


def test_the_goodbye_tells_the_reason_that_it_uses_and_gives_the_notice_once_sent(line, late):
    (firm,) = line.ask("list", "business")
    line.do("set", firm["id"], "--set", "payment_details=NL12 RABO 0123")
    assert "It has not been decided to leave this client" in line.refused("letter", "goodbye", "--client", late)
    line.add("contract", client=late, title="Shop", notice_days="30")
    line.ask("offboard", "decide", "--client", late, "--reasons", "Late again.")
    answer = line.try_("--casebook", line.casebook, "letter", "goodbye", "--client", late, "--json")
    assert answer.err == "The reason is taken from the record. Read it before you send the letter.\n"
    drafted = answer.json
    assert drafted["reason"].startswith("We cannot meet your needs because invoice R-1 was not paid by 4 Feb 2026,")
    assert drafted["reason"] in drafted["body"]
    assert line.ask("list", "message") == []
    sent = line.try_("--casebook", line.casebook, "letter", "goodbye", "--client", late, "--sent", "--json").json
    (leaving,) = line.ask("list", "leaving")
    assert (leaving["notice_message"], leaving["last_day"]) == (sent["subject"], sent["last_day"])
    assert leaving["notice_given"] < leaving["last_day"]


def test_the_guide_for_the_call_is_printed_and_never_sent(line, late, tmp_path):
    line.add("contract", client=late, title="Shop", notice_days="30")
    line.ask("offboard", "decide", "--client", late, "--reasons", "Late again.")
    assert "Do not discuss:" in line.ask("letter", "call-guide", "--client", late)["body"]
    for words in (("--sent",), ("--out", tmp_path / "a.eml")):
        assert "not sent to the client" in line.refused("letter", "call-guide", "--client", late, *words)
    assert line.ask("list", "message") == []
