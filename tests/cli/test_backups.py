"""backup, restore and check at the command line."""

from __future__ import annotations

from tests import factories


def test_a_damaged_casebook_is_found_and_brought_back(line, tmp_path):
    copy = tmp_path / "copy.casebook"
    line.add("client", name="Harbour Books")
    assert line.try_("backup", line.casebook, copy).status == 0
    assert line.try_("check", copy).out.startswith("copy.casebook is intact. Records: 2.")
    factories.tamper(line.casebook, "UPDATE client SET name = 'Another'")
    answer = line.try_("check", line.casebook, "--json")
    assert (answer.status, answer.json["whole"]) == (1, False)
    assert "differs from its last entry" in answer.err
    assert "practice.casebook is damaged" in line.try_("check", line.casebook).out
    answer = line.try_("restore", copy, "--to", line.casebook, "--json")
    assert (answer.status, answer.err) == (0, "")
    assert "before restore" in answer.json["kept"]
    assert line.try_("check", line.casebook, "--json").json["whole"]
    assert line.ask("list", "client")[0]["name"] == "Harbour Books"


def test_a_restore_to_a_new_place_keeps_nothing_aside(line, tmp_path):
    answer = line.try_("restore", line.casebook, "--to", tmp_path / "new.casebook")
    assert (answer.status, answer.err) == (0, "")
    assert "checked in full" in answer.out
    assert "kept as" not in answer.out


def test_a_damaged_backup_is_refused(line, tmp_path):
    copy = tmp_path / "copy.casebook"
    copy.write_bytes(b"SQLite format 3\x00" + bytes(5000))
    for words in (("restore", copy, "--to", tmp_path / "new.casebook"), ("check", copy)):
        answer = line.try_(*words)
        assert (answer.status, answer.out) == (1, ""), answer
        assert "copy.casebook" in answer.err
    assert not (tmp_path / "new.casebook").exists()


def test_records_and_backups_are_not_confused(line, tmp_path):
    assert "--to FILE" in line.misunderstood("restore", "copy.casebook")
    assert "Name one backup" in line.misunderstood("restore", "a", "b", "--to", tmp_path / "new.casebook")


def test_an_import_backs_up_first_what_has_changed(line, tmp_path):
    line.add("client", name="Harbour Books")
    mail = tmp_path / "a.eml"
    mail.write_bytes(
        b"From: joan@example.org\nTo: me@example.org\nSubject: Hello\nDate: Mon, 16 Nov 2026 09:00:00 +0000\n\nHi\n"
    )
    line.do("import", mail, "--client", "Harbour Books")
    found = list((line.home / "data" / "backups").glob("*/practice *.casebook"))
    assert len(found) == 1
    assert len(factories.content(found[0])["client"]) == 1
    assert factories.content(found[0])["message"] == []


def test_a_damaged_casebook_is_salvaged_beside_it(line, tmp_path):
    line.add("client", name="Harbour Books")
    factories.tamper(line.casebook, "UPDATE client SET name = 'Forged'", "DELETE FROM setting")
    before = line.casebook.read_bytes()
    answer = line.try_("salvage", line.casebook, "--to", tmp_path / "new.casebook", "--json")
    assert (answer.status, answer.err) == (0, "")
    assert (answer.json["records"], answer.json["lost"]) == (2, [])
    assert line.casebook.read_bytes() == before
    assert line.ask("list", "client", "--casebook", tmp_path / "new.casebook")[0]["name"] == "Harbour Books"
    again = line.try_("salvage", line.casebook, "--to", tmp_path / "new.casebook")
    assert again.status == 1
    assert "already a file" in again.err


def test_what_a_salvage_could_not_read_is_listed_apart(line, tmp_path):
    line.add("client", name="Harbour Books")
    factories.tamper(line.casebook, "DELETE FROM client", "DELETE FROM journal_value")
    answer = line.try_("salvage", line.casebook, "--to", tmp_path / "new.casebook")
    assert answer.status == 0
    assert "Wrote" in answer.out
    assert "none of it could be read" in answer.err


def test_a_salvage_of_what_is_not_there_is_said(line, tmp_path):
    answer = line.try_("salvage", tmp_path / "gone.casebook", "--to", tmp_path / "new.casebook")
    assert (answer.status, answer.out) == (1, "")
    assert "could not be read" in answer.err
