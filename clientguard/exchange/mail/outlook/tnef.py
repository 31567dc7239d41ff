"""`winmail.dat`: what Outlook sends to other Outlooks instead of text and attachments (MS-OXTNEF).

Every length is checked against what is there, a message within one is read to a small depth, and nothing raises:
what cannot be read leaves `is_whole` False.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from clientguard.exchange.mail import watchdog
from clientguard.exchange.mail.encoding import charsets
from clientguard.exchange.mail.html_text import html_text, tidy
from clientguard.exchange.mail.outlook import rtf

SIGNATURE = b"\x78\x9f\x3e\x22"
KINDS = frozenset(("application/ms-tnef", "application/vnd.ms-tnef"))
DEEPEST = 5  # messages within messages
MOST_FILES = 500


class _Attribute(IntEnum):
    SUBJECT, CLASS, BODY, PROPERTIES, CODEPAGE = 0x8004, 0x8008, 0x800C, 0x9003, 0x9007
    NEW_FILE, FILE_NAME, FILE_DATA, FILE_PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005


class _Property(IntEnum):
    SUBJECT, BODY, RTF, HTML, CODEPAGE = 0x0037, 0x1000, 0x1009, 0x1013, 0x3FDE
    DATA, NAME, LONG_NAME, SHOWN_NAME, MIME = 0x3701, 0x3704, 0x3707, 0x3001, 0x370E


_STRING, _UNICODE, _OBJECT, _BINARY, _MANY = 0x1E, 0x1F, 0x0D, 0x102, 0x1000
_FIXED = {0: 4, 1: 4, 2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 0x14: 8, 0x40: 8, 0x48: 16}  # with padding
_MESSAGE_IN_IT = bytes.fromhex("0703020000000000C000000000000046")


@dataclass(slots=True)
class File:
    """An attachment of a `winmail.dat`."""

    name: str = ""
    media_type: str = ""
    data: bytes = b""
    inner: Winmail | None = None  # a message that was attached


@dataclass(slots=True)
class Winmail:
    """What a `winmail.dat` holds. `is_note`: it is ordinary mail, not a meeting or another thing of Outlook's."""

    subject: str = ""
    text: str = ""
    files: list[File] = field(default_factory=list[File])
    is_note: bool = True
    is_whole: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found."""
        return not (self.text or self.files)


class _BrokenError(Exception):
    pass


def is_winmail(kind: str, name: str, data: bytes) -> bool:
    """Whether a part is a `winmail.dat`: it says so, or it is called so and begins like one."""
    return kind in KINDS or (name.lower().endswith(".dat") and data.startswith(SIGNATURE))


def read(data: bytes, depth: int = 0) -> Winmail:
    """Return what a `winmail.dat` holds, as far as it can be read."""
    found = Winmail()
    if not data.startswith(SIGNATURE) or depth > DEEPEST:
        found.is_whole = False
        return found
    message = _Message(found, depth)
    try:
        for number, value in _attributes(data):
            if number is None:
                found.is_whole = False
            else:
                message.take(number, value)
    except (_BrokenError, struct.error):
        found.is_whole = False
    message.finish()
    return found


def _attributes(data: bytes) -> Iterator[tuple[int | None, bytes]]:
    """Yield each attribute's number and value; None as number after one whose checksum is wrong."""
    at = 6
    while at + 9 <= len(data):
        watchdog.look()
        level, tag, length = struct.unpack_from("<BII", data, at)
        at += 9
        if level not in (1, 2) or length > len(data) - at:
            raise _BrokenError
        value = data[at : at + length]
        yield tag & 0xFFFF, value
        at += length
        if data[at : at + 2] != struct.pack("<H", sum(value) & 0xFFFF):
            yield None, b""
        at += 2
    if data[at:].strip(b"\x00\r\n"):
        raise _BrokenError


@dataclass(slots=True)
class _Message:
    """Collects the attributes of one message."""

    found: Winmail
    depth: int
    codepage: str = "cp1252"
    html: str = ""
    rtf: bytes = b""
    current: File | None = None

    def take(self, number: int, value: bytes) -> None:
        match number:
            case _Attribute.CODEPAGE if len(value) >= 4:
                self.codepage = _codepage(struct.unpack_from("<I", value)[0]) or self.codepage
            case _Attribute.CLASS:
                self.found.is_note = _is_note(value)
            case _Attribute.SUBJECT:
                self.found.subject = self.found.subject or self._string(value)
            case _Attribute.BODY:
                self.found.text = self.found.text or self._string(value)
            case _Attribute.PROPERTIES:
                self._properties(value)
            case _Attribute.NEW_FILE:
                self.current = self._new_file()
            case _Attribute.FILE_NAME if file := self._file():
                file.name = file.name or self._string(value)
            case _Attribute.FILE_DATA if file := self._file():
                file.data = file.data or value
            case _Attribute.FILE_PROPERTIES if file := self._file():
                self._file_properties(file, value)
            case _:
                pass

    def finish(self) -> None:
        """Decide which text it is; leave out files that nothing was found of."""
        found = self.found
        if not found.text.strip():
            found.text = html_text(self.html) if self.html else ""
        if not found.text.strip() and self.rtf:
            try:
                found.text = rtf.rtf_text(rtf.unpacked(self.rtf))
            except rtf.BrokenError:
                found.is_whole = False
        found.text = tidy(found.text)
        found.files = [each for each in found.files if each.data or each.inner or each.name]
        for each in found.files:
            if each.inner:
                found.is_whole = found.is_whole and each.inner.is_whole

    def _string(self, value: bytes) -> str:
        return charsets.decode(value.split(b"\x00", 1)[0], self.codepage)

    def _new_file(self) -> File | None:
        if len(self.found.files) >= MOST_FILES:
            self.found.is_whole = False
            return None
        self.found.files.append(File())
        return self.found.files[-1]

    def _file(self) -> File | None:
        self.current = self.current or self._new_file()
        return self.current

    def _properties(self, data: bytes) -> None:
        packed_html, page = b"", ""
        for number, kind, value in _properties(data):
            match number:
                case _Property.BODY:
                    self.found.text = self._value(kind, value) or self.found.text
                case _Property.SUBJECT:
                    self.found.subject = self._value(kind, value) or self.found.subject
                case _Property.RTF if kind == _BINARY:
                    self.rtf = value
                case _Property.HTML if kind == _UNICODE:
                    self.html = self._value(kind, value)
                case _Property.HTML:
                    packed_html = value
                case _Property.CODEPAGE if kind == 3:
                    page = _codepage(struct.unpack("<I", value)[0])
                case _:
                    pass
        if packed_html:
            self.html = charsets.decode(packed_html.rstrip(b"\x00"), page or charsets.named_in_html(packed_html))

    def _file_properties(self, file: File, data: bytes) -> None:
        names: dict[int, str] = {}
        for number, kind, value in _properties(data):
            if number in (_Property.NAME, _Property.LONG_NAME, _Property.SHOWN_NAME):
                names[number] = self._value(kind, value)
            elif number == _Property.MIME:
                file.media_type = self._value(kind, value)
            elif number == _Property.DATA and kind == _OBJECT:
                self._object(file, value)
            elif number == _Property.DATA:
                file.data = value
        name = (
            names.get(_Property.LONG_NAME)
            or names.get(_Property.NAME)
            or file.name
            or names.get(_Property.SHOWN_NAME, "")
        )
        file.name = name or file.name

    def _object(self, file: File, value: bytes) -> None:
        """Take an object: a message of its own, or bytes after the identity of what wrote them."""
        if value.startswith(_MESSAGE_IN_IT) and value[16:20] == SIGNATURE:
            file.inner = read(value[16:], self.depth + 1)
        file.data = value[16:]

    def _value(self, kind: int, value: bytes) -> str:
        if kind == _UNICODE:
            return value.decode("utf-16-le", "replace").rstrip("\x00")
        return self._string(value) if kind == _STRING else ""


def _codepage(number: int) -> str:
    return "utf-8" if number == 65001 else charsets.codec(f"cp{number}") if number < 65000 else ""


def _is_note(value: bytes) -> bool:
    return value.rstrip(b"\x00").lower() in (b"ipm.note", b"ipm.microsoft mail.note", b"")


def _properties(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield number, type and bytes of each property that has one value; those with several are passed over."""
    (count,) = struct.unpack_from("<I", data)
    at = 4
    for _ in range(count):
        watchdog.look()
        kind, number = struct.unpack_from("<HH", data, at)
        at += 4
        if number >= 0x8000:
            at = _after_name(data, at)
        several = bool(kind & _MANY)
        kind &= ~_MANY
        values = 1
        if several or kind not in _FIXED:
            (values,) = struct.unpack_from("<I", data, at)
            at += 4
        for _ in range(values):
            size = _FIXED.get(kind, -1)
            if size < 0:
                if kind not in (_STRING, _UNICODE, _OBJECT, _BINARY):
                    raise _BrokenError
                (size,) = struct.unpack_from("<I", data, at)
                at += 4
            if size > len(data) - at:
                raise _BrokenError
            if not several:
                yield number, kind, data[at : at + size]
            at += size + -size % 4


def _after_name(data: bytes, at: int) -> int:
    """Return where the value of a property with a name begins."""
    (by_name,) = struct.unpack_from("<I", data, at + 16)
    at += 20
    if not by_name:
        return at + 4
    (length,) = struct.unpack_from("<I", data, at)
    if length > len(data) - at - 4:
        raise _BrokenError
    return at + 4 + length + -length % 4
