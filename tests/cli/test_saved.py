"""Saved means saved, not saved means not saved: what closing, printing and odd arguments do to a command's answer."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from clientguard.cli import run
from clientguard.domain.records import Instant, Message
from clientguard.store.casebook import new_file
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import plain_errors, sqlite
from clientguard.store.journal import entry_log
from tests import factories

CLIENT = ("--client", "Harbour Books")
ODD = os.fsdecode(b"odd \xff\xfe.txt")


@pytest.fixture
def path(tmp_path, monkeypatch):
    """A casebook with a client (2), an invoice (3), a message (4) and a leaving (5)."""
    path = tmp_path / "practice.casebook"
    with factories.firm_book(path) as book:
        client = factories.add(book, "client", name="Harbour Books")
        factories.add(book, "invoice", client=client)
        factories.save(book, Message(client=client, at=Instant(factories.FIRST), channel="chat", subject="Hello"))
    (tmp_path / "note.txt").write_text("A note.")
    (tmp_path / "mail.eml").write_text("From: a@example.com\nTo: b@example.com\nSubject: Hi\n\nBody\n")
    (tmp_path / "new.txt").write_text("a long walk home")
    monkeypatch.setenv("CLIENTGUARD_CASEBOOK", str(path))
    monkeypatch.chdir(tmp_path)
    return path


# Every command that writes to a casebook.
WRITING = {
    "add": ("add", "client", "--set", "name=Mill"),
    "set": ("set", "2", "--set", "note=Prompt"),
    "remove": ("remove", "3"),
    "attach": ("attach", "4", "note.txt"),
    "import": ("import", "mail.eml", *CLIENT),
    "decide": ("offboard", "decide", *CLIENT, "--reasons", "Late."),
    "correct": ("correct", "2", "--entry", "3", "--why", "Typo", "--set", "name=Harbor Books"),
    "erase": ("erase", "4", "--why", "Asked", "--yes"),
    "redact": ("redact", "4", "--field", "subject", "--why", "Asked", "--yes"),
    "report": ("report", "final", *CLIENT, "--out", "final.pdf"),
    "passphrase": ("passphrase", "practice.casebook", "--new-passphrase-file", "new.txt"),
}
NEEDS = {"report": WRITING["decide"]}


def entries(path: Path) -> int:
    """How many entries the journal has, as the next command finds it."""
    locked = path.read_bytes()[:15] != b"SQLite format 3"
    if locked:
        return -1
    with Casebook.open(path, write=False) as book, book.read() as db:
        return entry_log.anchor(db).size


def prepare(name: str, capsys) -> None:
    if name in NEEDS:
        assert run(NEEDS[name]) == 0
    capsys.readouterr()


@pytest.mark.parametrize("name", WRITING)
def test_what_closing_meets_is_a_warning(path, monkeypatch, capsys, name):
    prepare(name, capsys)
    before = entries(path)

    def settle(_db):
        raise sqlite.OperationalError("database or disk is full")

    def close(book):
        with plain_errors.closing(book.path):
            settle(book)

    if name != "passphrase":  # that brings the file to rest in between, before anything is changed
        monkeypatch.setattr(new_file, "settle", settle)
    else:
        monkeypatch.setattr(Casebook, "close", close)
    assert run(WRITING[name]) == 0
    told = capsys.readouterr()
    assert told.out
    assert "Saved. The casebook could not be closed cleanly: There is no space left" in told.err
    assert "not saved" not in told.err
    assert entries(path) != before


@pytest.mark.parametrize("name", WRITING)
def test_an_answer_that_cannot_be_printed_is_a_warning(path, monkeypatch, capsys, name):
    prepare(name, capsys)
    before = entries(path)
    with Path("/dev/full").open("w") as full:
        monkeypatch.setattr(sys, "stdout", full)
        assert run(WRITING[name]) == 0
    assert "Saved. The answer could not be printed: No space left on device." in capsys.readouterr().err
    assert entries(path) != before


def test_a_report_of_something_that_only_reads_fails_when_it_cannot_be_printed(path, monkeypatch, capsys):
    with Path("/dev/full").open("w") as full:
        monkeypatch.setattr(sys, "stdout", full)
        assert run(("list", "client")) == 1
    told = capsys.readouterr().err
    assert "The answer could not be printed: No space left on device. Nothing was changed." in told


@pytest.mark.parametrize(("words", "status"), [(WRITING["add"], 0), (("list", "client"), 1)])
def test_a_reader_that_has_read_enough_decides_nothing(path, monkeypatch, capsys, words, status):
    reading, writing = os.pipe()
    os.close(reading)
    before = entries(path)
    with os.fdopen(writing, "w") as pipe:
        monkeypatch.setattr(sys, "stdout", pipe)
        assert run(words) == status
    told = capsys.readouterr().err
    assert entries(path) == before + (status == 0)
    assert told == ("Saved. The answer could not be printed: Broken pipe.\n" if status == 0 else "")


def test_errors_that_cannot_be_printed_change_no_status(path, monkeypatch):
    with Path("/dev/full").open("w") as full:
        monkeypatch.setattr(sys, "stderr", full)
        assert run(("set", "99", "--set", "name=X")) == 1
        assert run(("set", "2", "--set", "note=the password is hunter2hunter2")) == 0


def test_a_commit_that_fails_is_said_not_to_be_saved(path, monkeypatch, capsys):
    before = entries(path)

    def failing(*_):
        raise sqlite.OperationalError("disk I/O error")

    monkeypatch.setattr("clientguard.store.casebook.writer.commit", failing)
    assert run(WRITING["add"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "this change was not saved" in told.err
    assert entries(path) == before


# Bytes that are no text, wherever a command takes an argument.
ODDS = {
    "a value": ("add", "client", "--set", f"name={ODD}"),
    "a field": ("add", "client", "--set", f"{ODD}=x"),
    "a client": ("list", "invoice", "--client", ODD),
    "a casebook": ("--casebook", ODD, "list", "client"),
    "a new casebook": ("new", f"{ODD}.casebook"),
    "a new casebook below": ("new", f"{ODD}/a.casebook"),
    "an attachment": ("attach", "4", ODD),
    "an attachment that is not there": ("attach", "4", ODD + "?"),
    "mail": ("import", ODD, *CLIENT),
    "an output": ("export", "client", "--out", f"{ODD}.csv"),
    "a folder": ("export", "--all", f"{ODD} all"),
    "words": ("search", ODD),
    "a date": ("today", "--on", ODD),
    "an anchor": ("verify", "practice.casebook", "--anchor", ODD),
    "a proof": ("prove", "--check", ODD),
    "a passphrase file": ("--passphrase-file", ODD, "list", "client"),
    "a reason": ("erase", "4", "--why", ODD, "--yes"),
    "a command": (ODD,),
    "an option": ("list", "client", f"--{ODD}"),
    "a backup": ("backup", "practice.casebook", f"{ODD}.backup"),
}


@pytest.mark.parametrize("name", ODDS)
def test_bytes_that_are_no_text_are_taken_or_refused_in_words(path, monkeypatch, capsys, name):
    if name == "an attachment":
        Path(ODD).write_text("A note.")
    before = entries(path)
    status = run(ODDS[name])
    told = capsys.readouterr()
    assert status in (0, 1, 2)
    assert (status == 0) is (told.err in ("", "Nothing found.\n"))
    assert status == 0 or entries(path) == before
    assert "Traceback" not in told.err


def test_a_command_that_changed_nothing_is_not_called_saved_when_closing_fails(path, monkeypatch, capsys):
    def failing(_db):
        raise sqlite.OperationalError("disk I/O error")

    Path("empty.eml").write_text("")
    monkeypatch.setattr(new_file, "settle", failing)
    assert run(["import", "empty.eml", *CLIENT]) == 1
    err = capsys.readouterr().err
    assert "Nothing was imported" in err
    assert "The casebook could not be closed cleanly" in err
    assert "Saved." not in err
