"""Mail files to message drafts: `.eml`, mailboxes (`.mbox`), maildirs and folders of them.

The body is what a reader sees first: of alternatives, the plain text, or else the HTML as text; of parts side by side,
all of them. A message that is a single text is body, even if it has a file name.

An attachment is any other leaf part that has a file name, is marked `attachment`, or is not text to read (pictures
in HTML, calendar entries). Empty leaves without a name, and signatures, are left out. A message within a message is one
attachment, an `.eml`; its own parts are not counted.

Nothing in a file makes `read_mail` raise: what cannot be imported is yielded as `Unreadable`, with its reason.
"""

from __future__ import annotations

import codecs
import dataclasses
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple

from clientguard.domain.records import Instant
from clientguard.domain.wording import N_, Said, said
from clientguard.exchange.files import AttachmentDraft
from clientguard.exchange.mail import mail_headers, mail_parts, mbox, mime, watchdog
from clientguard.exchange.mail.mail_parts import Parts
from clientguard.exchange.mail.mbox import Piece

LONGEST_SUBJECT = 1000  # characters, as a text field holds
LONGEST_NAME = 300
_OUTLOOK = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"!BDN")
_HEAD = 1 << 16


@dataclass(frozen=True, slots=True)
class MailDraft:
    """One message, ready to be recorded.

    `at_ms` is milliseconds since 1970 UTC, `offset` minutes. `dated_by` says where the time was taken from: `date` (the
    message), `envelope` (the mailbox's `From ` line), `received` (the last server) or `file` (its modification time).
    `digest` is the same for two deliveries of one message; see `mail_parts.digest`. `source` is file and position.
    `raw` is the message byte for byte, and not compared: the whole of a file that holds one message; of a mailbox,
    without the dividing line, and with `>From ` unquoted. `in_reply_to` and `references` are Message-IDs in angle
    brackets.
    """

    at_ms: int
    offset: int
    dated_by: str
    sender_name: str
    sender: str
    recipients: tuple[str, ...]
    subject: str
    body: str
    message_id: str
    digest: str
    attachments: tuple[AttachmentDraft, ...]
    source: str
    raw: bytes = dataclasses.field(default=b"", repr=False, compare=False)
    in_reply_to: str = ""
    references: str = ""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something that could not be imported: where it is, its subject or another hint, and why.

    A file that was left out of a message is one too; it comes right after the message.
    """

    source: str
    hint: str
    reason: Said


def count_messages(paths: Sequence[Path]) -> int:
    """Return how many messages and unreadable files `read_mail` will yield, not counting files left out of messages."""
    return sum(_count(each) for each in _files(paths))


def read_mail(paths: Sequence[Path]) -> Iterator[MailDraft | Unreadable]:
    """Yield every message of the files and folders in `paths`, one at a time, in order.

    Only one message of a mailbox is in memory at a time. Progress: the items so far against `count_messages`.
    """
    for each in _files(paths):
        if each.problem:
            yield Unreadable(each.name, "", each.problem)
            continue
        try:
            yield from _read_file(each)
        except OSError as error:
            yield Unreadable(each.name, "", _why(error))


@dataclass(frozen=True, slots=True)
class _File:
    """A file to read, and the name to show for it."""

    path: Path
    name: str
    one_message: bool  # even if it begins like a mailbox
    problem: Said | None = None


def _files(paths: Sequence[Path]) -> Iterator[_File]:
    for path in paths:
        try:
            if path.is_dir():
                yield from _in_folder(path)
            elif path.exists() and not path.is_file():  # a pipe or a device: reading it might never end
                yield _File(path, path.name, one_message=False, problem=said(N_("This is not a mail file.")))
            else:
                yield _File(path, path.name, path.suffix.lower() == ".eml")
        except OSError as error:
            yield _File(path, path.name, one_message=False, problem=_why(error))


def _in_folder(folder: Path) -> Iterator[_File]:
    found = False
    for entry in _below(folder):
        path = Path(entry.path)
        in_maildir = path.parent.name in ("cur", "new")
        if (in_maildir or _may_hold_mail(path)) and entry.is_file():
            found = True
            name = path.relative_to(folder.parent).as_posix()
            yield _File(path, name, in_maildir or path.suffix.lower() == ".eml")
    if not found:
        yield _File(folder, folder.name, one_message=False, problem=said(N_("There is no mail in this folder.")))


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


def _may_hold_mail(path: Path) -> bool:
    """Whether a file in a folder counts as mail: by its suffix or, if it has none (Thunderbird), by how it begins."""
    suffix = path.suffix.lower()
    if suffix in (".eml", ".mbox", ".mbx", ".msg", ".pst"):
        return True
    if suffix or path.parent.name == "tmp":
        return False
    try:
        return path.is_file() and _head(path).startswith(b"From ")
    except OSError:
        return True  # reading it will report the error


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(8)


def _count(each: _File) -> int:
    if each.problem or each.one_message:
        return 1
    try:
        with each.path.open("rb") as raw:
            head, file, _ = _opened(raw)
            return max(1, mbox.count_messages(file)) if head.startswith(b"From ") else 1
    except OSError:
        return 1


def _why(error: OSError) -> Said:
    match error:
        case FileNotFoundError():
            return said(N_("The file was not found."))
        case PermissionError():
            return said(N_("You do not have permission to read this file."))
        case _:
            return said(N_("It could not be read: {detail}."), detail=error.strerror or str(error))


class _Opened(NamedTuple):
    head: bytes
    file: mbox.Readable
    recoded: bool  # a program saved it as Unicode text, regardless of the charset its parts name


def _opened(raw: BinaryIO) -> _Opened:
    """Return how a file begins, and the file from there: UTF-16 as UTF-8, without byte-order mark and blank lines."""
    mark = raw.read(3)
    file: mbox.Readable = raw
    utf16 = mark.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if mark != codecs.BOM_UTF8:
        raw.seek(0)
    if utf16:
        inner, outer = codecs.lookup("utf-8"), codecs.lookup("utf-16")
        file = codecs.StreamRecoder(raw, inner.encode, inner.decode, outer.streamreader, outer.streamwriter, "replace")
    head = file.read(_HEAD).lstrip(b"\r\n")
    return _Opened(head, _Begun(head, file), utf16 or mark == codecs.BOM_UTF8)


class _Begun:
    """A file whose beginning has already been read."""

    def __init__(self, head: bytes, file: mbox.Readable) -> None:
        self._head, self._file = head, file

    def read(self, size: int, /) -> bytes:
        """Return the beginning first, however long, then what follows."""
        head, self._head = self._head, b""
        return head or self._file.read(size)


def _read_file(each: _File) -> Iterator[MailDraft | Unreadable]:
    with each.path.open("rb") as raw:
        head, file, recoded = _opened(raw)
        if problem := _no_mail(head):
            yield Unreadable(each.name, "", problem)
        elif head.startswith(b"From ") and not each.one_message:
            for number, piece in enumerate(mbox.split_messages(file), 1):
                yield from _read_message(piece, f"{each.name} #{number}", each.path, recoded=recoded)
        else:
            for item in _read_message(_only(file), each.name, each.path, recoded=recoded):
                as_it_is = isinstance(item, MailDraft) and (recoded or raw.tell() != len(item.raw))
                yield dataclasses.replace(item, raw=_whole(raw)) if as_it_is else item


def _no_mail(head: bytes) -> Said | None:
    """Return why a file that begins like this is not mail; None if it may be."""
    if not head.strip():
        return said(N_("The file is empty."))
    if head.startswith(_OUTLOOK):
        return said(N_("This is Outlook's own format. Save the messages as .eml files and import those."))
    if not head.startswith(b"From ") and not mime.looks_like_message(head[:8192]):
        return said(N_("This is not a mail file."))
    return None


def _only(file: mbox.Readable) -> Piece:
    """Return the one message that a file holds."""
    held = bytearray()
    while len(held) <= mbox.LARGEST and (chunk := file.read(1 << 20)):
        held += chunk
    whole = len(held) <= mbox.LARGEST
    return mbox.piece(bytes(held if whole else held[:_HEAD]), whole=whole)


def _whole(file: BinaryIO) -> bytes:
    """Return all bytes of a file that holds one message: what was left out before it belongs to the original."""
    file.seek(0)
    return file.read(2 * mbox.LARGEST)


def _read_message(piece: Piece, source: str, path: Path, *, recoded: bool) -> list[MailDraft | Unreadable]:
    """Return one message and what was left out of it; a message that takes too long is returned as unreadable."""
    try:
        with watchdog.limited():
            return list(_parsed(piece, source, path, recoded=recoded))
    except watchdog.TooLongError:
        hint = piece.message[:60].decode("utf-8", "replace").strip()
        return [Unreadable(source, hint, said(N_("It takes too long to read, perhaps by design.")))]


def _parsed(piece: Piece, source: str, path: Path, *, recoded: bool) -> Iterator[MailDraft | Unreadable]:
    root = mime.parse(piece.message)
    parts = Parts(root, recoded=recoded)
    subject = mail_headers.header_text(root.first(b"subject"), parts.hint)[:LONGEST_SUBJECT].rstrip()
    if not root.fields:
        yield Unreadable(source, piece.message[:60].decode("utf-8", "replace").strip(), said(N_("It has no headers.")))
    elif not piece.whole:
        yield Unreadable(source, subject, said(N_("The message is larger than 256 MB.")))
    else:
        draft = _draft(root, parts, piece, subject, source, path)
        yield draft
        yield from (Unreadable(source, draft.subject, reason) for reason in parts.left_out)


def _draft(root: mime.Part, parts: Parts, piece: Piece, subject: str, source: str, path: Path) -> MailDraft:
    at, dated_by = _dated(root, piece.line, path)
    name, sender = _sender(root, parts.hint)
    message_id = _message_id(root)
    recipients: dict[str, str] = {}
    for field in (*root.all(b"to"), *root.all(b"cc")):
        for mailbox in mail_headers.mailboxes(field, parts.hint):
            if mailbox.address:
                recipients.setdefault(mailbox.address.casefold(), mailbox.address)
    moment = None if dated_by == "file" else at.ms
    return MailDraft(
        at_ms=at.ms,
        offset=at.offset,
        dated_by=dated_by,
        sender_name=name[:LONGEST_NAME].rstrip(),
        sender=sender[:LONGEST_NAME].rstrip(),
        recipients=tuple(recipients.values()),
        subject=subject or mail_headers.words(parts.body[:60]) or "—",
        body=parts.body,
        message_id=message_id,
        digest=mail_parts.digest(message_id or f"{moment}", sender, subject, parts),
        attachments=tuple(parts.attachments),
        source=source,
        raw=piece.message,
        in_reply_to=" ".join(mail_headers.message_ids(root.first(b"in-reply-to"))[:1]),
        references=" ".join(mail_headers.message_ids(root.first(b"references"))),
    )


def _sender(root: mime.Part, hint: str) -> mail_headers.Mailbox:
    """Return who wrote it; if no field has an address, the first name found."""
    nameless = mail_headers.Mailbox("", "")
    for field in (b"from", b"sender", b"reply-to", b"return-path"):
        for mailbox in mail_headers.mailboxes(root.first(field), hint)[:1]:
            if mailbox.address:
                return mailbox
            nameless = nameless if nameless.name else mailbox
    return nameless


def _message_id(root: mime.Part) -> str:
    value = mail_headers.header_text(root.first(b"message-id"))
    start, end = value.find("<"), value.find(">")
    return (value[start : end + 1] if 0 <= start < end else value)[:LONGEST_SUBJECT].rstrip()


def _dated(root: mime.Part, line: bytes, path: Path) -> tuple[Instant, str]:
    for value in root.all(b"date")[:1]:
        if at := mail_headers.moment(value.decode("latin-1")):
            return at, "date"
    if at := mail_headers.moment(line.partition(b" ")[2].strip().partition(b" ")[2].decode("latin-1")):
        return at, "envelope"
    for value in root.all(b"received"):
        if at := mail_headers.moment(value.rpartition(b";")[2].decode("latin-1")):
            return at, "received"
    return Instant(path.stat().st_mtime_ns // 1_000_000, 0), "file"
