"""A casebook with a passphrase on the command line: asked for or read from a file, never an argument."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from tests import factories
from tests.reports.read_pdf import text

RIGHT, WRONG, NEW = "a heron in the rain", "a heron in the sun", "two otters by the weir"


@pytest.fixture
def secret(tmp_path):
    """Return a function that writes a passphrase's file."""

    def write(words: str, end: str = "\n"):
        path = tmp_path / f"{abs(hash(words))}.txt"
        path.write_text(words + end + "no part of it\n", encoding="utf-8")
        return path

    return write


def test_the_whole_journey_on_a_locked_casebook(terminal, secret, tmp_path, corpus):
    book, word = terminal.casebook, ("--passphrase-file", secret(RIGHT))
    run = terminal.try_

    def done(*words):
        answer = run(*words)
        assert (answer.status, answer.err) == (0, ""), answer
        return answer.out

    done(*word, "new", book, "--business", "Studio North", "--locked")
    done(*word, "--casebook", book, "add", "client", "--set", "name=Harbour Books")
    mailbox = corpus / "email/apache+incubator-ponymail-unit-tests/corpus/maven-dev-2017-11-listsao.mbox"
    assert "Messages imported: 317" in done(*word, "--casebook", book, "import", mailbox, "--client", "Harbour Books")
    copy = tmp_path / "elsewhere" / "copy.casebook"
    done("backup", book, copy, *word)
    anchor = f"{terminal.try_('verify', book, *word, '--json').json['entries']}"
    assert b"Harbour" not in book.read_bytes() + copy.read_bytes()

    data = bytearray(book.read_bytes())  # the drive loses a part of it
    at = random.Random(1).randrange(20_000, len(data) - 5000)
    data[at : at + 4096] = bytes(4096)
    book.write_bytes(data)
    told = run("check", book, *word)
    assert told.status == 1
    assert "damaged" in told.err + told.out
    assert "damaged" in run(*word, "--casebook", book, "add", "client", "--set", "name=Lighthouse Films").err

    told = run("restore", copy, "--to", book, *word)
    assert told.status == 0
    assert "What was there before is kept as" in told.out
    found = run("verify", book, *word, "--json").json
    assert found["valid"]
    assert str(found["entries"]) == anchor
    assert "Harbour Books" in done(*word, "--casebook", book, "list", "client")


def test_without_its_passphrase_every_command_is_refused_in_words(terminal, secret, tmp_path):
    book = terminal.casebook
    terminal.try_("--passphrase-file", secret(RIGHT), "new", book, "--locked")
    before = book.read_bytes()
    for words in (
        ("verify", book),
        ("check", book),
        ("backup", book, tmp_path / "copy.casebook"),
        ("restore", book, "--to", tmp_path / "copy.casebook"),
        ("list", "client", "--casebook", book),
        ("add", "client", "--set", "name=X", "--casebook", book),
        ("passphrase", book, "--remove"),
        ("recovery", book, "--out", tmp_path / "sheet.pdf"),
    ):
        silent = terminal.try_(*words)
        assert (silent.status, silent.out) == (1, "")
        assert "has a passphrase, and there is no terminal to ask for it" in silent.err
        (terminal.home / "data/salts/guesses.json").unlink(missing_ok=True)  # a fresh start: no pause after many
        wrong = terminal.try_(*words, "--passphrase-file", secret(WRONG))
        assert (wrong.status, wrong.out) == (1, "")
        assert "That does not open practice.casebook" in wrong.err
    assert book.read_bytes() == before
    assert not list(tmp_path.glob("copy*")) + list(tmp_path.glob("sheet*"))


def test_a_passphrase_is_set_changed_and_removed_and_the_backups_follow(line, secret):
    book = line.casebook
    first = line.try_("passphrase", book, "--new-passphrase-file", secret(RIGHT), "--json")
    assert first.json["locked"], first
    (made,) = first.json["backups"]

    def backups():
        return sorted(Path(made).parent.glob("*.casebook"))

    assert [str(each) for each in backups()] == [made]
    assert line.try_("verify", book).status == 1
    assert line.try_("verify", backups()[0], "--passphrase-file", secret(RIGHT)).status == 0

    wrong = line.try_("passphrase", book, "--passphrase-file", secret(WRONG), "--new-passphrase-file", secret(NEW))
    assert "That does not open" in wrong.err
    line.try_("passphrase", book, "--passphrase-file", secret(RIGHT), "--new-passphrase-file", secret(NEW))
    assert line.try_("verify", book, "--passphrase-file", secret(RIGHT)).status == 1
    assert line.try_("verify", book, "--passphrase-file", secret(NEW)).status == 0
    assert len(backups()) == 1

    line.try_("passphrase", book, "--passphrase-file", secret(NEW), "--remove")
    assert line.try_("verify", book).status == 0
    assert line.try_("verify", backups()[0]).status == 0


def test_the_recovery_code_opens_what_its_passphrase_opens(line, secret, tmp_path):
    line.try_("passphrase", line.casebook, "--new-passphrase-file", secret(RIGHT))
    sheet = tmp_path / "sheet.pdf"
    made = line.try_("recovery", line.casebook, "--out", sheet, "--passphrase-file", secret(RIGHT))
    assert made.status == 0, made
    code = " ".join(re.findall(r"\b\d+ ([0-9A-Z]{5})\b", text(sheet.read_bytes())))
    assert line.try_("verify", line.casebook, "--passphrase-file", secret(code)).status == 0


@pytest.mark.parametrize("words", ["", "short"])
def test_a_passphrase_that_is_too_short_is_refused(line, secret, words):
    told = line.try_("passphrase", line.casebook, "--new-passphrase-file", secret(words))
    assert told.status == 1
    assert "at least 8 characters" in told.err
    assert line.try_("verify", line.casebook).status == 0


def test_the_file_of_a_passphrase_may_come_from_another_system(line, secret):
    line.try_("passphrase", line.casebook, "--new-passphrase-file", secret("naïve hérons", "\r\n"))
    assert line.try_("verify", line.casebook, "--passphrase-file", secret("\ufeffnaïve hérons")).status == 0


def test_a_passphrase_file_that_is_not_there_is_said(line, secret, tmp_path):
    line.try_("passphrase", line.casebook, "--new-passphrase-file", secret(RIGHT))
    told = line.try_("verify", line.casebook, "--passphrase-file", tmp_path / "nowhere.txt")
    assert told.status == 1
    assert "could not be read" in told.err


def test_removing_takes_no_new_passphrase(line, secret):
    assert line.try_("passphrase", line.casebook, "--remove", "--new-passphrase-file", secret(NEW)).status == 2
    assert "has no passphrase" in line.try_("passphrase", line.casebook, "--remove").err


def test_one_who_waits_for_a_passphrase_can_be_another_program(line, secret):
    factories.firm_book(line.casebook.with_name("other.casebook")).close()
    assert (
        line.try_("verify", line.casebook.with_name("other.casebook"), "--passphrase-file", secret(RIGHT)).status == 0
    )
