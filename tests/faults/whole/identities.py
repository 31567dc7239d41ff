"""Whole commands on a casebook whose file is not simply where its name says: what each comes to.

Some files stand so from the beginning; to others, another program does something before an operation of the command.
Nothing that was saved may be lost, nothing of ours may be written over the other program's file, and what the command
said has to be so, whichever file the change is in.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import sqlite
from clientguard.store.verify.full import verify
from tests import factories
from tests.faults.ground import place
from tests.faults.shim import MEANWHILE_ELSEWHERE, READ_ONLY_DRIVE, Shim, Variant
from tests.faults.whole.commands import Command, TornError, in_book, key_to, said
from tests.faults.whole.judging import UNKNOWN, Found, Told, digest, judge, plain

THEIRS = "theirs.casebook"
IS_THEIRS = in_book("SELECT 1 FROM client WHERE name = 'Theirs'")


@dataclass(frozen=True)
class Identity:
    """A way in which a file stands: `before` makes it so, `judge` tells what is wrong afterwards.

    `meanwhile` are the file and its new name when it happens in the middle (None: it is deleted).
    """

    judge: Callable[[After], list[str]]
    before: Callable[[Path], object] = lambda _folder: None
    variant: Variant | None = None
    meanwhile: tuple[str, str | None] | None = None

    def arm(self, shim: Shim, folder: Path, nth: int) -> None:
        """Have it happen at the operation number `nth`, or from the beginning."""
        if self.meanwhile:
            name, to = self.meanwhile
            shim.meanwhile(folder / name, folder / to if to else None)
        shim.arm(folder, self.variant, nth)


class Before:
    """What there was before the command: the bytes of all files, and the casebook's own, though it be deleted."""

    def __init__(self, folder: Path) -> None:
        self._handle = os.open(place(folder), os.O_RDONLY)
        self.files = {path: digest(path) for path in folder.rglob("*") if path.is_file()}

    def keep_deleted(self, folder: Path) -> None:
        """Give the file that the command had opened a name again, when it has none."""
        if not os.fstat(self._handle).st_nlink:
            os.lseek(self._handle, 0, os.SEEK_SET)
            with os.fdopen(os.dup(self._handle), "rb") as source, (folder / "deleted.casebook").open("wb") as target:
                shutil.copyfileobj(source, target)

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._handle)


@dataclass(frozen=True)
class After:
    """What there is after the command, and what it said. `found` looks at the casebook in its place."""

    folder: Path
    command: Command
    told: Told
    before: Before
    found: Callable[[], Found]

    @property
    def status(self) -> object:
        """The exit status."""
        return self.told["status"]

    @property
    def err(self) -> str:
        """What was said on standard error."""
        return str(self.told["err"])

    def judged(self) -> list[str]:
        """Return what is wrong as with any other casebook."""
        return judge(self.told, self.found())


# --- before the command ---


def _linked(folder: Path) -> None:
    (folder / "drive").mkdir()
    place(folder).rename(folder / "drive" / "real.casebook")
    place(folder).symlink_to(folder / "drive" / "real.casebook")


def _twice_named(folder: Path) -> None:
    os.link(place(folder), folder / "twin")


def _older(folder: Path) -> None:
    shutil.copyfile(place(folder), folder / "aside")
    words = ("set", "5", "--set", "title=Later", *_secret(folder))
    told = said(folder, words)
    assert told["status"] == 0, told
    (folder / "aside").replace(place(folder))


def _secret(folder: Path) -> tuple[str, ...]:
    return ("--passphrase-file", "@secret.txt") if key_to(place(folder), folder) else ()


def _theirs(folder: Path) -> None:
    """Bring the casebook as another computer has it, with a record more."""
    shutil.copyfile(place(folder), folder / THEIRS)
    with Casebook.open(folder / THEIRS, key=key_to(folder / THEIRS, folder)) as book:
        factories.add(book, "client", name="Theirs")


# --- afterwards ---


def _through_a_link(after: After) -> list[str]:
    wrong = after.judged()
    path = place(after.folder)
    if after.status != 0:
        wrong.append(f"status: {after.status} through a link: {after.err}")
    if not path.is_symlink():
        wrong.append("lost: the link was replaced by a file")
    if left := [each.name for each in after.folder.iterdir() if each.name.startswith(f"{path.name}-")]:
        wrong.append(f"torn: beside the link: {left}")
    return wrong


def _with_two_names(after: After) -> list[str]:
    if after.command.own and not _is_restore(after.command):
        return _refused(after, "another name on this drive")
    wrong = after.judged()
    if after.before.files[place(after.folder)] != digest(after.folder / "twin"):
        wrong.append("lost: the file of the other name was changed")
    return wrong if after.status == 0 else [*wrong, f"status: 1 for two names: {after.err}"]


def _of_an_older_file(after: After) -> list[str]:
    if after.command.own and not _is_restore(after.command):
        return _refused(after, "older version")
    wrong = after.judged()
    return wrong if after.status == 0 else [*wrong, f"status: 1 for an older file: {after.err}"]


def _refused(after: After, word: str) -> list[str]:
    wrong = plain(after.told)
    if after.status != 1:
        wrong.append(f"status: {after.status}, though it should be refused: {after.err}")
    elif word not in after.err:
        wrong.append(f"words: not “{word}”: {after.err}")
    found = after.found()
    return [*wrong, *found.wrong, *(["status: 1, though it is done"] if found.done else [])]


def _is_restore(command: Command) -> bool:
    """Return whether a whole casebook takes the place of this one, which is kept."""
    return command.words[0] == "restore" and "--to" in command.words


def _on_a_read_only_drive(after: After) -> list[str]:
    wrong = plain(after.told)
    if after.status != 1:
        wrong.append(f"status: {after.status} on a read-only drive")
    now = {path: digest(path) for path in after.folder.rglob("*") if path.is_file()}
    return wrong if now == after.before.files else [*wrong, "lost: files changed on a read-only drive"]


def _meanwhile(after: After) -> list[str]:
    """Judge what is left when another program replaced, moved or deleted the file."""
    after.before.keep_deleted(after.folder)
    if wrong := plain(after.told):
        return wrong
    try:
        found = list(_casebooks(after.folder))
        theirs = [path for path in found if IS_THEIRS(after.folder, path)]
        where = [path for path in found if after.command.is_done(after.folder, path)]
    except (TornError, KnownError, sqlite.Error, _NotValidError) as error:
        return [f"torn: {error} (after {after.status}: {after.err})"]
    if after.folder / THEIRS in after.before.files and not theirs:
        wrong.append("lost: what the other program wrote")
    if after.status == 0 and not where:
        wrong.append(f"lost: {after.err}")
    named = any(str(path) in after.err for path in where)
    if after.status == 1 and where and not named and UNKNOWN not in after.err:
        wrong.append(f"status: 1, though it is done in {[each.name for each in where]}: {after.err}")
    return wrong


class _NotValidError(Exception):
    """A casebook that does not verify."""


def _casebooks(folder: Path) -> Iterator[Path]:
    """Yield the casebooks of a folder, brought to rest; _NotValidError for one that is damaged."""
    for path in sorted(folder.glob("*.casebook")):
        with suppress(FileNotFoundError):
            Casebook.open(path, key=key_to(path, folder)).close()
            found = verify(path, key=key_to(path, folder))
            if not found.valid:
                raise _NotValidError(f"{path.name} is not valid: {[str(each) for each in found.faults[:3]]}")
            yield path


BOOK = "practice.casebook"
IDENTITIES = {
    "symlink": Identity(_through_a_link, _linked),
    "hard link": Identity(_with_two_names, _twice_named),
    "read-only": Identity(_on_a_read_only_drive, variant=READ_ONLY_DRIVE),
    "older copy": Identity(_of_an_older_file, _older),
    "replaced": Identity(_meanwhile, _theirs, MEANWHILE_ELSEWHERE, (THEIRS, BOOK)),
    "moved": Identity(_meanwhile, variant=MEANWHILE_ELSEWHERE, meanwhile=(BOOK, "moved.casebook")),
    "deleted": Identity(_meanwhile, variant=MEANWHILE_ELSEWHERE, meanwhile=(BOOK, None)),
    "lock gone": Identity(After.judged, variant=MEANWHILE_ELSEWHERE, meanwhile=(f"{BOOK}.lock", None)),
}
