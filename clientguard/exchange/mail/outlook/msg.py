"""Outlook's `.msg` files as mail: an OLE file of properties (MS-OXMSG), made into the message that was sent.

What comes out is read as any other mail: the fields of its way over the internet where the file has them, the plain
text and the HTML (or the RTF, where there is neither), and the attachments; a message within it becomes an `.eml`.

OLE files can be built to unpack to more than they are, to refer to themselves, or to nest without end. The sizes in
the header and in the list of contents are compared with the file before anything is read, and nothing raises.
"""

from __future__ import annotations

import base64
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from io import BytesIO
from typing import Any, Protocol
from urllib.parse import quote

from olefile import OleFileIO
from olefile.olefile import DEFECT_INCORRECT, STGTY_STORAGE, STGTY_STREAM
from oxmsg.storage import Storage, Stream

from clientguard.domain.wording import N_, Said, said
from clientguard.exchange.files import clean
from clientguard.exchange.mail import watchdog
from clientguard.exchange.mail.outlook import rtf
from clientguard.exchange.mail.outlook.properties import Properties, Tag

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DEEPEST = 5  # messages within messages
MOST_ENTRIES = 100_000  # streams and folders in one file: a message to 5,000 people has some 60,000
MOST_FILES = 500
MOST_RECIPIENTS = 5_000

_NAME = "__substg1.0_".encode("utf-16-le")  # how the streams of a message are called, and those of no document
_NOT_SENT: tuple[tuple[str, str], ...] = (  # by how the class begins, in small letters
    ("ipm.appointment", N_("This is an appointment from Outlook. Save the calendar as an .ics file and import that.")),
    ("ipm.contact", N_("This is a contact from Outlook. Save it as a .vcf file and import that.")),
    ("ipm.distlist", N_("This is a contact group from Outlook, not a message.")),
    ("ipm.task", N_("This is a task from Outlook, not a message.")),
    ("ipm.stickynote", N_("This is a note from Outlook, not a message.")),
    ("ipm.activity", N_("This is a journal entry from Outlook, not a message.")),
)
_DAMAGED = N_("This Outlook message is damaged.")
_BEYOND_BOUNDS = N_("This Outlook message is damaged, or made to fill the memory of the program that reads it.")
_OURS = frozenset((b"content-type", b"content-transfer-encoding", b"mime-version", b"content-length"))


@dataclass(frozen=True, slots=True)
class Outlook:
    """A message of Outlook's as mail, or the `problem` with it; `left_out` says which files could not be read."""

    message: bytes = b""
    problem: Said | None = None
    left_out: tuple[Said, ...] = ()


class _NotReadError(Exception):
    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = said(sentence)


def is_message(head: bytes, suffix: str) -> bool:
    """Return whether a file that begins with `head` is an Outlook message, by its name or what can be seen of it."""
    return head.startswith(MAGIC) and (suffix == ".msg" or _NAME in head)


def suffix(data: bytes) -> str:
    """Return the suffix for a file that holds one message as it came."""
    return ".msg" if data.startswith(MAGIC) else ".eml"


def read(data: bytes) -> Outlook:
    """Return the bytes of an Outlook message as mail."""
    try:
        with watchdog.limited():
            left_out: list[Said] = []
            message = _Message(_opened(data), 0, left_out).as_mail()
            return Outlook(message, left_out=tuple(left_out))
    except _NotReadError as error:
        return Outlook(problem=error.reason)
    except watchdog.TooLongError:
        return Outlook(problem=said(N_("It takes too long to read, perhaps by design.")))


def _opened(data: bytes) -> Storage:
    """Return the contents of an OLE file, once its sizes are known to be possible."""
    _check_header(data)
    try:
        # an entry that is used twice is refused too: a tree of such would be walked in exponential time
        ole: Any = OleFileIO(data, raise_defects=DEFECT_INCORRECT)
        with ole:
            entries = [each for each in ole.direntries if each is not None]
            if len(entries) > MOST_ENTRIES or sum(each.size for each in entries[1:]) > len(data):
                raise _NotReadError(_BEYOND_BOUNDS)
            found = _folder(ole, ole.root, "", 0)
    except (_NotReadError, watchdog.TooLongError):
        raise
    except Exception as error:  # whatever its two readers stumble over is damage in the file
        raise _NotReadError(_DAMAGED) from error
    if not any(each.name == Properties.STREAM for each in found.streams):
        raise _NotReadError(N_("This is not a message: it has the form of one, without its properties."))
    return found


class _Entry(Protocol):
    """An entry in the list of an OLE file's contents."""

    name: str
    entry_type: int
    isectStart: int  # noqa: N815 - as its reader calls it
    size: int
    kids: list[_Entry]


class _Ole(Protocol):
    """What is asked of an open OLE file beyond what its reader's types tell."""

    def _open(self, start: int, size: int) -> BytesIO: ...


def _folder(ole: _Ole, entry: _Entry, path: str, depth: int) -> Storage:
    """Return a folder with all that is in it: each stream by its place, since by name takes quadratic time."""
    if depth > 3 * DEEPEST:
        raise _NotReadError(_BEYOND_BOUNDS)
    streams: list[Stream] = []
    storages: list[Storage] = []
    for each in entry.kids:
        watchdog.look()
        inner = f"{path}/{each.name}" if path else each.name
        if each.entry_type == STGTY_STREAM:
            with ole._open(each.isectStart, each.size) as stream:
                streams.append(Stream(inner, stream.read()))
        elif each.entry_type == STGTY_STORAGE:
            storages.append(_folder(ole, each, inner, depth + 1))
    return Storage(path, tuple(streams), tuple(storages))


def _check_header(data: bytes) -> None:
    """Refuse tables that would be larger than the file: they are read whole, before anything else."""
    if len(data) < 512:
        raise _NotReadError(_DAMAGED)
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in (9, 12):
        raise _NotReadError(_DAMAGED)
    tables = struct.unpack_from("<I", data, 44)[0], *(struct.unpack_from("<I", data, at)[0] for at in (64, 72))
    if any(count << shift > len(data) for count in tables):
        raise _NotReadError(_BEYOND_BOUNDS)


@dataclass(slots=True)
class _Message:
    """Makes mail of one message and those within it."""

    storage: Storage
    depth: int
    left_out: list[Said]
    _properties: Properties = field(init=False)

    def __post_init__(self) -> None:
        self._properties = Properties.of_message(self.storage, inner=self.depth > 0)

    def as_mail(self) -> bytes:
        kind = self._properties.text(Tag.CLASS).lower()
        for beginning, sentence in _NOT_SENT:
            if kind.startswith(beginning) and not self.depth:
                raise _NotReadError(sentence)
        parts = [*self._texts(), *self._files()]
        boundary = f"=_outlook_{self.depth}"
        lines = [*self._fields(), b"MIME-Version: 1.0"]
        lines.append(b'Content-Type: multipart/mixed; boundary="%s"' % boundary.encode())
        pieces = [b"\r\n".join(lines), b"\r\n"]
        for part in parts:
            pieces += [b"\r\n--%s\r\n" % boundary.encode(), part]
        return b"".join([*pieces, b"\r\n--%s--\r\n" % boundary.encode()])

    def _fields(self) -> Iterator[bytes]:
        """Yield the fields: those of its way over the internet, and what they lack from the properties."""
        subject = clean(self._properties.text(Tag.SUBJECT))  # as Outlook shows it: an edited one is not in the fields
        there = {b"subject"} if subject else set[bytes]()
        if subject:
            yield f"Subject: {subject}".encode("utf-8", "replace")
        for name, line in self._sent_fields():
            if name == b"subject" and subject:
                continue
            there.add(name)
            yield line
        for name, value in self._own_fields():
            if value and name.lower().encode() not in there:
                yield f"{name}: {value}".encode("utf-8", "replace")

    def _sent_fields(self) -> Iterator[tuple[bytes, bytes]]:
        """Yield name and line of each field that the file has kept, but for those that say how it was packed."""
        packed = self._properties.text(Tag.HEADERS).replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace")
        held: list[bytes] = []
        for line in [*packed.split(b"\n"), b"end:"]:
            watchdog.look()
            if line[:1] in (b" ", b"\t") and held:
                held.append(line)
                continue
            name = held[0].partition(b":")[0].strip().lower() if held else b""
            if name and b":" in held[0] and b" " not in name and name not in _OURS:
                yield name, b"\r\n".join(held)
            held = [line] if line.strip() else []

    def _own_fields(self) -> Iterator[tuple[str, str]]:
        yield "From", self._properties.sender(represented=True) or self._properties.sender(represented=False)
        yield "Sender", self._properties.sender(represented=False)
        to, copied = self._recipients()
        yield "To", to
        yield "Cc", copied
        yield "Date", self._date()
        yield "Message-ID", clean(self._properties.text(Tag.MESSAGE_ID))
        yield "In-Reply-To", clean(self._properties.text(Tag.IN_REPLY_TO))
        yield "References", clean(self._properties.text(Tag.REFERENCES))

    def _recipients(self) -> tuple[str, str]:
        """Return to whom it went, and to whom a copy did."""
        to: list[str] = []
        copied: list[str] = []
        storages = [each for each in self.storage.storages if each.name.lower().startswith("__recip_version1.0_")]
        for each in storages[:MOST_RECIPIENTS]:
            watchdog.look()
            found = Properties(each, 8, self._properties.codepage)
            kind = (found.number(Tag.RECIPIENT_TYPE) or 1) & 0xF
            if kind in (1, 2):
                (to if kind == 1 else copied).append(found.recipient())
        return ", ".join(filter(None, to)), ", ".join(filter(None, copied))

    def _date(self) -> str:
        for tag in (Tag.SUBMITTED, Tag.DELIVERED, Tag.CREATED):
            ticks = self._properties.ticks(tag)
            try:
                if at := ticks and datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=ticks // 10):
                    return format_datetime(at)
            except OverflowError:
                continue
        return ""

    def _texts(self) -> Iterator[bytes]:
        """Yield the text as one part: plain and HTML beside each other, as mail has them."""
        plain, (page, charset) = self._properties.text(Tag.BODY), self._properties.html()
        if not plain.strip() and not page.strip():
            plain = self._from_rtf()
        texts: list[bytes] = []
        if plain.strip() or not page.strip():
            texts.append(_text_part("plain", plain.encode("utf-8", "replace"), "utf-8"))
        if page.strip():
            texts.append(_text_part("html", page, charset))
        if len(texts) == 1:
            yield texts[0]
            return
        inner = b"=_texts_%d" % self.depth
        both = b"".join(b"--%s\r\n%s\r\n" % (inner, each) for each in texts)
        yield b'Content-Type: multipart/alternative; boundary="%s"\r\n\r\n%s--%s--' % (inner, both, inner)

    def _from_rtf(self) -> str:
        packed = self._properties.stream(Tag.RTF, 0x102)
        try:
            return rtf.rtf_text(rtf.unpacked(packed)) if packed else ""
        except rtf.BrokenError:
            self.left_out.append(said(N_("The text of this message could not be read.")))
            return ""

    def _files(self) -> Iterator[bytes]:
        storages = [each for each in self.storage.storages if each.name.lower().startswith("__attach_version1.0_")]
        for each in storages[:MOST_FILES]:
            watchdog.look()
            if part := self._file(each):
                yield part
        if more := len(storages) - MOST_FILES if len(storages) > MOST_FILES else 0:
            self.left_out.append(said(N_("{count} attachments of this message were left out."), count=more))

    def _file(self, storage: Storage) -> bytes:
        """Return an attachment as a part; b"" if its bytes are not there."""
        found = Properties(storage, 8, self._properties.codepage)
        kind = clean(found.text(Tag.FILE_TYPE))
        data = found.stream(Tag.FILE, 0x102)
        inner = next((each for each in storage.storages if each.name.upper().endswith("3701000D")), None)
        if data and kind == "multipart/signed":  # the message as it was signed: text and files are in there
            return data
        if inner is not None and not data:
            return self._within(inner, found)
        if not data and found.number(Tag.FILE_METHOD) not in (None, 0, 1):
            sentence = N_("The file {name} is not in this message, which only says where it was.")
            self.left_out.append(said(sentence, name=found.file_name() or "—"))
            return b""
        name = found.file_name()
        return _file_part(name, kind, data) if data or name else b""

    def _within(self, inner: Storage, found: Properties) -> bytes:
        """Return what lies in a folder of its own: a message, or an object of another program's."""
        if any(each.name == Properties.STREAM for each in inner.streams):
            if self.depth < DEEPEST:
                message = _Message(inner, self.depth + 1, self.left_out)
                subject = clean(message._properties.text(Tag.SUBJECT)) or found.file_name()
                return _file_part(f"{subject[:100] or 'message'}.eml", "message/rfc822", message.as_mail())
            self.left_out.append(said(N_("A message within this one is nested too deep and was left out.")))
            return b""
        name = found.file_name()
        data = max((each.bytes_ for each in inner.streams), key=len, default=b"")
        return _file_part(name or "object.bin", "application/octet-stream", data) if data else b""


def _text_part(kind: str, data: bytes, charset: str) -> bytes:
    head = f"Content-Type: text/{kind}" + (f'; charset="{charset}"' if charset else "")
    return head.encode() + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(data)


def _file_part(name: str, kind: str, data: bytes) -> bytes:
    named = quote(clean(name).encode("utf-8", "replace"), safe="")
    kind = kind if kind.isascii() and kind.count("/") == 1 and " " not in kind and ";" not in kind else ""
    if not kind or (kind.startswith(("multipart/", "message/")) and not name.endswith(".eml")):
        kind = "application/octet-stream"
    head = f"Content-Type: {kind}\r\nContent-Disposition: attachment; filename*=utf-8''{named}\r\n"
    return head.encode() + b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(data)
