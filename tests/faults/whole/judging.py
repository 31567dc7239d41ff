"""What is wrong with what a command said, and with what it left behind.

Each complaint begins with its kind, one of `KINDS`.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import sqlite
from clientguard.store.verify.full import verify
from tests.faults.ground import place
from tests.faults.whole.commands import READERS, Command, TornError, key_to, said, unlocking

KINDS = ("status", "words", "lost", "torn", "read", "traceback")
DENIALS = ("not saved", "Nothing was changed", "Nothing was written", "Nothing was saved")
UNKNOWN = "It is not known whether this change was saved."
UNCONFIRMED = "was written, but the drive did not confirm it"
IN_PART = "The paper is in the casebook"  # though it could not be written to the file that was named
MACHINE = re.compile(r"\[Errno|OperationalError|DatabaseError|Traceback|PosixPath")  # no words for a person
Told = Mapping[str, object]


def plain(told: Told) -> list[str]:
    """Return what is wrong with an answer in itself."""
    status, err = told["status"], str(told["err"])
    if status not in (0, 1):
        return [f"traceback: {status}" if "uncaught" in str(status) else f"status: {status} ({err})"]
    if "Traceback" in err:
        return [f"traceback: {err}"]
    if MACHINE.search(err):
        return [f"words: for a machine: {err}"]
    saved = "Saved." in err and IN_PART not in err
    if status == 1 and (saved or not err.strip() or told["out"]):
        return [f"words: none of what failed: {told}"]
    return []


def whole(folder: Path) -> list[str]:
    """Return what is wrong with the casebook, brought to rest first."""
    path = place(folder)
    if not path.exists():
        return ["lost: the casebook is gone"]
    try:
        key = key_to(path, folder)
        Casebook.open(path, key=key).close()
        found = verify(path, key=key_to(path, folder))
    except KnownError as error:
        return [f"torn: does not open: {error}"]
    return [] if found.valid else [f"torn: not valid: {[str(each) for each in found.faults[:3]]}"]


@dataclass(frozen=True)
class Found:
    """What is found after a command: what is wrong with it, and whether the change is there."""

    wrong: list[str]
    done: bool = False


def look(folder: Path, name: str, command: Command, memory: dict[str, Found]) -> Found:
    """Look at what is there after a command; the same files are looked at once."""
    state = f"{name} {state_of(folder)}"
    if state not in memory:
        memory[state] = _look(folder, command)
    return memory[state]


def _look(folder: Path, command: Command) -> Found:
    if wrong := whole(folder):
        return Found(wrong)
    try:
        return Found([], command.is_done(folder, place(folder)))
    except TornError as error:
        return Found([f"torn: {error}"])
    except (KnownError, sqlite.Error) as error:
        return Found([f"torn: does not open: {error}"])


def judge(told: Told, found: Found) -> list[str]:
    """Return what is wrong with a command's answer, by what is found afterwards."""
    if wrong := plain(told):
        return wrong
    status, err = told["status"], str(told["err"])
    if found.wrong:
        return [f"{each} (after {status}: {err})" for each in found.wrong]
    if UNKNOWN in err:  # it says so, whatever it is
        return ["status: 0, though it is unknown"] if status == 0 else []
    wrong = []
    if status == 0 and not found.done:
        wrong.append(f"lost: {err}")
    if status == 1 and found.done and UNCONFIRMED not in err:
        wrong.append(f"status: 1, though it is done: {err}")
    if status == 0 and any(each in err for each in DENIALS):
        wrong.append(f"words: denied, though it is done: {err}")
    return wrong


def judge_reading(folder: Path, told: Told, without: Told, before: str) -> list[str]:
    """Return what is wrong with a reading command under a fault: it says all or why not, and changes nothing."""
    wrong = [] if told["status"] == 1 and _is_verdict(told) else plain(told)
    if told["status"] == 0 and told["out"] != without["out"]:
        wrong.append(f"lost: it read {told['out']!r}")
    if digest(place(folder)) != before:
        wrong.append("lost: a reading command changed the casebook")
    return wrong


def _is_verdict(told: Told) -> bool:
    """Return whether a check said on standard output what it could not read."""
    return not told["err"] and "could not be read" in str(told["out"])


def read_afterwards(folder: Path, reader: str) -> list[str]:
    """Let a reading command read what a kill left; then bring the casebook to rest, and let it read again."""
    if not place(folder).exists():
        return []
    first = _read(folder, reader)
    if first["status"] != 0:
        return [f"read: {reader} was refused: {first}"]
    if wrong := [*plain(first), *whole(folder)]:
        return wrong
    again = _read(folder, reader)
    return [] if first["out"] == again["out"] else [f"read: {reader} read {first['out']!r}, then {again['out']!r}"]


def _read(folder: Path, reader: str) -> Told:
    for left in folder.glob("read*"):
        shutil.rmtree(left) if left.is_dir() else left.unlink()
    return said(folder, unlocking(folder, READERS[reader]))


def digest(path: Path) -> str:
    """Return a file's SHA-256; nothing where there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


def state_of(folder: Path) -> str:
    """Return a digest of all files of a folder, by name and content; of the program's own folder, of the salts."""
    home = folder / "home"
    files = (
        each
        for each in sorted(folder.rglob("*"))
        if each.is_file() and (home not in each.parents or "salt" in each.name)
    )
    parts = (f"{each.relative_to(folder)} {each.stat().st_nlink} {digest(each)}" for each in files)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
