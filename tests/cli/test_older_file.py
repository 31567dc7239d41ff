"""An older file in the place of a newer one is noticed: reading warns, writing needs `--older-file`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from clientguard.actions.casebook import older_file
from clientguard.cli import run
from clientguard.store.casebook.open_casebook import Casebook
from tests import factories


class Desk:
    """A casebook on a computer that remembers what it has seen."""

    def __init__(self, path: Path, capsys) -> None:
        self.path = path
        self._capsys = capsys

    def run(self, *words: object) -> tuple[int, str, str]:
        status = run(["--casebook", str(self.path), *map(str, words)])
        return (status, *self._capsys.readouterr())

    def do(self, *words: object) -> str:
        status, out, err = self.run(*words)
        assert (status, err) == (0, "")
        return out

    def add(self, name: str) -> None:
        self.do("add", "client", "--set", f"name={name}")

    def clients(self) -> list[str]:
        return sorted(each["name"] for each in json.loads(self.run("list", "client", "--json")[1]))


@pytest.fixture
def desk(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("CLIENTGUARD_HOME", str(tmp_path / "home"))
    path = tmp_path / "practice.casebook"
    factories.firm_book(path).close()
    made = Desk(path, capsys)
    made.add("Casa Verde")
    return made


@pytest.fixture
def older(desk, tmp_path):
    """An older version in the casebook's place; the newer one is `newer.casebook`."""
    old = shutil.copyfile(desk.path, tmp_path / "old.casebook")
    desk.add("Acme")
    shutil.copyfile(desk.path, tmp_path / "newer.casebook")
    shutil.copyfile(old, desk.path)
    return desk


READS = (
    ("list", "client"),
    ("search", "Casa"),
    ("today",),
    ("journal", "1"),
    ("export", "client", "--out", "{folder}/list.csv"),
    ("verify", "{path}"),
    ("check", "{path}"),
    ("backup", "{path}", "{folder}/copy.casebook"),
    ("prove", "{path}", "--entry", "1"),
)
WRITES = (
    ("add", "client", "--set", "name=Other"),
    ("set", "1", "--set", "owner=Eva"),
    ("remove", "2"),
    ("erase", "2", "--why", "Request of 3 May", "--yes"),
    ("report", "final", "--client", "Casa Verde", "--out", "{folder}/report.pdf"),
    ("passphrase", "{path}", "--new-passphrase-file", "{folder}/secret"),
)


def filled(words, desk: Desk) -> list[str]:
    (desk.path.parent / "secret").write_text("a passphrase")
    return [word.format(path=desk.path, folder=desk.path.parent) for word in words]


@pytest.mark.parametrize("words", READS, ids=lambda words: words[0])
def test_reading_commands_warn_of_an_older_file(older, words):
    status, out, err = older.run(*filled(words, older))
    assert status == 0
    assert out or words[0] == "search"
    assert "is an older version of this casebook: it lacks 1 journal entry of" in err


@pytest.mark.parametrize("words", WRITES, ids=lambda words: words[0])
def test_writing_commands_are_refused_until_one_goes_on_with_the_file(older, words):
    before = factories.content(older.path)
    status, out, err = older.run(*filled(words, older))
    assert (status, out) == (1, "")
    assert "is an older version of this casebook" in err
    assert "Nothing was changed" in err
    assert "--older-file" in err
    assert factories.content(older.path) == before


@pytest.mark.parametrize("first", [True, False])
def test_with_the_option_one_goes_on_and_is_not_asked_again(older, first):
    words = ["add", "client", "--set", "name=Other"]
    words = ["--older-file", *words] if first else [*words, "--older-file"]
    assert older.run(*words)[0] == 0
    older.add("Another")
    assert older.clients() == ["Another", "Casa Verde", "Other"]


def test_the_newer_file_that_comes_back_afterwards_is_a_copy_that_parted(older, tmp_path):
    older.run("add", "client", "--set", "name=Other", "--older-file")
    shutil.copyfile(tmp_path / "newer.casebook", older.path)
    status, _, err = older.run("add", "client", "--set", "name=More")
    assert status == 1
    assert "are copies of one casebook that were both changed" in err


def test_a_verified_backup_shows_it_too_and_is_named(desk, tmp_path):
    old = shutil.copyfile(desk.path, tmp_path / "old.casebook")
    desk.add("Acme")
    (letter := tmp_path / "letter.eml").write_text("From: a@b.example\nTo: c@d.example\nSubject: Hello\n\nWords\n")
    desk.do("import", letter, "--client", "Acme")  # it backs up first
    shutil.rmtree(tmp_path / "home" / "data" / "seen")
    shutil.copyfile(old, desk.path)
    status, _, err = desk.run("add", "client", "--set", "name=Other")
    (backup,) = (tmp_path / "home" / "data" / "backups").rglob("*.casebook")
    assert status == 1
    assert f"Restore {backup}, or go on with this file" in err


def test_what_a_restore_put_back_is_gone_on_with(desk, tmp_path):
    backup = tmp_path / "kept" / "old.casebook"
    backup.parent.mkdir()
    desk.do("backup", desk.path, backup)
    desk.add("Acme")
    desk.do("restore", backup, "--to", desk.path)
    assert desk.clients() == ["Casa Verde"]
    desk.add("Other")
    assert desk.do("verify", desk.path).startswith("Valid.")


def test_a_restore_is_done_even_if_its_note_cannot_be_made(desk, tmp_path, monkeypatch):
    backup = tmp_path / "kept" / "old.casebook"
    backup.parent.mkdir()
    desk.do("backup", desk.path, backup)

    def failing(*_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(older_file.notes, "let_go_for", failing)
    assert desk.do("restore", backup, "--to", tmp_path / "other.casebook").startswith("Restored ")
    assert Desk(tmp_path / "other.casebook", desk._capsys).clients() == ["Casa Verde"]


def test_a_backup_that_is_read_is_older_by_its_nature(desk, tmp_path):
    backup = tmp_path / "old.casebook"
    desk.do("backup", desk.path, backup)
    desk.add("Acme")
    assert "Casa Verde" in Desk(backup, desk._capsys).do("list", "client")


def test_changes_from_another_computer_are_newer_and_not_worth_a_word(desk):
    with Casebook.open(desk.path) as book:  # as a synchronised folder would bring them
        factories.add(book, "client", name="From the laptop")
    desk.add("Acme")
    assert desk.clients() == ["Acme", "Casa Verde", "From the laptop"]


@pytest.mark.parametrize("text", ["", "[]", "{", '{"size": "x"}', "[" * 100_000])
def test_a_note_that_cannot_be_read_is_written_again(desk, tmp_path, text):
    (note,) = (tmp_path / "home" / "data" / "seen").iterdir()
    note.write_text(text)
    desk.add("Acme")
    assert json.loads(note.read_text())["size"] == 4


def test_nothing_of_a_casebook_but_the_end_of_its_journal_is_noted(desk, tmp_path):
    (note,) = (tmp_path / "home" / "data" / "seen").iterdir()
    assert set(json.loads(note.read_text())) == {"size", "root", "path", "let_go"}
    assert "Casa Verde" not in note.read_text()


def test_a_restore_says_what_was_erased_since_and_erases_it_again_unless_it_is_wanted(desk, tmp_path):
    backup = tmp_path / "old.casebook"
    desk.do("backup", desk.path, backup)
    desk.run("erase", "2", "--why", "Request of 3 May", "--yes")
    for options, clients, said in (
        ((), [""], "They were erased again before the backup was restored."),
        (("--with-erased",), ["Casa Verde"], "They are back in the restored casebook, as you asked."),
    ):
        answer = desk.do("restore", backup, "--to", desk.path, *options)
        assert "This backup still has 1 record that was erased after it was made." in answer
        assert said in answer
        with Casebook.open(desk.path) as book, book.read() as db:
            assert [name for (name,) in db.execute("SELECT name FROM client")] == clients
    desk.add("Acme")
