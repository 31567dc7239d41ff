"""The properties of a message, a recipient or an attachment in an Outlook file (MS-OXMSG, MS-OXPROPS)."""

from __future__ import annotations

import struct
from enum import IntEnum
from typing import ClassVar

from oxmsg.storage import Storage

from clientguard.exchange.files import clean
from clientguard.exchange.mail.encoding import charsets

_TEXT_8, _UNICODE, _BINARY = 0x1E, 0x1F, 0x102


class Tag(IntEnum):
    """The properties that are read."""

    CLASS, SUBJECT, BODY, RTF, HTML = 0x001A, 0x0037, 0x1000, 0x1009, 0x1013
    HEADERS, MESSAGE_ID, REFERENCES, IN_REPLY_TO = 0x007D, 0x1035, 0x1039, 0x1042
    SUBMITTED, DELIVERED, CREATED = 0x0039, 0x0E06, 0x3007
    SENDER_NAME, SENDER_ADDRESS, SENDER_SMTP = 0x0C1A, 0x0C1F, 0x5D01
    FOR_NAME, FOR_ADDRESS, FOR_SMTP = 0x0042, 0x0065, 0x5D02  # on whose behalf it was sent
    RECIPIENT_TYPE, NAME, ADDRESS, SMTP = 0x0C15, 0x3001, 0x3003, 0x39FE
    FILE, FILE_METHOD, LONG_NAME, SHORT_NAME, FILE_TYPE = 0x3701, 0x3705, 0x3707, 0x3704, 0x370E
    TEXT_PAGE, HTML_PAGE, LANGUAGE = 0x3FFD, 0x3FDE, 0x3FF1


class Properties:
    """The properties in one folder of the file. `codepage` is the charset of its 8-bit texts."""

    STREAM: ClassVar[str] = "__properties_version1.0"

    def __init__(self, storage: Storage, start: int, codepage: str = "") -> None:
        self._streams = {each.name.lower(): each.bytes_ for each in storage.streams}
        table = self._streams.get(self.STREAM, b"")
        self._fixed: dict[int, bytes] = {}
        for at in range(start, len(table) - 15, 16):
            (number,) = struct.unpack_from("<H", table, at + 2)
            self._fixed.setdefault(number, table[at + 8 : at + 16])
        self.codepage = self._page(Tag.TEXT_PAGE) or self._page_of_language() or self._page(Tag.HTML_PAGE) or codepage

    @classmethod
    def of_message(cls, storage: Storage, *, inner: bool) -> Properties:
        """Return the properties of a message; the one that is the file has a longer head."""
        return cls(storage, 24 if inner else 32)

    def number(self, tag: Tag) -> int | None:
        """Return a whole number; None if there is none."""
        return struct.unpack_from("<I", self._fixed[tag])[0] if tag in self._fixed else None

    def ticks(self, tag: Tag) -> int:
        """Return a moment in tenths of a microsecond since 1601 UTC; 0 if there is none."""
        return struct.unpack("<Q", self._fixed[tag])[0] if tag in self._fixed else 0

    def stream(self, tag: Tag, kind: int) -> bytes:
        """Return the bytes of a property that is longer than a number."""
        return self._streams.get(f"__substg1.0_{tag:04x}{kind:04x}", b"")

    def text(self, tag: Tag) -> str:
        """Return a text; "" if there is none."""
        if wide := self.stream(tag, _UNICODE):
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        narrow = self.stream(tag, _TEXT_8).rstrip(b"\0")
        return charsets.decode(narrow, self.codepage) if narrow else ""

    def html(self) -> tuple[bytes, str]:
        """Return the HTML and its charset, each empty if there is none."""
        if wide := self.stream(Tag.HTML, _UNICODE):
            return wide.decode("utf-16-le", "replace").encode("utf-8", "replace"), "utf-8"
        page = (self.stream(Tag.HTML, _BINARY) or self.stream(Tag.HTML, _TEXT_8)).rstrip(b"\0")
        return page, self._page(Tag.HTML_PAGE) or charsets.named_in_html(page)

    def sender(self, *, represented: bool) -> str:
        """Return who wrote it, or on whose behalf, as a field of mail has it."""
        if represented:
            return _mailbox(self.text(Tag.FOR_NAME), self.text(Tag.FOR_SMTP), self.text(Tag.FOR_ADDRESS))
        return _mailbox(self.text(Tag.SENDER_NAME), self.text(Tag.SENDER_SMTP), self.text(Tag.SENDER_ADDRESS))

    def recipient(self) -> str:
        """Return a recipient as a field of mail has it."""
        return _mailbox(self.text(Tag.NAME), self.text(Tag.SMTP), self.text(Tag.ADDRESS))

    def file_name(self) -> str:
        """Return the name of an attachment; "" if it has none."""
        return clean(self.text(Tag.LONG_NAME) or self.text(Tag.NAME) or self.text(Tag.SHORT_NAME))

    def _page_of_language(self) -> str:
        """Return the charset of Windows for the language of the message; "" for those that Western ones share."""
        language = self.number(Tag.LANGUAGE) or 0
        if language & 0x3FF == 4:  # Chinese: written in two ways
            return "big5hkscs" if language in (0x404, 0xC04, 0x1404) else "gb18030"
        return _LANGUAGES.get(language & 0x3FF, "")

    def _page(self, tag: Tag) -> str:
        number = self.number(tag) or 0
        if number == 65001:
            return "utf-8"
        return charsets.codec(f"cp{number}") or _OTHER_PAGES.get(number, "") if number else ""


_OTHER_PAGES = {
    **{20127: "ascii", 20866: "koi8-r", 21866: "koi8-u", 50220: "iso2022_jp", 50221: "iso2022_jp", 51932: "euc_jp"},
    **{50222: "iso2022_jp", 51949: "euc_kr", 51936: "gb18030", 52936: "gb18030", 54936: "gb18030", 20936: "gb18030"},
    **{28590 + part: f"iso8859-{part}" for part in (1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 15)},
}


_LANGUAGES = {
    **{0x11: "cp932", 0x12: "cp949", 0x1E: "cp874", 0x1F: "cp1254", 0x08: "cp1253", 0x0D: "cp1255", 0x01: "cp1256"},
    **{0x02: "cp1251", 0x19: "cp1251", 0x22: "cp1251", 0x23: "cp1251", 0x2F: "cp1251", 0x2A: "cp1258"},
    **{0x05: "cp1250", 0x0E: "cp1250", 0x15: "cp1250", 0x18: "cp1250", 0x1B: "cp1250", 0x24: "cp1250"},
    **{0x25: "cp1257", 0x26: "cp1257", 0x27: "cp1257"},
}


def _mailbox(name: str, smtp: str, address: str) -> str:
    """Return name and address as a field of mail has them; an address within Exchange is none."""
    found = next((each for each in map(clean, (smtp, address, name)) if "@" in each and not each.startswith("/")), "")
    found = found.strip("<>'\" ")
    shown = clean(name).replace("\\", "\\\\").replace('"', '\\"')
    if not found or " " in found:
        return f'"{shown}"' if shown else ""
    return f'"{shown}" <{found}>' if shown and shown != found else f"<{found}>"
