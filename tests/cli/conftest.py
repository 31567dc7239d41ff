from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests import factories

ROOT = Path(__file__).resolve().parents[2]

# Runs one command for each line of JSON, in a Python in which Qt cannot be imported.
DRIVER = """
import contextlib, io, json, os, sys
sys.modules["PySide6"] = None
from clientguard.cli import run
from clientguard.store.file import keys, sqlite
keys.COST = (1, 1, 8)  # as in tests/conftest.py, and so are the next three lines
sqlite.WIPING = "OFF"
sqlite.PRAGMAS["synchronous"] = ("OFF", 0)
os.fsync = lambda handle: None
for line in sys.stdin:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = run(json.loads(line))
    print(json.dumps([status, out.getvalue(), err.getvalue()]), flush=True)
"""


@dataclass(frozen=True)
class Answer:
    """What a command gave back."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The answer to `--json`."""
        return json.loads(self.out)


class CommandLine:
    """A terminal in which one command after the other is run on one casebook."""

    def __init__(self, casebook: Path) -> None:
        self.casebook = casebook
        self.home = casebook.parent / "home"
        self._process = subprocess.Popen(
            [sys.executable, "-X", "utf8", "-W", "error", "-c", DRIVER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=ROOT,
            env={**os.environ, "CLIENTGUARD_HOME": str(self.home)},
        )

    def try_(self, *words: object) -> Answer:
        """Run a command as it is given, whatever comes of it."""
        self._process.stdin.write(json.dumps([str(word) for word in words]) + "\n")
        self._process.stdin.flush()
        return Answer(*json.loads(self._process.stdout.readline()))

    def do(self, *words: object) -> str:
        """Run a command on the casebook and return its answer; it has to be done, and quietly."""
        answer = self.try_("--casebook", self.casebook, *words)
        assert (answer.status, answer.err) == (0, ""), answer
        return answer.out

    def ask(self, *words: object) -> Any:
        """Run a command on the casebook and return its JSON."""
        return json.loads(self.do(*words, "--json"))

    def refused(self, *words: object) -> str:
        """Run a command that has to be refused and return the reason."""
        answer = self.try_("--casebook", self.casebook, *words)
        assert (answer.status, answer.out) == (1, ""), answer
        assert answer.err.strip()
        return answer.err

    def misunderstood(self, *words: object) -> str:
        """Run a command that cannot be understood and return what is said."""
        answer = self.try_("--casebook", self.casebook, *words)
        assert (answer.status, answer.out) == (2, ""), answer
        return answer.err

    def add(self, kind: str, *options: object, **values: object) -> int:
        """Add a record and return its number."""
        settings = [part for name, value in values.items() for part in ("--set", f"{name}={value}")]
        return self.ask("add", kind, *settings, *options)["id"]

    def set(self, number: int, **values: object) -> bool:
        """Change a record and return whether anything differed."""
        settings = [part for name, value in values.items() for part in ("--set", f"{name}={value}")]
        return self.ask("set", number, *settings)["changed"]

    def close(self) -> None:
        """Close the terminal."""
        self._process.stdin.close()
        assert self._process.wait(timeout=20) == 0
        self._process.stdout.close()


@pytest.fixture(scope="session")
def _opened(tmp_path_factory):
    """The terminal's process: to start one and import what the commands need takes longer than most tests."""
    opened = CommandLine(tmp_path_factory.mktemp("terminal") / "practice.casebook")
    yield opened
    opened.close()


@pytest.fixture
def terminal(_opened, tmp_path):
    """A terminal with a new home folder, at a place where no casebook is yet."""
    shutil.rmtree(_opened.home, ignore_errors=True)
    _opened.casebook = tmp_path / "practice.casebook"
    return _opened


@pytest.fixture
def line(terminal):
    """The terminal, on a casebook that has its business."""
    factories.firm_book(terminal.casebook).close()
    return terminal
