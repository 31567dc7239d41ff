"""Mail of several clients on the command line, and whose the senders are who are on no record."""

from __future__ import annotations

from tests.mailboxes import ADA, JOAN, letter

ACCOUNTANT = "lee@taxes.example"


def test_mail_goes_to_those_whose_it_is_and_the_others_are_assigned(line, tmp_path):
    harbour = line.add("client", name="Harbour Books")
    line.add("contact", client="Harbour Books", name="Joan Field", email=JOAN)
    path = tmp_path / "All.mbox"
    path.write_bytes(
        letter(1, JOAN, ADA) + letter(2, ADA, JOAN) + letter(3, f"Lee <{ACCOUNTANT}>", ADA) + letter(4, JOAN, ADA)
    )
    told = line.do("import", path, "--mine", ADA)
    assert "Messages imported: 3\n  Harbour Books: 3\nSent: 1, received: 2\n" in told
    assert "Senders on no record: 1\n  Lee <lee@taxes.example>: 1, the last on 2026-11-03" in told
    found = line.ask("import", path)
    assert (found["import"], found["messages"], len(found["duplicates"]), found["unmatched"]) == (None, 0, 3, 1)
    assert (found["meetings"], found["people"], found["chats"]) == (0, 0, 0)
    assert found["senders"] == [
        {"address": ACCOUNTANT, "name": "Lee", "messages": 1, "last": "2026-11-03", "client": None}
    ]
    assert "belongs to Harbour Books now" in line.do("assign", ACCOUNTANT, "--client", "Harbour Books", "--name", "Lee")
    again = line.ask("import", path)
    assert again["imports"] == [{"client": "Harbour Books", "import": again["import"], "messages": 1}]
    assert again["unmatched"] == 0
    assert harbour


def test_nobody_is_not_listed_again(line, tmp_path):
    path = tmp_path / "one.eml"
    path.write_bytes(letter(3, ACCOUNTANT, ADA).partition(b"\n")[2])
    assert line.ask("import", path, "--mine", ADA)["unmatched"] == 1
    assert line.ask("assign", ACCOUNTANT, "--nobody") == {
        "address": ACCOUNTANT, "client": None, "nobody": True, "ids": []
    }  # fmt: skip
    told = line.do("import", path)
    assert "Of nobody on record, and not kept: 1\n" in told
    assert ACCOUNTANT not in told
    assert "--client NAME, or --nobody" in line.misunderstood("assign", ACCOUNTANT)
    assert "is not an email address" in line.refused("assign", "lee", "--nobody")
