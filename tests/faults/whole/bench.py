"""Runs whole commands in forked children, with a fault or with another program's doing, and judges each."""

from __future__ import annotations

import json
import os
import random
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.faults.forking import be_alone, listen
from tests.faults.ground import place
from tests.faults.shim import VARIANTS, Shim
from tests.faults.whole import judging
from tests.faults.whole.commands import COMMANDS, READERS, Command, begin, prepare, said, unlocking
from tests.faults.whole.identities import IDENTITIES, After, Before

PLAIN = Command((), lambda _folder, _book: True)  # nothing is done before a reading command but what all have
WRITES_FILES = ("backup", "export a kind", "export everything")  # of the reading commands


class Bench:
    """Prepares each command's casebook once, and runs it on copies."""

    def __init__(self, shim: Shim, folder: Path) -> None:
        self._shim = shim
        self._folder = folder
        self._sandbox = folder / "sandbox"
        self._temporary = self._sandbox / "temporary"  # private copies are written to failing drives as well
        self._memory: dict[str, judging.Found] = {}  # what was found in files that are the same
        self._answers: dict[str, dict[str, Any]] = {}  # of reading commands, without a fault

    def command(self, name: str, variant: str, nth: int) -> dict[str, Any]:
        """Run a command in which the operation number `nth` fails (0: none)."""
        command = COMMANDS[name]
        self._fill(name)
        told = self._run(command.words, lambda: self._shim.arm(self._sandbox, VARIANTS[variant], nth))
        return told | {"complaints": self._judged(told, lambda: judging.judge(told, self._found(name)))}

    def killed(self, name: str, variant: str, nth: int, reader: str) -> dict[str, Any]:
        """Kill a command at an operation; a reading command then reads what is left, and the casebook is whole."""
        self._fill(name)
        told = self._run(COMMANDS[name].words, lambda: self._shim.arm(self._sandbox, VARIANTS[variant], nth))
        if told["fired"] and told["status"] is not None:
            return told | {"complaints": ["status: it went on after it was killed"]}
        return told | {"complaints": judging.read_afterwards(self._sandbox, reader)}

    def reader(self, name: str, variant: str, nth: int) -> dict[str, Any]:
        """Run a reading command in which an operation fails."""
        self._fill("", READERS[name])
        before = judging.digest(place(self._sandbox))
        told = self._run(READERS[name], lambda: self._shim.arm(self._sandbox, VARIANTS[variant], nth))
        if name not in self._answers:
            if nth:
                self.reader(name, variant, 0)
                return self.reader(name, variant, nth)
            self._answers[name] = told
        without = self._answers[name]
        return told | {
            "complaints": self._judged(told, lambda: judging.judge_reading(self._sandbox, told, without, before))
        }

    def identity(self, name: str, identity: str, nth: int) -> dict[str, Any]:
        """Run a command on a casebook whose file stands in another way, from an operation on or from the beginning."""
        command, found = COMMANDS[name], IDENTITIES[identity]
        self._fill(name)
        found.before(self._sandbox)
        before = Before(self._sandbox)
        try:
            told = self._run(
                command.words, lambda: found.arm(self._shim, self._sandbox, nth), outside=not found.meanwhile
            )
            after = After(self._sandbox, command, told, before, lambda: self._found(name))
            fired = told["fired"] or not found.meanwhile  # what stands so from the beginning has nothing to wait for
            return told | {"fired": fired, "complaints": self._judged(told, lambda: found.judge(after))}
        finally:
            before.close()

    def identity_read(self, name: str, identity: str) -> dict[str, Any]:
        """Run a reading command on such a casebook, from the beginning; it reads what it reads of any other."""
        found = IDENTITIES[identity]
        self._fill("", READERS[name])
        found.before(self._sandbox)
        told = self._run(READERS[name], lambda: found.arm(self._shim, self._sandbox, 1), outside=True)
        refused = told["status"] != 0 and not (identity == "read-only" and name in WRITES_FILES)
        complaints = [f"read: {name} was refused: {told}"] if refused else []
        return told | {"fired": True, "complaints": complaints or judging.plain(told)}

    def _found(self, name: str) -> judging.Found:
        return judging.look(self._sandbox, name, COMMANDS[name], self._memory)

    def _judged(self, told: dict[str, Any], judge: Callable[[], list[str]]) -> list[str]:
        return ["traceback: it hung, or ended without a word"] if told["status"] is None else judge()

    def _fill(self, name: str, words: tuple[str, ...] = ()) -> None:
        """Copy what a command runs on to the sandbox; the first time, prepare it and run the command once.

        So no child has to import anything.
        """
        command = COMMANDS.get(name, PLAIN)
        source = self._folder / f"command {name}"
        if not source.exists():
            base = self._folder / "base"
            if not base.exists():
                base.mkdir()
                prepare(base)
            self._copy(base)
            begin(self._sandbox, command)
            shutil.copytree(self._sandbox, source, dirs_exist_ok=True)
        warm = self._folder / f"warm {(name or words[0])}"
        self._copy(source)
        if not warm.exists():
            warm.mkdir()
            if "--locked" not in (words or command.words):
                said(self._sandbox, words or command.words)
            self._copy(source)

    def _copy(self, source: Path) -> None:
        shutil.copytree(source, self._empty(), dirs_exist_ok=True)
        twin = self._sandbox / "snapshot"
        if twin.exists():
            twin.unlink()
            os.link(place(self._sandbox), twin)

    def _empty(self) -> Path:
        shutil.rmtree(self._sandbox, ignore_errors=True)
        self._temporary.mkdir(parents=True)
        return self._sandbox

    def _run(self, words: tuple[str, ...], arm: Callable[[], None], *, outside: bool = False) -> dict[str, Any]:
        """Run a command in a child, and return what it said; the status is None if it was killed, or hung.

        With `outside`, private copies go to a drive without faults.
        """
        words = unlocking(self._sandbox, words)
        read, write = os.pipe()
        be_alone()
        child = os.fork()
        if not child:
            os.close(read)
            tempfile.tempdir = str(self._folder if outside else self._temporary)
            arm()
            told = said(self._sandbox, words)
            os.write(write, (json.dumps(told | self._shim.disarm()) + "\n").encode())
            os._exit(0)
        os.close(write)
        lines = listen(child, read, None)
        os.waitpid(child, 0)
        if not lines:
            return {"status": None, "out": "", "err": "", "fired": True, "seen": 0}
        told = json.loads(lines[-1])
        return told | {"outside": ""} if outside else told


def reader_for(job: dict[str, Any]) -> str:
    """Return a reading command for a job, the same each time."""
    return random.Random(str(sorted(job.items()))).choice(sorted(READERS))
