"""Imports on the command line: counted, listed, undone, repeated; and the original of a message."""

from __future__ import annotations

LETTER = (
    b"From: Joan Field <joan@harbour.example>\nTo: ada@north.example\nSubject: Colours\n"
    b"Date: Fri, 20 Nov 2026 16:12:00 +0700\nMessage-ID: <1@harbour.example>\n\nBlue, please.\n"
)


def test_an_import_is_listed_undone_repeated_and_its_original_comes_out(line, tmp_path):
    line.add("client", name="Harbour Books")
    letter, out = tmp_path / "letter.eml", tmp_path / "out.eml"
    letter.write_bytes(LETTER)
    command = ("import", letter, "--client", "Harbour Books")
    first = line.ask(*command)
    counts = {"messages": 1, "sent": 0, "received": 1, "attachments": 0, "left_out": 0}
    counts |= {"originals": 0, "strangers": 0, "meetings": 0, "people": 0, "chats": 0, "unmatched": 0}
    assert first == {**counts, "duplicates": [], "unreadable": [], "import": first["import"]}
    (run,) = line.ask("list", "import")
    assert (run["id"], run["messages"], run["source"]) == (first["import"], "1", "letter.eml")
    (message,) = line.ask("list", "message")
    line.ask("file", message["id"], "--out", out)
    assert out.read_bytes() == LETTER
    assert "is not a file" in line.refused("file", run["id"], "--out", out)

    line.do("remove", message["id"])
    assert "Left out before: 1. To import them after all, add --again." in line.do(*command)
    again = line.ask(*command)
    assert (again["messages"], again["left_out"], again["import"]) == (0, 1, None)
    line.do("restore", message["id"])
    line.do("remove", run["id"])
    assert line.ask("list", "message") == []
    line.do("restore", run["id"])
    assert [each["id"] for each in line.ask("list", "message")] == [message["id"]]
    assert "The original of this message goes too" in line.do("redact", message["id"], "--field", "body")


def test_what_was_imported_is_corrected_with_a_reason_not_set(line, tmp_path):
    for name in ("Harbour Books", "Mill"):
        line.add("client", name=name)
    letter = tmp_path / "letter.eml"
    letter.write_bytes(LETTER)
    line.do("import", letter, "--client", "Harbour Books")
    (message,) = line.ask("list", "message")
    told = line.refused("set", message["id"], "--set", "subject=Approved")
    assert "“Colours” can no longer be changed: it is kept as it was received or sent." in told
    assert "with a reason" in told
    assert "can no longer be changed" in line.refused(
        "set", message["id"], "--set", "client=Mill", "--set", "subject=Approved"
    )
    assert line.ask("list", "message") == [message]
    line.do("set", message["id"], "--set", "client=Mill", "--set", "direction=out")
    (first, *_rest) = line.ask("journal", message["id"])
    line.do("correct", message["id"], "--entry", first["entry"], "--why", "Typing.", "--set", "subject=Colors")
    (after,) = line.ask("list", "message")
    assert (after["subject"], after["direction"]) == ("Colors", "out")
