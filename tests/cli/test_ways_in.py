"""How the program is started: what opens the window, what is a command, and what is neither and opens nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from clientguard.__main__ import _for_the_window, _language, main
from clientguard.cli import cli


def test_the_help_names_both_ways_to_start_and_each_command_in_one_subject_with_its_whole_sentence(line):
    told = line.try_("--help").out
    assert "clientguard [OPTIONS] [FILE]" in told
    assert "--demo" in told
    sections = cli.sections()
    assert len(sections) > 3
    assert sorted(name for _, names in sections for name in names) == sorted(cli.commands)
    for group, words in (
        (cli, ()),
        *((each, (name,)) for name, each in cli.commands.items() if hasattr(each, "sections")),
    ):
        shown = " ".join(line.try_(*words, "--help").out.split())
        for name, command in group.commands.items():
            assert f"{name} {command.help}" in shown


WINDOW = ([], ["--demo"], ["there.casebook"], ["--screenshot", "x.png"], ["--screenshot", "x.png", "there.casebook"])
NEITHER = (
    (["lst"], "Did you mean `list`?"),
    (["nonsense"], "No such command or file: “nonsense”."),
    (["their.casebook"], "There is no file “their.casebook”. Did you mean “there.casebook”?"),
    (["there"], "There is no file “there”. Did you mean “there.casebook”?"),
    (["sub/none.casebook"], "There is no file “sub/none.casebook”."),
    (["sub"], "“sub” is a folder."),
    (["there.casebook", "list"], "`--casebook FILE COMMAND`"),
    (["there.casebook", "there.casebook"], "`--casebook FILE COMMAND`"),
    (["x" * 5000], "No such command or file"),
    (["--demo", "--fullscreen"], "No such option"),
    (["--demo", "lst"], "Did you mean `list`?"),
    (["--demo", "today"], "--demo opens the window."),
    (["--demo", "there.casebook"], "`--casebook FILE COMMAND`"),
    (["--nonsense"], "No such option"),
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder in which there are a casebook and another folder."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "there.casebook").write_bytes(b"x")
    monkeypatch.chdir(tmp_path)
    handler = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, handler)  # the program takes it for itself


@pytest.mark.usefixtures("folder")
def test_the_window_opens_for_a_file_that_is_there_the_sample_or_nothing():
    assert all(map(_for_the_window, WINDOW))


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("words", "said"), NEITHER, ids=lambda each: each if isinstance(each, str) else each[0][:20])
def test_what_is_neither_a_command_nor_a_file_opens_nothing(words, said, capsys, monkeypatch):
    before = sorted(Path().iterdir())
    monkeypatch.setattr(sys, "argv", ["clientguard", *words])
    assert main() == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert said in told.err
    assert sorted(Path().iterdir()) == before


@pytest.mark.parametrize(
    ("words", "language", "rest"),
    [
        (["--lang", "th"], "th", []),
        (["--lang=fy", "--demo"], "fy", ["--demo"]),
        (["--demo", "--lang", "ms"], "ms", ["--demo"]),
        (["--casebook", "my.casebook", "--lang", "th", "today"], "th", ["--casebook", "my.casebook", "today"]),
        (["report", "final", "--lang", "th"], "", ["report", "final", "--lang", "th"]),  # the paper's language
        (["there.casebook"], "", ["there.casebook"]),
        ([], "", []),
        (["--lang", "tlh", "today"], None, ["today"]),
        (["--lang"], None, []),
    ],
)
def test_the_language_of_the_screens_stands_before_the_command(words, language, rest):
    assert _language(words) == (language, rest)


@pytest.mark.parametrize("words", [["--lang", "tlh", "today"], ["--lang"]], ids=str)
def test_a_language_that_the_program_does_not_speak_is_refused(words, capsys, monkeypatch):
    handler = signal.getsignal(signal.SIGINT)
    monkeypatch.setattr(sys, "argv", ["clientguard", *words])
    assert main() == 2
    signal.signal(signal.SIGINT, handler)
    assert "--lang" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("named", "kept", "first"), [("", "", "Usage:"), ("", "fy", "Gebrûk:"), ("ms", "fy", "Penggunaan:")]
)
def test_help_is_in_the_language_that_was_named_else_in_that_of_the_settings(named, kept, first, tmp_path):
    settings = tmp_path / "config" / "settings.json"
    settings.parent.mkdir()
    settings.write_text(json.dumps({"language": kept} if kept else {}), "utf-8")
    answered = subprocess.run(
        [sys.executable, "-m", "clientguard", *(["--lang", named] if named else []), "--help"],
        env={**os.environ, "CLIENTGUARD_HOME": str(tmp_path), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=True,
    )
    assert answered.stdout.decode().startswith(first)
