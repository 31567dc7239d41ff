"""What is no ordinary file, and names that no file can have, are refused in words wherever a command reads a file."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from clientguard.cli import run
from tests.cli.test_saved import CLIENT, entries
from tests.cli.test_saved import path as path

PLACES = {
    "a pipe": "pipe",
    "an empty device": "/dev/null",
    "an endless device": "/dev/zero",
    "a folder": "folder",
    "below a file": "note.txt/x",
    "a long name": "n" * 300,
    "the root": "/",
}
READ = {
    "casebook": ("--casebook", "{}", "list", "client"),
    "casebook to write": ("--casebook", "{}", "add", "client", "--set", "name=Mill"),
    "new": ("new", "{}"),
    "verify": ("verify", "{}"),
    "check": ("check", "{}"),
    "backup": ("backup", "{}", "made"),
    "restore": ("restore", "{}", "--to", "made"),
    "salvage": ("salvage", "{}", "--to", "made"),
    "passphrase": ("passphrase", "{}", "--new-passphrase-file", "new.txt"),
    "recovery": ("recovery", "{}", "--out", "made"),
    "prove": ("prove", "{}", "--entry", "1"),
    "proof": ("prove", "--check", "{}"),
    "attach": ("attach", "4", "{}"),
    "add": ("add", "client", "--set", "name=Mill", "--attach", "{}"),
    "new passphrase": ("passphrase", "practice.casebook", "--new-passphrase-file", "{}"),
}


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices have no names here")
@pytest.mark.parametrize("place", PLACES)
def test_what_is_no_file_is_refused_in_words(path, capsys, place):
    os.mkfifo("pipe")
    Path("folder").mkdir()
    before = entries(path)
    for name, words in READ.items():
        assert run([each.replace("{}", PLACES[place]) for each in words]) == 1, name
        told = capsys.readouterr()
        assert told.out == "", name
        assert told.err.strip(), name
        assert "Traceback" not in told.err, name
        assert not Path("made").exists(), name
    assert entries(path) == before


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices have no names here")
@pytest.mark.parametrize("place", PLACES)
def test_mail_is_not_read_from_what_is_no_file(path, capsys, place):
    if place == "the root":
        pytest.skip("a folder, which is searched")
    os.mkfifo("pipe")
    Path("folder").mkdir()
    before = entries(path)
    assert run(("import", PLACES[place], *CLIENT)) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("Nothing was imported: no message could be read.\n")
    assert entries(path) == before


@pytest.mark.skipif(os.name != "posix", reason="pipes have no names here")
@pytest.mark.parametrize("suffix", [".ics", ".vcf", ".txt", ".msg"])
def test_neither_a_pipe_nor_a_missing_file_is_waited_for_whatever_its_name_says(path, capsys, suffix):
    os.mkfifo(f"pipe{suffix}")
    before = entries(path)
    for name in (f"pipe{suffix}", f"missing{suffix}"):
        assert run(("import", name, *CLIENT)) == 1, name
        assert run(("import", name)) == 1, name
        told = capsys.readouterr()
        assert told.out == ""
        assert told.err.startswith("Nothing was imported: no message could be read.\n")
    assert entries(path) == before


def test_a_passphrase_may_come_from_a_pipe_but_is_not_waited_for(path, capsys):
    os.mkfifo("pipe")
    handle = os.open("pipe", os.O_RDWR)
    os.write(handle, b"a long walk home\n")
    assert run(("passphrase", "practice.casebook", "--new-passphrase-file", "pipe")) == 0
    os.close(handle)
    capsys.readouterr()
    assert run(("--passphrase-file", "pipe", "list", "client")) == 1
    assert "does not open practice.casebook" in capsys.readouterr().err


def test_a_drive_without_space_is_said_at_once(path, monkeypatch, capsys):
    before = entries(path)
    real = shutil.disk_usage
    monkeypatch.setattr(shutil, "disk_usage", lambda place: real(place)._replace(free=0))
    assert run(("add", "client", "--set", "name=Mill")) == 1
    assert "There is no space left on the drive" in capsys.readouterr().err
    assert entries(path) == before
    assert run(("new", "new.casebook")) == 0  # it was written, in spite of all
    told = capsys.readouterr().err
    assert "Created, but it could not be opened: There is no space left on the drive with new.casebook." in told
    assert "not saved" not in told
    assert entries(Path("new.casebook")) == 1
