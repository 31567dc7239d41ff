"""The verifier as a command: its status, its words, what may be required of a bundle, and that it stands alone."""

from __future__ import annotations

import ast
import dataclasses
import io
import json
import os
import re
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from clientguard import paths
from clientguard.domain.journal import tree
from clientguard.exchange.bundle import write_bundle
from clientguard.exchange.bundle.parts import About, Entry, Part
from tests.exchange.bundle import made

PROGRAM = paths.resources() / "verifier" / "verify.py"
DESCRIPTION = paths.resources() / "verifier" / "en" / "VERIFYING.md"


@pytest.fixture(scope="module")
def path(tmp_path_factory) -> Path:
    """A bundle as it is written."""
    return made.written(tmp_path_factory.mktemp("bundle"))


@pytest.fixture
def say(capsys):
    """Run the command in this process; return its status, and what it said."""

    def run(*words) -> tuple[int, str]:
        status = made.verify().main([str(each) for each in words])
        out, err = capsys.readouterr()
        return status, out + err

    return run


def older(at: int = 6) -> str:
    return tree.anchor_text(at, tree.root(made.leaves(9)[:at]))


def test_it_runs_alone_with_nothing_but_python(path, tmp_path):
    (tmp_path / "verify.py").write_bytes(made.opened(path.read_bytes())["verify.py"])
    command = [sys.executable, "-I", "-S", "-W", "error", "verify.py", path]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("VALID:")
    assert [each.name for each in tmp_path.iterdir()] == ["verify.py"]


def test_it_imports_the_standard_library_only_and_is_python_3_8():
    found = ast.parse(PROGRAM.read_text(encoding="utf-8"), feature_version=(3, 8))
    for node in ast.walk(found):
        names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        assert set(names) <= sys.stdlib_module_names
        assert "zipfile" not in names


def test_a_valid_bundle_says_what_it_shows_and_what_it_does_not(path, say):
    status, words = say(path)
    assert status == 0
    assert "client: Lin & Co." in words
    assert "byte for byte, what the journal noted: 3 of 4" in words
    assert "E1 The contract: in entry 2, 2026-11-22 01:00+01:00\n" in words
    assert "E4 exhibits/E4 drawing.png: the journal does not show it" in words
    assert f"continues from {older()}" in words
    shown, _, hidden = words.partition("What this does not show:")
    assert shown
    for each in ("Left out: persons (1).", "Redacted: note.", "hashes are shown: 1.", "clock of the computer",
                 "anyone who holds it can make all of it again", "That this program is honest"):  # fmt: skip
        assert each in hidden


def test_a_file_made_from_a_record_is_told_apart_from_one_that_the_journal_holds(say, tmp_path):
    sheet = Part("exhibits/E1 contract.pdf", "exhibit", b"%PDF", exhibit=1, title="The contract", record=made.uid(2))
    invoice = Part("exhibits/E2 invoice.pdf", "exhibit", b"%PDF", exhibit=2, title="An invoice", record=made.uid(7))
    contract = dataclasses.replace(made.parts()[2], name="exhibits/E1 original.pdf")
    path = tmp_path / "a.zip"
    write_bundle.write_bundle(path, [made.parts()[0], sheet, contract, invoice], made.journal(), made.ABOUT)
    status, words = say(path)
    assert status == 0
    assert "what the journal noted: 1 of 2." in words
    assert "E1 The contract: in entry 2" in words
    assert "Exhibits without such a file: 1. What their files say is not compared" in words
    assert "E2 An invoice: from entry 7" in words


def test_a_changed_bundle_names_the_file(path, say, tmp_path):
    other = tmp_path / "other.zip"
    other.write_bytes(path.read_bytes().replace(b"the contract", b"the C0ntract", 1))
    status, words = say(other)
    assert status == 1
    assert "NOT VALID" in words
    assert "exhibits/E1 contract.pdf was changed" in words
    assert "What this shows" not in words


def test_an_anchor_that_somebody_else_kept_can_be_required(path, say, tmp_path):
    status, words = say(path, "--require-anchor", older())
    assert status == 0
    assert "Entries that are the same as when it was noted: 3." in words
    assert "E1 The contract: in entry 2, 2026-11-22 01:00+01:00, under your anchor" in words
    assert "can make all of it again" not in words
    assert say(path, "--require-anchor", older(9), "--require-anchor", older(4))[0] == 0
    mail = tmp_path / "anchor.eml"
    mail.write_bytes(f"Dear Ms Lin,\r\n\r\n{older()[:60]}=\r\n{older()[60:]}\r\n".encode())
    assert say(path, "--require-anchor", mail)[0] == 0
    spaced = re.sub("(.{4})", r"\1 ", older().partition(":")[2]).strip()
    assert say(path, "--require-anchor", f"6: {spaced.upper()}")[0] == 0


def test_an_anchor_that_it_does_not_contain_makes_it_fail(path, say):
    for anchor in (f"6:{'0' * 64}", older(5), f"7:{older().partition(':')[2]}"):
        status, words = say(path, "--require-anchor", anchor)
        assert status == 1
        assert f"The anchor {anchor} is not in the bundle" in words
        assert "can make all of it again" in words


def test_it_can_be_required_to_be_complete(path, say, tmp_path):
    status, words = say(path, "--require-complete")
    assert status == 1
    assert words.count("It is not complete.") == 3
    about = About("Lin", "2026-11-30")
    whole = tmp_path / "whole.zip"
    write_bundle.write_bundle(whole, made.parts(), made.journal(closed=()), about)
    assert say(whole, "--require-complete")[0] == 0
    journal = made.journal(closed=())
    erased = Entry(made.header(9), None, tree.inclusion_path(made.leaves(9), 8))
    journal = dataclasses.replace(journal, entries=[*journal.entries, erased])
    write_bundle.write_bundle(whole, made.parts(), journal, about)
    status, words = say(whole, "--require-complete")
    assert status == 1
    assert "they were erased or left out: 1." in words


def test_as_json_it_says_everything(path, say, tmp_path):
    status, words = say(path, "--json", "--require-anchor", older())
    found = json.loads(words)
    assert (status, found["valid"], found["faults"], found["unmet"]) == (0, True, [], [])
    assert found["required"] == [older()]
    assert [each["name"] for each in found["files"] if each["in_journal"]] == [
        "exhibits/E1 contract.pdf",
        "exhibits/E2 mail.txt",
        "exhibits/E3 minutes.txt",
    ]
    assert (found["entries"], found["fields"]["closed"], found["erased"]) == (4, 1, 0)
    bad = tmp_path / "bad.zip"
    bad.write_bytes(path.read_bytes()[:-1])
    status, words = say(bad, "--json")
    assert status == 1
    assert not json.loads(words)["valid"]


def test_what_cannot_be_checked_has_status_2(path, say, tmp_path):
    assert say(tmp_path / "none.zip")[0] == 2
    assert say(tmp_path)[0] == 2
    assert say(path, "--require-anchor", "6:abc")[0] == 2
    both = tmp_path / "both.txt"
    both.write_text(f"{older()}\n{older(4)}\n", encoding="utf-8")
    assert say(path, "--require-anchor", both)[0] == 2
    for words in ([], [path, path], [path, "--unknown"], ["a\0b"]):
        try:
            assert say(*words)[0] == 2
        except SystemExit as error:
            assert error.code == 2  # noqa: PT017 - argparse leaves in this way


def test_its_status_is_the_same_when_nobody_reads_on(path, tmp_path):
    bad = tmp_path / "bad.zip"
    bad.write_bytes(b"PK")
    for file, status in ((path, 0), (bad, 1)):
        command = [sys.executable, "-I", str(PROGRAM), str(file)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
            assert running.stdout
            assert running.stderr
            running.stdout.close()
            assert (running.stderr.read(), running.wait()) == (b"", status)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such files")
def test_it_does_not_wait_for_a_pipe(say, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    handle = os.open(tmp_path / "pipe", os.O_RDWR)
    try:
        assert say(tmp_path / "pipe")[0] == 2
    finally:
        os.close(handle)
    assert say("/dev/null")[0] == 2


def test_nothing_in_a_bundle_acts_on_the_screen(say, tmp_path):
    about = About("\x1b[2J\u202eevil\n VALID", "2026-11-30")
    path = tmp_path / "a.zip"
    write_bundle.write_bundle(path, made.parts(), made.journal(), about)
    status, words = say(path)
    assert status == 0
    assert "\x1b" not in words
    assert "\u202e" not in words
    assert "client: \\x1b[2J\\u202eevil\\n VALID" in words


def test_a_large_file_takes_little_memory(tmp_path):
    piece = bytes(range(256)) * 1024
    large = Part("data/large.bin", "data", lambda: iter([piece] * 120), 120 * len(piece))
    path = tmp_path / "large.zip"
    tracemalloc.start()
    try:
        write_bundle.write_bundle(path, [*made.parts(), large], made.journal(), made.ABOUT)
        with path.open("rb") as stream:
            assert made.verify().check(stream, path.stat().st_size).valid
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 8 << 20


def test_caps_hold_on_lines_entries_and_the_manifest(path, monkeypatch):
    data = path.read_bytes()
    longest = max(map(len, made.opened(data)["journal.jsonl"].splitlines()))
    program = made.verify()
    for name, least in (("LARGEST_LINE", longest), ("MOST_ENTRIES", 4),
                        ("LARGEST_MANIFEST", len(made.opened(data)["manifest.json"]))):  # fmt: skip
        monkeypatch.setattr(program, name, least)
        assert made.checked(data) == []
        monkeypatch.setattr(program, name, least - 1)
        assert made.checked(data), name
        monkeypatch.undo()
    monkeypatch.setattr(program, "PIECE", 7)  # lines that come in many pieces
    assert made.checked(data) == []


def test_a_file_that_shrinks_while_it_is_read_is_cut_off(path):
    data = path.read_bytes()
    report = made.verify().check(io.BytesIO(data), len(data) + 100)
    assert not report.valid


def test_the_description_gives_the_figures_of_the_program():
    program, text = made.verify(), DESCRIPTION.read_text(encoding="utf-8")
    for figure in (program.MOST_FILES, program.LARGEST_LINE, program.LARGEST_MANIFEST, program.MOST_ENTRIES + 1,
                   program.MOST_FIELDS, program.MOST_OLDER, program.LARGEST_NUMBER, program.LARGEST_TREE - 1,
                   program.BELOW, program.PIECE):  # fmt: skip
        assert f"{figure:,}" in text
    for words in (program.FORMAT, program.JOURNAL_FORMAT, program.STEP.pattern.replace("?:", ""), *program.HEADER,
                  f"at most {program.MOST_HASHES} hashes", f"at most {program.DEEPEST} deep",
                  f"at most {program.LONGEST_NAME} bytes", f"at most {program.MOST_STEPS} steps"):  # fmt: skip
        assert words in " ".join(text.split())
