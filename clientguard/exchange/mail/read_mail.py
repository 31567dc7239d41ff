"""Mail files to message drafts: `.eml`, Outlook's `.msg`, mailboxes (`.mbox`), maildirs and folders of them.

The body is what a reader sees first: of alternatives, the plain text, or else the HTML as text; of parts side by side,
all of them. A message that is a single text is body, even if it has a file name.

An attachment is any other leaf part that has a file name, is marked `attachment`, or is not text to read (pictures
in HTML, calendar entries). Empty leaves without a name, and signatures, are left out. A message within a message is one
attachment, an `.eml`; its own parts are not counted.

Nothing in a file makes `read_mail` raise: what cannot be imported is yielded as `Unreadable`, with its reason.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

from clientguard.domain.records import Instant
from clientguard.domain.wording import N_, Said, said
from clientguard.exchange.files import AttachmentDraft
from clientguard.exchange.mail import apple, mail_files, mail_headers, mail_or_not, mbox, mime, watchdog
from clientguard.exchange.mail.mail_files import MailFile
from clientguard.exchange.mail.mail_parts import Parts
from clientguard.exchange.mail.mbox import Piece
from clientguard.exchange.mail.outlook import msg

Chosen = Callable[[MailFile, Piece], bool]


class Begin(NamedTuple):
    """From which byte a mailbox is read, where a message begins, and how many messages there are before that."""

    at: int = 0
    before: int = 0


class Part(Protocol):
    """Says what is to be read of each file."""

    def begins(self, each: MailFile, /) -> Begin | None:
        """Return from where on a file is read; None if nothing of it is."""
        ...

    def failed(self, each: MailFile, /) -> None:
        """Take note that the system did not let a file be read to its end."""
        ...


LONGEST_SUBJECT = 1000  # characters, as a text field holds
LONGEST_NAME = 300


@dataclass(frozen=True, slots=True)
class MailDraft:
    """One message, ready to be recorded.

    `at_ms` is milliseconds since 1970 UTC, `offset` minutes. `dated_by` says where the time was taken from: `date` (the
    message), `envelope` (the mailbox's `From ` line), `received` (the last server) or `file` (its modification time).
    `digest` is the same for two deliveries of one message; see `mail_parts.digest`. `digest_before` is what earlier
    versions, which found fewer words or files, gave it; "" if that is the same. `source` is file and position.
    `raw` is the message byte for byte, and not compared: the whole of a file that holds one message; of a mailbox,
    without the dividing line, and with `>From ` unquoted; of Apple's, without its count and flags. `in_reply_to` and
    `references` are Message-IDs in angle brackets.
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
    digest_before: str = ""
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
    return sum(mail_files.count(each) for each in mail_files.find(paths))


def read_mail(
    paths: Sequence[Path], chosen: Chosen | None = None, part: Part | None = None
) -> Iterator[MailDraft | Unreadable]:
    """Yield every message of the files and folders in `paths`, one at a time, in order; or those that are `chosen`.

    Only one message of a mailbox is in memory at a time. Progress: the items so far against `count_messages`.
    `chosen` is asked of each message before it is read, and `part` of each file before it is opened; they may raise.
    """
    for each in mail_files.find(paths):
        begin = part.begins(each) if part else Begin()
        if begin is None:
            continue
        if each.problem:
            yield Unreadable(each.name, "", each.problem)
            continue
        try:
            yield from _read_file(each, chosen or _every, begin)
        except OSError as error:
            if part:
                part.failed(each)
            yield Unreadable(each.name, "", mail_files.why(error))


def _every(_file: MailFile, _piece: Piece) -> bool:
    return True


def _read_file(each: MailFile, chosen: Chosen, begin: Begin) -> Iterator[MailDraft | Unreadable]:
    with each.path.open("rb") as raw:
        raw.seek(begin.at)
        head, file, recoded = mail_files.opened(raw)
        if problem := mail_files.problem(each, head):
            yield Unreadable(each.name, "", problem)
        elif mail_files.is_mailbox(each, head):
            for number, piece in enumerate(mbox.split_messages(file), begin.before + 1):
                if chosen(each, piece):
                    yield from _read_message(piece, f"{each.name} #{number}", each.path, recoded=recoded)
        elif (piece := only(head, file)).problem:
            yield Unreadable(each.name, "", piece.problem or said(mail_or_not.NOT_MAIL))
        elif chosen(each, piece):
            for item in _read_message(piece, each.name, each.path, recoded=recoded):
                made = recoded or head.startswith(msg.MAGIC)
                as_it_is = isinstance(item, MailDraft) and (made or raw.tell() != len(item.raw))
                yield dataclasses.replace(item, raw=_whole(raw)) if as_it_is and not apple.begin(head) else item


def only(head: bytes, file: mbox.Readable) -> Piece:
    """Return the one message that a file holds."""
    held = bytearray()
    while len(held) <= mbox.LARGEST and (chunk := file.read(1 << 20)):
        held += chunk
    whole = len(held) <= mbox.LARGEST
    data = bytes(held if whole else held[: mail_or_not.HEAD])
    if whole and data.startswith(msg.MAGIC):
        outlook = msg.read(data)
        return Piece(b"", outlook.message, problem=outlook.problem, left_out=outlook.left_out)
    return Piece(b"", apple.message(data), whole) if apple.begin(head) else mbox.piece(data, whole=whole)


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
    parts = Parts(root, recoded=recoded, beside=apple.files_beside(path))
    subject = mail_headers.header_text(root.first(b"subject"), parts.hint)[:LONGEST_SUBJECT].rstrip()
    if not root.fields:
        yield Unreadable(source, piece.message[:60].decode("utf-8", "replace").strip(), said(N_("It has no headers.")))
    elif not piece.whole:
        yield Unreadable(source, subject, said(N_("The message is larger than 256 MB.")))
    else:
        draft = _draft(root, parts, piece, subject, source, path)
        yield draft
        yield from (Unreadable(source, draft.subject, reason) for reason in (*piece.left_out, *parts.left_out))


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
    digest, digest_before = parts.digests(message_id or f"{moment}", sender, subject)
    return MailDraft(
        at_ms=at.ms,
        offset=at.offset,
        dated_by=dated_by,
        sender_name=name[:LONGEST_NAME].rstrip(),
        sender=sender[:LONGEST_NAME].rstrip(),
        recipients=tuple(recipients.values()),
        subject=subject or mail_headers.words(parts.words[:60]) or "—",
        body=parts.body,
        message_id=message_id,
        digest=digest,
        attachments=tuple(parts.attachments),
        source=source,
        digest_before=digest_before,
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
