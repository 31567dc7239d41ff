"""The commands that write, and those that read: what is done before each, and how to find what it does.

`@` in the words of a command stands for the folder in which it runs.
"""

from __future__ import annotations

import contextlib
import io
import os
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from clientguard.cli import run
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import keys
from clientguard.store.file.keys import Key
from clientguard.store.verify.full import verify
from tests import factories
from tests.faults.ground import OTHER, PASSPHRASE, key_of, place

CLIENT = ("--client", "Harbour Books")
WITH = ("--passphrase-file", "@secret.txt")
OLD = b"What was here before.\n"
IsDone = Callable[[Path, Path], bool]


class TornError(Exception):
    """A file that is there by half."""


@dataclass(frozen=True)
class Command:
    """A command on `practice.casebook`, and whether what it does is found in a folder and in a casebook's file.

    `first` are the commands before it, `before` is what else is done; `own`: it writes to the casebook itself.
    """

    words: tuple[str, ...]
    is_done: IsDone
    first: tuple[tuple[str, ...], ...] = ()
    before: Callable[[Path], object] = lambda _folder: None
    own: bool = True


def key_to(path: Path, folder: Path) -> Key | None:
    """Return the key of a casebook, by one of the passphrases that the commands use."""
    return key_of(path, folder / "home")


# --- what is found afterwards ---


def in_book(sql: str) -> IsDone:
    """Return a check that a query on the casebook finds something."""

    def check(folder: Path, book: Path) -> bool:
        with Casebook.open(book, key=key_to(book, folder)) as opened, opened.read() as db:
            return db.execute(sql).fetchone() is not None

    return check


def change(kind: str, count: int = 1) -> IsDone:
    """Return a check that the journal has so many changes of a kind."""
    return in_book(f"SELECT 1 FROM journal WHERE change = '{kind}' LIMIT 1 OFFSET {count - 1}")


def casebook_at(name: str) -> IsDone:
    """Return a check that a casebook is there and valid."""

    def check(folder: Path, _book: Path) -> bool:
        path = folder / name
        if not path.exists():
            return False
        key = key_to(path, folder)
        Casebook.open(path, key=key).close()  # brings to rest what a failing drive left in its WAL
        return verify(path, key=key).valid

    return check


def file_at(name: str, *parts: bytes) -> IsDone:
    """Return a check that a file was written, with all its parts; TornError when it is neither old nor whole."""

    def check(folder: Path, _book: Path) -> bool:
        path = folder / name
        if not path.exists() or (found := path.read_bytes()) == OLD:
            return False
        if not all(part in found for part in parts):
            raise TornError(f"{name}: {found[:100]!r}")
        return True

    return check


def folder_at(name: str, *names: str) -> IsDone:
    """Return a check that a folder was written, with these files; TornError when some of them are missing."""

    def check(folder: Path, _book: Path) -> bool:
        path = folder / name
        if not path.exists() or not any(path.iterdir()):
            return False
        if missing := [each for each in names if not (path / each).is_file() or not (path / each).stat().st_size]:
            raise TornError(f"{name} without {missing}")
        return True

    return check


def opens_with(words: str) -> IsDone:
    """Return a check that the casebook has this passphrase (none when empty)."""

    def check(folder: Path, book: Path) -> bool:
        if not keys.is_locked(book):
            return not words
        found = key_to(book, folder)
        same = bool(words) and found is not None and found.same(keys.derive(words, found.salt))
        Casebook.open(book, key=found).close()
        return same

    return check


# --- what is there before ---


def _old(name: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes(OLD)


def _linked(folder: Path) -> None:
    os.link(place(folder), folder / "snapshot")


SET = ("passphrase", "@practice.casebook", "--new-passphrase-file", "@secret.txt")
DECIDE = ("offboard", "decide", *CLIENT, "--reasons", "Late.")
RENAME = ("set", "2", "--set", "name=Harbour Films")
REPORT = ("report", "final", *CLIENT, "--out", "@report.pdf")
BACK_UP = ("backup", "@practice.casebook", "@kept/first.casebook")
ACCOUNT = ("set", "9", *(f"--set={name}=today" for name in ("accepted_on", "tested_on", "removed_on")))
RELEASES = tuple(
    ("offboard", "release", *CLIENT, "--gate", gate, "--reason", "Agreed.")
    for gate in ("obligations", "payments", "decision", "notice", "sweep")
)
LEFT = (DECIDE, *RELEASES, (*ACCOUNT, "--set=proof=mail"), ("set", "10", "--set", "reason=It does not fit."), REPORT)
MAIL = ("import", "@mail.eml", *CLIENT)

COMMANDS = {
    "new": Command(("new", "@other.casebook", "--business", "Studio North"), casebook_at("other.casebook"), own=False),
    "new, locked": Command(
        ("new", "@other.casebook", "--business", "Studio North", "--locked", *WITH),
        casebook_at("other.casebook"),
        own=False,
    ),
    "own": Command(
        ("own", "@practice.casebook"), lambda _folder, book: book.stat().st_nlink == 1, before=_linked, own=False
    ),
    "add": Command(("add", "client", "--set", "name=Mill"), in_book("SELECT 1 FROM client WHERE name = 'Mill'")),
    "add, locked": Command(
        ("add", "client", "--set", "name=Mill", *WITH), in_book("SELECT 1 FROM client WHERE name = 'Mill'"), (SET,)
    ),
    "add with a file": Command(
        ("add", "message", "--set", "client=2", "--set", "subject=New", "--set", "at=today", "--attach", "@note.txt"),
        in_book("SELECT 1 FROM message, attachment WHERE message.subject = 'New'"),
    ),
    "set": Command(("set", "2", "--set", "note=Prompt"), in_book("SELECT 1 FROM client WHERE note = 'Prompt'")),
    "remove": Command(("remove", "3"), change("remove")),
    "restore": Command(("restore", "3"), change("restore"), (("remove", "3"),)),
    "attach": Command(("attach", "4", "@note.txt"), in_book("SELECT 1 FROM attachment")),
    "import": Command(MAIL, in_book("SELECT 1 FROM message WHERE subject = 'Hi'")),
    "undo an import": Command(
        ("remove", "11"),
        in_book("SELECT 1 FROM message JOIN record USING (id) WHERE subject = 'Hi' AND removed_seq IS NOT NULL"),
        (MAIL,),
    ),
    "merge": Command(
        ("merge", "6", "--into", "2"),
        in_book("SELECT 1 FROM client JOIN record USING (id) WHERE id = 6 AND removed_seq IS NOT NULL"),
    ),
    "renew": Command(
        ("contract", "renewed", "5", "--until", "2031-12-31"), in_book("SELECT 1 FROM contract WHERE ends > '2030'")
    ),
    "decide": Command(DECIDE, in_book("SELECT 1 FROM leaving")),
    "import for all": Command(
        ("import", "@mail.eml"),
        in_book("SELECT 1 FROM message WHERE subject = 'Hi'"),
    ),
    "answer a sign": Command(
        ("signs", *CLIENT, "--sign", "5", "--answer", "doubt", "--reason", "Our own delay."),
        in_book("SELECT 1 FROM sign_review"),
    ),
    "a paper of the record": Command(
        ("report", "waiting", *CLIENT, "--out", "@waiting.pdf"), file_at("waiting.pdf", b"%PDF", b"%%EOF")
    ),
    "an evidence bundle": Command(
        ("bundle", *CLIENT, "--out", "@bundle.zip"), file_at("bundle.zip", b"PK\3\4", b"1-index.pdf", b"PK\5\6")
    ),
    "evidence": Command(("offboard", "evidence", "4", *CLIENT), in_book("SELECT 1 FROM evidence"), (DECIDE,)),
    "release": Command(RELEASES[0], in_book("SELECT 1 FROM release"), (DECIDE,)),
    "sweep": Command(("offboard", "sweep", *CLIENT, "rest=none"), in_book("SELECT 1 FROM platform_answer"), (DECIDE,)),
    "tick": Command(("offboard", "tick", "9", "offered"), in_book("SELECT 1 FROM account WHERE offered_on > ''")),
    "close": Command(
        ("offboard", "close", *CLIENT, "--by", "Ada"), in_book("SELECT 1 FROM leaving WHERE signed_off > ''"), LEFT
    ),
    "sign off": Command(
        ("offboard", "sign-off", *CLIENT, "--by", "Ada"), in_book("SELECT 1 FROM leaving WHERE signed_off > ''"), LEFT
    ),
    "correct": Command(
        ("correct", "2", "--entry", "3", "--why", "Typo", "--set", "name=Harbor Books"), change("correct")
    ),
    "erase": Command(("erase", "4", "--why", "Asked", "--yes"), change("erase")),
    "erase, locked": Command(("erase", "4", "--why", "Asked", "--yes", *WITH), change("erase"), (SET,)),
    "redact": Command(("redact", "4", "--field", "subject", "--why", "Asked", "--yes"), change("erase")),
    "set a passphrase": Command(SET, opens_with(PASSPHRASE)),
    "change the passphrase": Command(
        ("passphrase", "@practice.casebook", *WITH, "--new-passphrase-file", "@other.txt"), opens_with(OTHER), (SET,)
    ),
    "remove the passphrase": Command(("passphrase", "@practice.casebook", *WITH, "--remove"), opens_with(""), (SET,)),
    "recovery": Command(
        ("recovery", "@practice.casebook", "--out", "@sheet.pdf", *WITH),
        file_at("sheet.pdf", b"%PDF", b"%%EOF"),
        (SET,),
        own=False,
    ),
    "report final": Command(REPORT, file_at("report.pdf", b"%PDF", b"%%EOF"), (DECIDE,), _old("report.pdf")),
    "report person": Command(
        ("report", "person", "--person", "Joan Field", "--out", "@person.pdf"),
        file_at("person.pdf", b"%PDF", b"%%EOF"),
        own=False,
    ),
    "backup": Command(("backup", "@practice.casebook", "@copy.casebook"), casebook_at("copy.casebook"), own=False),
    "restore to another place": Command(
        ("restore", "@kept/first.casebook", "--to", "@other.casebook"),
        casebook_at("other.casebook"),
        (BACK_UP,),
        own=False,
    ),
    "restore in place": Command(
        ("restore", "@kept/first.casebook", "--to", "@practice.casebook"),
        in_book("SELECT 1 FROM client WHERE name = 'Harbour Books'"),
        (BACK_UP, RENAME),
    ),
    "salvage": Command(
        ("salvage", "@practice.casebook", "--to", "@saved.casebook"), casebook_at("saved.casebook"), own=False
    ),
    "export a kind": Command(
        ("export", "client", "--out", "@list.csv"),
        file_at("list.csv", b"Harbour Books", b"Harbour Ltd"),
        before=_old("list.csv"),
        own=False,
    ),
    "export everything": Command(
        ("export", "--all", "@all"), folder_at("all", "index.html"), (MAIL, ("attach", "4", "@note.txt")), own=False
    ),
    "save a file": Command(
        ("file", "10", "--out", "@note-again.txt"),
        file_at("note-again.txt", b"A note."),
        (("attach", "4", "@note.txt"),),
        own=False,
    ),
}
READERS = {
    "list": ("list", "client"),
    "list as JSON": ("list", "message", "--json"),
    "search": ("search", "shop"),
    "survey": ("survey", "@mail.eml"),
    "letters": ("letter", "--list"),
    "today": ("today",),
    "waiting": ("waiting",),
    "signs": ("signs", "--client", "Harbour Books"),
    "worth": ("worth",),
    "journal": ("journal", "2"),
    "verify": ("verify", "@practice.casebook"),
    "check": ("check", "@practice.casebook"),
    "prove": ("prove", "@practice.casebook", "--entry", "3"),
    "backup": ("backup", "@practice.casebook", "@read.casebook"),
    "export a kind": ("export", "client", "--out", "@read.csv"),
    "export everything": ("export", "--all", "@read"),
}


def prepare(folder: Path) -> None:
    """Make the casebook on which all commands run, with records 1 to 9, and the files that they read."""
    with factories.firm_book(place(folder)) as book:
        client = factories.add(book, "client", name="Harbour Books")
        factories.add(book, "invoice", client=client)
        factories.add(book, "message", client=client)
        factories.add(book, "contract", client=client, ends=date(2026, 12, 31))
        factories.add(book, "client", name="Harbour Ltd")
        factories.add(book, "contact", client=client, email="a@example.com")
        factories.add(book, "obligation", client=client)
        factories.add(book, "account", client=client)
    (folder / "note.txt").write_text("A note.")
    (folder / "mail.eml").write_text("From: a@example.com\nTo: b@example.com\nSubject: Hi\n\nBody\n")
    (folder / "secret.txt").write_text(PASSPHRASE)
    (folder / "other.txt").write_text(OTHER)
    (folder / "kept").mkdir()


def begin(folder: Path, command: Command) -> None:
    """Do what comes before a command."""
    for words in command.first:
        told = said(folder, words)
        if told["status"] != 0:
            raise RuntimeError(f"{words}: {told}")
    command.before(folder)


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


def unlocking(folder: Path, words: tuple[str, ...]) -> tuple[str, ...]:
    """Return a command with the passphrase of the casebook, where it has one."""
    path = place(folder)
    if "--passphrase-file" in words or not path.exists() or not keys.is_locked(path):
        return words
    found = key_to(path, folder)
    other = found is not None and found.same(keys.derive(OTHER, found.salt))
    return (*words, "--passphrase-file", "@other.txt" if other else "@secret.txt")
