"""Mail files to message drafts: `.eml`, `.mbox`, maildir folders.

An attachment is every leaf part that has a file name, is marked as an attachment, or is neither text, nor a container,
nor an unnamed signature;
a message within a message is one attachment (`.eml`), its own parts are not counted. The body is the first plain text
leaf, else the first HTML leaf as text. Nothing that a file holds makes `read` raise: what cannot be read is yielded
as `Unreadable`, with its reason.
"""

from __future__ import annotations

import binascii
import email
import email.errors
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

from clientguard.domain.records import Instant
from clientguard.domain.words import N_, Said, said
from clientguard.exchange import mail_text, mbox
from clientguard.exchange.files import LARGEST, AttachmentDraft, safe_name

LONGEST_BODY = 2_000_000  # characters
_SIGNATURES = ("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature")
DEEPEST = 60  # parts within parts
_MARKS = (b"from", b"to", b"subject", b"date", b"message-id", b"received", b"return-path", b"mime-version",
          b"content-type", b"x-", b"delivered-to", b"reply-to", b"sender", b"cc", b"bcc")  # fmt: skip


@dataclass(frozen=True, slots=True)
class MailDraft:
    """One message as it is to be put on record. `dated_by`: date, received, envelope (the `From ` line) or file."""

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


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something that could not be taken in, and why."""

    source: str
    hint: str
    reason: Said


def count(paths: Sequence[Path]) -> int:
    """Return about how many items `read` will yield, for showing progress; what cannot be read counts as one."""
    total = 0
    for path in _files(paths):
        try:
            with path.open("rb") as file:
                head = file.read(5)
            total += mbox.count(path) if mbox.is_mbox(head) else 1
        except OSError:
            total += 1
    return total


def read(paths: Sequence[Path]) -> Iterator[MailDraft | Unreadable]:
    """Yield every message of the files and folders in `paths`, one at a time, in their order."""
    for path in _files(paths):
        try:
            yield from _read_file(path)
        except OSError as error:
            reason = said(N_("It could not be read: {detail}."), detail=error.strerror or str(error))
            yield Unreadable(path.name, "", reason)


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(each for each in path.rglob("*") if each.is_file() and not each.name.startswith("."))
        else:
            yield path


def _read_file(path: Path) -> Iterator[MailDraft | Unreadable]:
    with path.open("rb") as file:
        head = file.read(4096)
    if not head.strip():
        yield Unreadable(path.name, "", said(N_("It is empty.")))
    elif mbox.is_mbox(head):
        for number, (line, raw) in enumerate(mbox.messages(path), 1):
            yield from _read_message(raw, line, f"{path.name} #{number}", path)
    else:
        yield from _read_message(path.read_bytes(), b"", path.name, path)


def _read_message(raw: bytes, line: bytes, source: str, path: Path) -> Iterator[MailDraft | Unreadable]:
    raw = raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raw = raw.decode("utf-16", "replace").encode()
    if not line and not _looks_like_mail(raw):
        yield Unreadable(source, "", said(N_("It is no mail message.")))
        return
    try:
        message = email.message_from_bytes(raw)
        parts = _Parts(message, source)
    except (RecursionError, email.errors.MessageError, ValueError, LookupError, AttributeError, TypeError) as error:
        yield Unreadable(source, "", said(N_("Its structure is broken: {detail}."), detail=type(error).__name__))
        return
    draft = _draft(message, parts, line, source, path)
    yield from (Unreadable(source, draft.subject, reason) for reason in parts.left_out)
    yield draft


def _looks_like_mail(raw: bytes) -> bool:
    if b"\x00" in raw[:512]:
        return False
    for number, line in enumerate(raw[:8192].splitlines()):
        if number == 40:
            return False
        name, colon, _ = line.partition(b":")
        if colon and name.strip().lower().startswith(_MARKS) and b" " not in name.strip():
            return True
        if not line.strip():
            return False
    return False


def _draft(message: Message, parts: _Parts, line: bytes, source: str, path: Path) -> MailDraft:
    at, dated_by = _dated(message, line, path)
    heads = _Heads(message)
    writer = heads.first("From") or heads.first("Sender") or heads.first("Return-Path")
    senders = mail_text.addresses(writer)
    name, sender = senders[0] if senders else (mail_text.header(writer), "")
    recipients = mail_text.addresses(*heads.all("To"), *heads.all("Cc"))
    subject = mail_text.header(heads.first("Subject"))[:1000] or mail_text.header(parts.body.strip()[:60]) or "—"
    message_id = mail_text.header(heads.first("Message-ID"))[:500]
    return MailDraft(
        at_ms=at.ms,
        offset=at.offset,
        dated_by=dated_by,
        sender_name=name[:300],
        sender=sender[:300],
        recipients=tuple(address[:300] for _, address in recipients)[:40],
        subject=subject,
        body=parts.body,
        message_id=message_id,
        digest=_digest(message_id, at, sender, subject, parts),
        attachments=tuple(parts.attachments),
        source=source,
    )


def _digest(message_id: str, at: Instant, sender: str, subject: str, parts: _Parts) -> str:
    """Return what a second delivery shares with the first: its number (or moment), sender, words and files.

    Headers that each delivery writes anew (Received, the envelope's date) play no part; the same number over other
    words is another message, and is kept.
    """
    words = " ".join(parts.body.split())
    files = [hashlib.sha256(each.data).hexdigest() for each in parts.attachments]
    whole = [message_id or at.ms, sender.casefold(), subject, words, files]
    return hashlib.sha256(json.dumps(whole, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def _dated(message: Message, line: bytes, path: Path) -> tuple[Instant, str]:
    at = mail_text.moment(message["Date"])
    if at:
        return at, "date"
    if line and (at := mail_text.from_line(line)):
        return at, "envelope"
    for received in message.get_all("Received") or ():
        if at := mail_text.moment(str(received).rpartition(";")[2]):
            return at, "received"
    return Instant(int(path.stat().st_mtime * 1000), 0), "file"


class _Heads:
    """Headers as they came: bytes that are no ASCII as surrogates, which `mail_text.header` decodes."""

    def __init__(self, message: Message) -> None:
        self._items = [(name.lower(), str(value)) for name, value in message.raw_items()]

    def all(self, name: str) -> list[str]:
        return [value for each, value in self._items if each == name.lower()]

    def first(self, name: str) -> str:
        return next(iter(self.all(name)), "")


class _Parts:
    """The body and the attachments of a message."""

    def __init__(self, message: Message, source: str) -> None:
        self.attachments: list[AttachmentDraft] = []
        self.left_out: list[Said] = []
        self._plain: list[str] = []
        self._html: list[str] = []
        self._source = source
        self._walk(message, 0)
        body = self._plain[0] if self._plain else mail_text.html_text(self._html[0]) if self._html else ""
        self.body = mail_text.tidy(body)[:LONGEST_BODY]

    def _walk(self, part: Message, depth: int) -> None:
        if depth > DEEPEST:
            self.left_out.append(said(N_("Its parts are nested too deeply; the innermost were left out.")))
            return
        kind = part.get_content_type()
        if kind.startswith("multipart/") and part.is_multipart():
            for child in part.get_payload():
                if isinstance(child, Message):
                    self._walk(child, depth + 1)
            return
        name = _file_name(part)
        if part.is_multipart():
            self._keep(name or "message.eml", kind, _nested(part))
            return
        marked = part.get_content_disposition() == "attachment"
        if kind in ("text/plain", "text/html") and not marked and not name:
            text = mail_text.decode(_payload(part), part.get_content_charset() or "")
            (self._plain if kind == "text/plain" else self._html).append(text)
        elif (name or kind not in _SIGNATURES) and (data := _payload(part)):
            self._keep(name or f"part{_suffix(kind)}", kind, data)

    def _keep(self, name: str, kind: str, data: bytes) -> None:
        safe = safe_name(name)
        if len(data) > LARGEST:
            self.left_out.append(said(N_("The file {name} is larger than 64 MB and was left out."), name=safe))
            return
        self.attachments.append(AttachmentDraft(safe, kind, data))


def _file_name(part: Message) -> str:
    try:
        return mail_text.header(part.get_filename() or "")
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""


def _payload(part: Message) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, binascii.Error, AssertionError):
        data = None
    if isinstance(data, bytes):
        return data
    raw = part.get_payload()
    return raw.encode("utf-8", "surrogateescape") if isinstance(raw, str) else b""


def _nested(part: Message) -> bytes:
    inner = part.get_payload()
    try:
        return (
            b"".join(each.as_bytes() for each in inner if isinstance(each, Message)) if isinstance(inner, list) else b""
        )
    except (ValueError, LookupError, KeyError, TypeError, AttributeError, RecursionError):
        return str(part)[:LARGEST].encode("utf-8", "replace")


def _suffix(kind: str) -> str:
    import mimetypes

    return mimetypes.guess_extension(kind) or ".bin"
