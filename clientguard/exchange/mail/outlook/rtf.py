"""RTF as Outlook packs it (MS-OXRTFCP), and as text, or as the HTML that it was made from (MS-OXRTFEX).

Nothing in it raises but `BrokenError`, for data that is not packed RTF; the time is proportional to the length.
"""

from __future__ import annotations

import html
import re
import struct
from dataclasses import dataclass, replace

from clientguard.exchange.mail import watchdog
from clientguard.exchange.mail.encoding import charsets
from clientguard.exchange.mail.html_text import html_text, tidy

LARGEST = 16 << 20  # bytes unpacked: a text is far smaller, and pictures in it are not read

_KNOWN_BEFORE = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans Serif"
    rb"SymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_WINDOW = 4096


class BrokenError(Exception):
    """The data is not what it says it is."""


def unpacked(data: bytes) -> bytes:
    """Return packed RTF unpacked, at most `LARGEST` bytes, as far as it can be read; BrokenError if it is none."""
    if len(data) < 16:
        raise BrokenError
    packed, size, kind = struct.unpack_from("<II4s", data)
    size = min(size, LARGEST)
    if kind == b"MELA":
        return data[16 : 16 + size]
    if kind != b"LZFu":
        raise BrokenError
    out = bytearray(_KNOWN_BEFORE)
    at, end = 16, min(len(data), packed + 4)
    while at < end and len(out) - len(_KNOWN_BEFORE) < size:
        watchdog.look()
        flags, at = data[at], at + 1
        for bit in range(8):
            if not flags >> bit & 1:
                out += data[at : min(at + 1, end)]
                at += 1
                continue
            if at + 2 > end:
                at = end
                break
            token = data[at] << 8 | data[at + 1]
            at += 2
            back = (len(out) - (token >> 4)) % _WINDOW
            if back == 0 or back > len(out):  # the end, or a place that nothing was written to
                at = end
                break
            length, piece = (token & 15) + 2, bytes(out[-back:])
            out += (piece * (length // back + 1))[:length] if back < length else out[-back : len(out) - back + length]
    return bytes(out[len(_KNOWN_BEFORE) :][:size])


_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,32})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)|.", re.DOTALL
)
_CHARSETS = {
    **{77: "mac-roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5hkscs", 161: "cp1253", 162: "cp1254"},
    **{163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250"},
}
_SIGNS = {
    **{b"par": "\n", b"line": "\n", b"sect": "\n", b"page": "\n", b"row": "\n", b"tab": "\t", b"cell": "\t"},
    **{b"emdash": "—", b"endash": "–", b"bullet": "•", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“"},
    **{b"rdblquote": "”", b"emspace": " ", b"enspace": " "},
    **{b"~": "\xa0", b"_": "-", b"{": "{", b"}": "}", b"\\": "\\", b"\n": "\n", b"\r": "\n"},
}
_UNSEEN = frozenset(
    b"colortbl stylesheet info pict header footer headerl headerr footerl footerr themedata datastore listtable "
    b"listoverridetable rsidtbl generator xmlnstbl fldinst mmathpr latentstyles filetbl revtbl objdata".split()
)


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds within a pair of braces."""

    unseen: bool = False
    fonts: bool = False  # the table of fonts
    tag: bool = False  # HTML as it was
    charset: str = ""
    skips: int = 1  # characters that stand for one of Unicode where that is not known


def rtf_text(data: bytes) -> str:
    """Return RTF as plain text; what was HTML before is read as HTML."""
    reader = _Reader(from_html=b"\\fromhtml" in data[:2000])
    reader.read(data)
    return tidy(html_text(reader.text()) if reader.from_html else reader.text())


class _Reader:
    def __init__(self, *, from_html: bool) -> None:
        self.from_html = from_html
        self._found: list[str] = []
        self._bytes = bytearray()  # text in the charset of the group
        self._group = _Group()
        self._outer: list[_Group] = []
        self._default = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._begins = False  # right after "{\*"
        self._for_rtf = False  # between \htmlrtf and \htmlrtf0: what RTF needs and HTML has not
        self._skip = 0

    def text(self) -> str:
        """Return what was found, with both halves of a character of Unicode joined."""
        self._end()
        return "".join(self._found).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    def read(self, data: bytes) -> None:
        """Read it all."""
        at = 0
        while found := _TOKEN.match(data, at):
            watchdog.look()
            at = found.end()
            word, number, coded, sign, brace, plain = found.groups()
            if word is not None:
                at += self._word(word, int(number) if number else None)
            elif coded is not None:
                self._raw(bytes.fromhex(coded.decode()))
            elif sign is not None:
                self._sign(sign)
            elif brace is not None:
                self._brace(brace)
            elif plain is not None:
                self._raw(plain)

    def _brace(self, brace: bytes) -> None:
        self._end()
        self._skip = 0
        self._begins = False
        if brace == b"{":
            self._outer.append(self._group)
        elif self._outer:
            self._group = self._outer.pop()

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._begins = True
        elif sign in _SIGNS:
            self._say(_SIGNS[sign])

    def _raw(self, data: bytes) -> None:
        if self._skip:
            self._skip, data = max(0, self._skip - len(data)), data[self._skip :]
        if data and self._is_seen():
            self._bytes += data

    def _is_seen(self) -> bool:
        return not (self._group.unseen or self._group.fonts or (self._for_rtf and not self._group.tag))

    def _say(self, text: str) -> None:
        if self._is_seen():
            self._end()
            self._found.append(text)

    def _end(self) -> None:
        """Turn the bytes so far into text."""
        if self._bytes:
            text = charsets.decode(bytes(self._bytes), self._group.charset or self._default)
            self._found.append(html.escape(text, quote=False) if self.from_html and not self._group.tag else text)
            self._bytes.clear()

    def _word(self, word: bytes, number: int | None) -> int:
        """Follow a control word; return how many bytes after it are to be passed over."""
        begins, self._begins = self._begins, False
        if word == b"bin":
            return max(0, number or 0)
        if word == b"u" and number is not None:
            self._say(html.escape(chr(number & 0xFFFF)) if self.from_html else chr(number & 0xFFFF))
            self._skip = self._group.skips
        elif word == b"uc":
            self._group = replace(self._group, skips=min(max(number or 0, 0), 20))
        elif word == b"htmlrtf":
            self._end()
            self._for_rtf = number != 0
        elif word in _SIGNS:
            self._say(_SIGNS[word])
        elif begins or word in _UNSEEN or word == b"fonttbl":
            self._end()
            tag = self.from_html and word == b"htmltag"
            unseen = self._group.unseen or not (tag or word == b"fonttbl")
            self._group = replace(self._group, unseen=unseen, fonts=word == b"fonttbl", tag=tag)
        else:
            self._charset(word, number or 0)
        return 0

    def _charset(self, word: bytes, number: int) -> None:
        if word == b"ansicpg":
            self._default = charsets.codec(f"cp{number}") or self._default
        elif word == b"mac":
            self._default = "mac-roman"
        elif word == b"f" and self._group.fonts:
            self._font = number
        elif word == b"fcharset" and self._group.fonts and len(self._fonts) < 10_000:
            self._fonts[self._font] = _CHARSETS.get(number, "")
        elif word == b"f":
            self._end()
            self._group = replace(self._group, charset=self._fonts.get(number, ""))
