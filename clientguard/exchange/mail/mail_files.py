"""Which files hold mail: those that were chosen, and those in folders, each judged by how it begins.

In a folder nothing is passed over without a word, except what programs keep there for themselves: indexes, thumbnails,
the lists of a maildir, hidden files, databases. Apple Mail's attachments come with their messages.

A database is never opened, the casebook least of all: closing it would drop the locks that this process has on it.
"""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple

from clientguard.domain.wording import N_, Said, said
from clientguard.exchange.mail import apple, mail_or_not, mbox
from clientguard.exchange.mail.outlook import msg

_ONE = frozenset((".eml", ".emlx", ".mail"))  # one message, even if it begins like a mailbox
_NAMED = _ONE | {".mbox", ".mbx", ".msg"}
_BESIDE_DATABASES = ("-wal", "-shm", "-journal", ".lock")
_KEPT_BY_PROGRAMS = re.compile(
    r"\..*|.*\.msf|dovecot[.-].*|dovecot|courierimap\w*|maildirfolder|maildirsize|subscriptions|thumbs\.db|desktop\.ini"
    r"|.*\.casebook|.*(?:-wal|-shm|-journal|\.lock)|icon\r|(?:info|\.?mboxcache)\.plist|table_of_contents",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class MailFile:
    """A file to read, and the name to show for it.

    `one_message`: even if it begins like a mailbox. `named`: its name or place says that it is mail.
    """

    path: Path
    name: str
    one_message: bool = False
    named: bool = False
    problem: Said | None = None


def find(paths: Sequence[Path]) -> Iterator[MailFile]:
    """Yield every file of `paths` and of the folders in it, in order; what is not mail has its `problem`."""
    for path in paths:
        try:
            if path.is_dir():
                yield from _in_folder(path)
            elif (path.exists() and not path.is_file()) or _is_database(path):  # of a pipe or a device, there is no end
                yield MailFile(path, path.name, problem=said(mail_or_not.NOT_MAIL))
            else:
                suffix = path.suffix.lower()
                yield MailFile(path, path.name, suffix in _ONE, suffix in _NAMED)
        except OSError as error:
            yield MailFile(path, path.name, problem=why(error))


def count(each: MailFile) -> int:
    """Return how many messages and unreadable files there are in a file."""
    if each.problem or each.one_message:
        return 1
    try:
        with each.path.open("rb") as raw:
            head, file, _ = opened(raw)
            return max(1, mbox.count_messages(file)) if is_mailbox(each, head) else 1
    except OSError:
        return 1


def is_mailbox(each: MailFile, head: bytes) -> bool:
    """Whether a file that begins with `head` holds one message after the other."""
    return not each.one_message and mbox.begins(head)


def problem(each: MailFile, head: bytes) -> Said | None:
    """Return why a file that begins with `head` is not mail; None if it is."""
    if mbox.begins(head) or msg.is_message(head, each.path.suffix.lower()):
        return None
    return mail_or_not.problem(head[apple.begin(head) :], each.path.suffix.lower(), named=each.named)


def why(error: OSError) -> Said:
    """Return in words what the system says of a file."""
    match error:
        case FileNotFoundError():
            return said(N_("The file was not found."))
        case PermissionError():
            return said(N_("You do not have permission to read this file."))
        case _:
            return said(N_("It could not be read: {detail}."), detail=error.strerror or str(error))


def _in_folder(folder: Path) -> Iterator[MailFile]:
    found = False
    above = "" if folder == folder.parent or not folder.name else f"{folder.name}/"
    start = len(os.fspath(folder))
    for entry in _below(folder):
        if not entry.is_file() or entry.name.startswith("._"):  # where a Mac keeps the colours and labels of files
            continue
        path = Path(entry.path)
        shown = above + entry.path[start:].replace(os.sep, "/").lstrip("/")
        suffix = path.suffix.lower()
        in_maildir = shown.rpartition("/")[0].rpartition("/")[2] in ("cur", "new")
        named = in_maildir or suffix in _NAMED
        if (not named or entry.is_symlink()) and (_is_database(path) or _is_passed_over(path)):
            continue
        found = True
        each = MailFile(path, shown, in_maildir or suffix in _ONE, named)
        yield each if named else _judged(each)
    if not found:
        yield MailFile(folder, folder.name, problem=said(N_("There is no mail in this folder.")))


def _is_passed_over(path: Path) -> bool:
    if path.parent.name == "tmp" and (path.parent.parent / "cur").is_dir():  # still being delivered
        return True
    return _KEPT_BY_PROGRAMS.fullmatch(path.name) is not None or apple.belongs_to_a_message(path)


def _is_database(path: Path) -> bool:
    """Whether a file is a casebook, or a database that is open, by its name and what is beside it."""
    real = path.resolve() if path.is_symlink() else path
    return real.suffix.lower() == ".casebook" or any(os.path.lexists(f"{real}{suffix}") for suffix in _BESIDE_DATABASES)


def _judged(each: MailFile) -> MailFile:
    """Return a file of a folder with its problem if its content says that it is not mail."""
    try:
        with each.path.open("rb") as raw:
            found = problem(each, opened(raw).head)
    except OSError as error:
        found = why(error)
    return MailFile(each.path, each.name, problem=found)


def _below(folder: Path | str) -> Iterator[os.DirEntry[str]]:
    """Yield what lies in a folder and the folders in it, by their names; one folder's names are held at a time.

    A folder that may not be read holds nothing; one that another name leads to is not followed: it may lead back.
    """
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except PermissionError:
        return
    for entry in found:
        yield entry
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path)


class Opened(NamedTuple):
    """How a file begins, and the file from there."""

    head: bytes
    file: mbox.Readable
    recoded: bool  # a program saved it as Unicode text, regardless of the charset its parts name


def opened(raw: BinaryIO) -> Opened:
    """Return how a file begins, and the file from there: UTF-16 as UTF-8, without byte-order mark and blank lines."""
    begin = raw.read(mail_or_not.HEAD)
    if not begin.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = begin.removeprefix(codecs.BOM_UTF8).lstrip(b"\r\n")
        return Opened(head, _Begun(head, raw), begin.startswith(codecs.BOM_UTF8))
    raw.seek(0)
    file = _from_utf16(raw)
    head = file.read(mail_or_not.HEAD).lstrip(b"\r\n")
    return Opened(head, _Begun(head, file), recoded=True)


def _from_utf16(raw: BinaryIO) -> mbox.Readable:
    inner, outer = codecs.lookup("utf-8"), codecs.lookup("utf-16")
    return codecs.StreamRecoder(raw, inner.encode, inner.decode, outer.streamreader, outer.streamwriter, "replace")


class _Begun:
    """A file whose beginning has already been read."""

    def __init__(self, head: bytes, file: mbox.Readable) -> None:
        self._head, self._file = head, file

    def read(self, size: int, /) -> bytes:
        """Return the beginning first, however long, then what follows."""
        head, self._head = self._head, b""
        return head or self._file.read(size)
