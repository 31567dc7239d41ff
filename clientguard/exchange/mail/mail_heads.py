"""The heads of messages alone: who wrote to whom, and whether a person did. Bodies are passed over.

Left out is what is not correspondence, or not any more: drafts, mail waiting to be sent, junk and deleted mail, by the
names of their folders, by the letters in a maildir's file names, and by what Thunderbird notes in the message. It keeps
deleted messages in the file until the folder is compacted.
"""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from clientguard.domain.communication.addresses import is_aside_folder, is_sent_folder
from clientguard.domain.communication.mail_survey import MailHead
from clientguard.exchange.mail import mail_files, mail_headers, mbox, mime, read_mail, watchdog
from clientguard.exchange.mail.mail_files import MailFile
from clientguard.exchange.mail.mbox import Piece

EVERY = 100  # messages between two reports of progress

_LARGEST = 1 << 18  # bytes of a head that are read
_NAMED = 20  # Message-IDs that are read of a field, the latest
_EXPUNGED = 0x0008  # of X-Mozilla-Status: deleted, and gone with the next compacting
_MAILDIR_FLAGS = re.compile(r"[:;!]2,[A-Za-z]*[DT]")  # draft, trashed

Progress = Callable[[int, int], None]  # bytes read, of about how many


def read_heads(paths: Sequence[Path], progress: Progress | None = None) -> Iterator[MailHead]:
    """Yield the head of each message of the files and folders in `paths`, one at a time; what cannot be read has none.

    `progress` is called now and then; it may raise.
    """
    total, done = size(paths), 0
    numbers = itertools.count()
    for each in mail_files.find(paths):
        for piece in _pieces(each):
            done += len(piece.message)
            if progress and next(numbers) % EVERY == 0:
                progress(min(done, total), total)
            if found := head_of(each, piece):
                yield found


def size(paths: Sequence[Path]) -> int:
    """Return how many bytes there are in files and folders, as far as that can be told."""
    total = 0
    for path in paths:
        found = [Path(folder, name) for folder, _folders, names in os.walk(path) for name in names] or [path]
        for each in found:
            try:
                total += each.stat().st_size
            except OSError:
                continue
    return total


def is_aside(each: MailFile) -> bool:
    """Return whether a file lies in a folder of drafts, junk or deleted mail, below the one that was chosen."""
    inner = each.name.split("/")[1:]
    return any(is_aside_folder(name) for name in inner) or _MAILDIR_FLAGS.search(each.path.name) is not None


def head_of(each: MailFile, piece: Piece) -> MailHead | None:
    """Return a message's head; None if it has none, is set aside, or takes too long to read."""
    if is_aside(each):
        return None
    try:
        with watchdog.limited():
            return _head(each, piece.message)
    except watchdog.TooLongError:
        return None


def has_fields(message: bytes) -> bool:
    """Return whether bytes begin as a message does; something else may lie among the messages of a folder."""
    return bool(mime.head(message[:_LARGEST]).fields)


def _head(each: MailFile, message: bytes) -> MailHead | None:
    head = mime.head(message[:_LARGEST])
    if not head.fields or _is_deleted(head.first(b"x-mozilla-status")):
        return None
    senders = [one for name in (b"from", b"sender", b"reply-to") for one in mail_headers.mailboxes(head.first(name))]
    sender = next((one for one in senders if one.address), mail_headers.Mailbox("", ""))
    at = mail_headers.moment(head.first(b"date").decode("latin-1"))
    return MailHead(
        sender=(sender.name, sender.address),
        recipients=tuple(
            (one.name, one.address)
            for field in (*head.all(b"to"), *head.all(b"cc"), *head.all(b"bcc"))
            for one in mail_headers.mailboxes(field)
            if one.address
        ),
        at_ms=at.ms if at else 0,
        impersonal=_is_impersonal(head),
        in_sent=any(is_sent_folder(part) for part in each.name.split("/")),
        message_id=head.first(b"message-id").decode("latin-1").strip(),
        answers=tuple(
            dict.fromkeys(
                number
                for name in (b"in-reply-to", b"references")
                for number in mail_headers.message_ids(head.first(name))[-_NAMED:]
            )
        ),
    )


def _is_deleted(status: bytes) -> bool:
    try:
        return bool(int(status, 16) & _EXPUNGED)
    except ValueError:
        return False


def _is_impersonal(head: mime.Part) -> bool:
    """Whether a message went out to many, or a machine wrote it (RFC 2919, 2369, 3834)."""
    if any(head.first(name) for name in (b"list-id", b"list-unsubscribe", b"list-post")):
        return True
    if head.first(b"precedence").strip().lower() in (b"bulk", b"list", b"junk"):
        return True
    automatic = head.first(b"auto-submitted").strip().lower()
    return bool(automatic) and not automatic.startswith(b"no")


def _pieces(each: MailFile) -> Iterator[Piece]:
    """Yield the messages of a file, one at a time; of a file that cannot be read, those before that."""
    if each.problem or is_aside(each):
        return
    try:
        with each.path.open("rb") as raw:
            head, file, _recoded = mail_files.opened(raw)
            if mail_files.problem(each, head):
                return
            if mail_files.is_mailbox(each, head):
                yield from mbox.split_messages(file)
            else:
                yield read_mail.only(head, file)
    except OSError:
        return
