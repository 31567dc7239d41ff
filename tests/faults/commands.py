"""Whole commands while drives fail: the status and the words are held against what the next command finds.

Each row is a command that writes, what is done before it, and how to find its change afterwards.
"""

from __future__ import annotations

import contextlib
import io
import os
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from clientguard.cli import run
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import keys
from clientguard.store.file.sqlite import Connection
from clientguard.store.verify.full import verify
from tests import factories
from tests.faults.ground import PASSPHRASE, key_of, place

DENIALS = ("not saved", "Nothing was changed", "Nothing was written", "Nothing was saved")
UNKNOWN = "It is not known whether this change was saved."
CLIENT = ("--client", "Harbour Books")


@dataclass(frozen=True)
class Command:
    """A command on `practice.casebook`, and whether what it does is found; `first`: a command before it.

    `@` stands for the folder.
    """

    words: tuple[str, ...]
    is_done: Callable[[Path], bool]
    first: tuple[str, ...] = ()


def in_book(sql: str) -> Callable[[Path], bool]:
    """Return a check that a query on the casebook finds something."""

    def check(folder: Path) -> bool:
        def look(db: Connection) -> bool:
            return db.execute(sql).fetchone() is not None

        with Casebook.open(place(folder), key=key_of(place(folder), folder / "home")) as book, book.read() as db:
            return look(db)

    return check


def is_whole(name: str) -> Callable[[Path], bool]:
    """Return a check that a file is there and valid."""

    def check(folder: Path) -> bool:
        if not (folder / name).exists():
            return False
        Casebook.open(folder / name).close()  # brings to rest what a failing drive left in its WAL
        return verify(folder / name).valid

    return check


def is_locked(folder: Path) -> bool:
    """Return whether the casebook has its passphrase, under which it opens."""
    if not keys.is_locked(place(folder)):
        return False
    return in_book("SELECT 1 FROM client")(folder)


def change(kind: str) -> Callable[[Path], bool]:
    """Return a check that the journal has such a change."""
    return in_book(f"SELECT 1 FROM journal WHERE change = '{kind}'")


COMMANDS = {
    "new": Command(("new", "@other.casebook", "--business", "Studio North"), is_whole("other.casebook")),
    "add": Command(("add", "client", "--set", "name=Mill"), in_book("SELECT 1 FROM client WHERE name = 'Mill'")),
    "set": Command(("set", "2", "--set", "note=Prompt"), in_book("SELECT 1 FROM client WHERE note = 'Prompt'")),
    "remove": Command(("remove", "3"), change("remove")),
    "restore": Command(("restore", "3"), change("restore"), ("remove", "3")),
    "attach": Command(("attach", "4", "@note.txt"), in_book("SELECT 1 FROM attachment")),
    "import": Command(("import", "@mail.eml", *CLIENT), in_book("SELECT 1 FROM message WHERE subject = 'Hi'")),
    "decide": Command(("offboard", "decide", *CLIENT, "--reasons", "Late."), in_book("SELECT 1 FROM leaving")),
    "correct": Command(
        ("correct", "2", "--entry", "3", "--why", "Typo", "--set", "name=Harbor Books"), change("correct")
    ),
    "erase": Command(("erase", "4", "--why", "Asked", "--yes"), change("erase")),
    "redact": Command(("redact", "4", "--field", "subject", "--why", "Asked", "--yes"), change("erase")),
    "passphrase": Command(("passphrase", "@practice.casebook", "--new-passphrase-file", "@new.txt"), is_locked),
    "backup": Command(("backup", "@practice.casebook", "@copy.casebook"), is_whole("copy.casebook")),
    "salvage": Command(("salvage", "@practice.casebook", "--to", "@saved.casebook"), is_whole("saved.casebook")),
}


def prepare(folder: Path, command: Command) -> None:
    """Make the casebook with a client (2), an invoice (3) and a message (4), and the files that commands read."""
    with factories.firm_book(place(folder)) as book:
        client = factories.add(book, "client", name="Harbour Books")
        factories.add(book, "invoice", client=client)
        factories.add(book, "message", client=client)
    (folder / "note.txt").write_text("A note.")
    (folder / "mail.eml").write_text("From: a@example.com\nTo: b@example.com\nSubject: Hi\n\nBody\n")
    (folder / "new.txt").write_text(PASSPHRASE)
    if command.first:
        assert said(folder, command.first)["status"] == 0


def said(folder: Path, words: tuple[str, ...]) -> dict[str, object]:
    """Run a command in a folder, and return its status and what it printed."""
    os.environ |= {"CLIENTGUARD_HOME": str(folder / "home"), "CLIENTGUARD_CASEBOOK": str(place(folder))}
    out, err = io.StringIO(), io.StringIO()
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status: object = run([each.replace("@", f"{folder}/") for each in words])
    except BaseException:  # noqa: BLE001 - it is what is looked for
        status = f"uncaught: {traceback.format_exc()}"
    return {"status": status, "out": out.getvalue(), "err": err.getvalue()}


def judge(folder: Path, command: Command, told: dict[str, object]) -> list[str]:
    """Return what is wrong with a command's answer, by what is found afterwards."""
    status, err = told["status"], str(told["err"])
    if status not in (0, 1):
        return [f"status: {status}"]
    if "Traceback" in err:
        return [f"traceback: {err}"]
    try:
        done = command.is_done(folder)
        if place(folder).exists():
            found = verify(place(folder), key=key_of(place(folder), folder / "home"))
            if not found.valid:
                return [f"not valid: {[str(each) for each in found.faults[:3]]}"]
    except KnownError as error:
        return [f"does not open: {error} (after {status}: {err})"]
    wrong: list[str] = []
    if UNKNOWN in err:  # it says so, whatever it is
        return ["unknown"] if status == 0 else []
    if status == 0 and not done:
        wrong.append(f"lost: {err}")
    if status == 1 and done:
        wrong.append(f"status 1, though it is done: {err}")
    if status == 0 and any(each in err for each in DENIALS):
        wrong.append(f"denied, though it is done: {err}")
    if status == 1 and ("Saved." in err or not err.strip() or told["out"]):
        wrong.append(f"no word of what failed: {told}")
    return wrong
