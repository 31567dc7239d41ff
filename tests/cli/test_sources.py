"""Sources on the command line: added, listed, read, taken away."""

from __future__ import annotations

from clientguard import paths
from tests.mailboxes import ADA, JOAN, letter

PRIVATE = "ruth@home.example"


def test_a_source_is_added_listed_read_and_taken_away(line, tmp_path):
    line.add("client", name="Harbour Books", email=JOAN)
    line.add("contact_point", system="email", value=ADA)
    inbox, folder = tmp_path / "Inbox", tmp_path / "Harbour"
    inbox.write_bytes(letter(1, JOAN, ADA) + letter(2, PRIVATE, ADA))
    folder.mkdir()
    assert "There are no sources" in line.refused("source", "read")
    assert line.ask("source", "add", inbox) == {"number": 1, "path": str(inbox), "client": None, "gone_since": None}
    assert "Read it with" in line.do("source", "add", folder, "--client", "Harbour Books")
    assert [(each["number"], each["client"]) for each in line.ask("source", "list")] == [
        (1, None),
        (2, "Harbour Books"),
    ]

    first = line.ask("source", "read")
    assert (first["messages"], first["unmatched"], first["gone"]) == (1, 1, [])
    assert "Messages imported: 0\n" in line.do("source", "read")
    (folder / "new.eml").write_bytes(letter(3, "lee@taxes.example", ADA).partition(b"\n")[2])
    assert line.ask("source", "read")["messages"] == 1
    assert len(line.ask("source", "read", "--whole")["duplicates"]) == 2

    inbox.unlink()
    (gone,) = line.ask("source", "read")["gone"]
    assert (gone["number"], bool(gone["gone_since"])) == (1, True)
    assert f"1  {inbox}  not there since" in line.do("source", "list")
    assert "no longer a source" in line.do("source", "remove", "1")
    assert [each["path"] for each in line.ask("source", "list")] == [str(folder)]
    assert "no source number 2" in line.refused("source", "remove", "2")
    kept = "".join(each.read_text("utf-8") for each in paths.config_dir().rglob("*.json"))
    assert PRIVATE not in kept
    assert "lee@taxes" not in kept
