"""Whom mail was exchanged with, on the command line: who may be a client, and nothing is kept of it."""

from __future__ import annotations

ADA = "ada@north.example"


def letter(number: int, sender: str, to: str) -> bytes:
    return (
        f"From x Thu Nov 19 10:00:00 2026\nFrom: {sender}\nTo: {to}\nSubject: {number}\n"
        f"Date: Thu, 19 Nov 2026 10:{number:02}:00 +0100\nMessage-ID: <{number}@x.example>\n\nWords.\n\n"
    ).encode()


def test_it_lists_those_with_mail_three_times_each_way_and_keeps_nothing(line, tmp_path):
    joan, kim = "Joan Field <joan@harbour.example>", "kim@mill.example"
    pairs = [(joan, ADA), (ADA, joan)] * 3 + [(kim, ADA), (ADA, kim)] * 2
    mailbox = tmp_path / "all.mbox"
    mailbox.write_bytes(b"".join(letter(number, *pair) for number, pair in enumerate(pairs)))
    people = [{"name": "Joan Field", "email": "joan@harbour.example"}]
    found = {"key": "harbour.example", "name": "Harbour", "received": 3, "sent": 3, "people": people, "not_again": ""}
    assert line.ask("survey", mailbox, "--own", ADA) == [found]
    told = line.do("survey", mailbox, "--own", ADA)
    assert told.startswith("harbour.example  Harbour  received: 3, sent: 3\n    Joan Field <joan@harbour.example>")
    assert [line.ask("list", kind) for kind in ("client", "contact", "message", "import")] == [[]] * 4
    few = tmp_path / "few.mbox"
    few.write_bytes(letter(1, kim, ADA))
    assert line.ask("survey", few, "--own", ADA) == []


def test_one_that_is_on_the_list_not_again_is_named_before_it_is_added(line, tmp_path):
    line.do("add", "do_not_engage", "--set", "name=Harbour Ltd", "--set", "domain=harbour.example",
            "--set", "reason=Two bills unpaid.", "--set", "noted_on=today", "--set", "review_on=+1y")  # fmt: skip
    mailbox = tmp_path / "all.mbox"
    pairs = [("joan@harbour.example", ADA), (ADA, "joan@harbour.example")] * 3
    mailbox.write_bytes(b"".join(letter(number, *pair) for number, pair in enumerate(pairs)))

    (found,) = line.ask("survey", mailbox, "--own", ADA)

    assert "“Harbour Ltd”" in found["not_again"]
    assert "Two bills unpaid." in found["not_again"]
    assert found["not_again"] in line.do("survey", mailbox, "--own", ADA)


def test_own_addresses_are_taken_from_the_folder_of_sent_mail_and_said(line, tmp_path):
    folder = tmp_path / "Mail"
    folder.mkdir()
    joan = "joan@harbour.example"
    (folder / "Sent.mbox").write_bytes(b"".join(letter(number, ADA, joan) for number in range(3)))
    (folder / "Inbox.mbox").write_bytes(b"".join(letter(10 + number, joan, ADA) for number in range(3)))
    answer = line.try_("--casebook", line.casebook, "survey", folder, "--json")
    assert [each["key"] for each in answer.json] == ["harbour.example"]
    assert answer.err == f"Taken for your own addresses: {ADA}\n"
