"""The readable side of mail: headers, charsets, and HTML as plain text. Nothing here raises for what mail holds."""

from __future__ import annotations

import codecs
import re
from email.header import decode_header
from email.utils import getaddresses, parsedate_tz
from html.parser import HTMLParser

from clientguard.domain.records import Instant
from clientguard.exchange.files import clean

ALIASES = {"windows-874": "cp874", "x-windows-874": "cp874", "iso-8859-11": "cp874", "unicode-1-1-utf-7": "utf-7"}
_BLOCKS = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "ul", "ol", "pre"}
_HIDDEN = {"script", "style", "head", "title", "template", "noscript"}
_EARLIEST, _LATEST = -62_135_596_800_000, 253_402_300_799_000


def decode(data: bytes, charset: str = "") -> str:
    """Return bytes as text: by the named charset, else UTF-8, else as Thai or Western text; never raises."""
    name = ALIASES.get(charset.strip().strip("\"'").lower(), charset.strip().strip("\"'"))
    if name:
        try:
            codecs.lookup(name)
            if not name.lower().replace("-", "").startswith(("usascii", "ascii")):
                return data.decode(name, "replace")
        except (LookupError, ValueError, TypeError):
            pass
    return _guess(data)


def _guess(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    high = sum(byte > 0x7F for byte in data)
    in_runs = sum(len(run) for run in re.findall(rb"[\xa1-\xfb]{4,}", data))  # Western text has no such runs
    charset = "cp874" if in_runs * 2 > high else "cp1252"
    return data.decode(charset, "replace")


def header(value: object) -> str:
    """Return a header as a person reads it: encoded words decoded, folded lines joined, hidden characters dropped."""
    if value is None:
        return ""
    raw = _unescaped(str(value))
    try:
        parts = decode_header(raw.replace("\r", "").replace("\n", ""))
    except (ValueError, LookupError, TypeError):
        return clean(raw)
    text = "".join(part if isinstance(part, str) else decode(part, charset or "") for part, charset in parts)
    return clean(text)


def _unescaped(raw: str) -> str:
    """Return a header with the bytes that were no ASCII, which the parser kept as surrogates, as text."""
    if any(0xDC80 <= ord(char) <= 0xDCFF for char in raw):
        return _guess(raw.encode("utf-8", "surrogateescape"))
    return raw


def addresses(*values: object) -> list[tuple[str, str]]:
    """Return name and address of everybody in address headers."""
    raw = [_unescaped(str(value)) for value in values if value is not None]
    try:
        found = getaddresses(raw)
    except (ValueError, TypeError, IndexError, RecursionError):
        found = []
    return [(header(name), clean(address)) for name, address in found if address]


def moment(value: object) -> Instant | None:
    """Return the moment of a date header; None when there is none that can be read. No zone counts as UTC."""
    if value is None:
        return None
    try:
        parsed = parsedate_tz(clean(str(value)))
        if parsed is None:
            return None
        return _instant(parsed)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _instant(parsed: tuple[int, ...] | tuple[int | None, ...]) -> Instant | None:
    from calendar import timegm

    year, month, day, hour, minute, second = (int(part or 0) for part in parsed[:6])
    seconds = int(parsed[9] or 0)
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= 31) or abs(seconds) > 86_399:
        return None
    milliseconds = (timegm((year, month, day, hour, minute, second)) - seconds) * 1000
    if not _EARLIEST < milliseconds < _LATEST - 86_400_000 or milliseconds < -2_208_988_800_000:
        return None
    return Instant(milliseconds, seconds // 60)


def from_line(line: bytes) -> Instant | None:
    """Return the moment of a mailbox's `From ` line; it has no zone, and is UTC by custom."""
    match = re.search(rb"(Mon|Tue|Wed|Thu|Fri|Sat|Sun),?\s+(.*)$", line)
    if not match:
        return None
    words = match[2].decode("ascii", "replace").split()
    if len(words) < 4 or not words[0].isalpha():
        return moment(match[2].decode("ascii", "replace"))
    year = next((word for word in words[3:] if re.fullmatch(r"\d{4}", word)), "")
    return moment(f"{words[1]} {words[0]} {year} {words[2]} +0000")


class _Reader(HTMLParser):
    """Collects the text of HTML; links keep their address."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag == "a":
            self._links.append(next((value or "" for name, value in attrs if name == "href"), ""))
        elif tag == "li":
            self.parts.append("\n• ")
        elif tag in ("td", "th"):
            self.parts.append("\t")
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag == "a" and self._links:
            address = self._links.pop()
            if address.startswith(("http:", "https:", "mailto:")) and address not in "".join(self.parts[-3:]):
                self.parts.append(f" <{address}>")
        elif tag in _BLOCKS and tag != "br":
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(re.sub(r"\s+", " ", data))


def html_text(html: str) -> str:
    """Return HTML as plain text."""
    reader = _Reader()
    try:
        reader.feed(html)
        reader.close()
    except (AssertionError, ValueError, RecursionError):
        return re.sub(r"<[^>]{0,500}>", " ", html)
    return tidy("".join(reader.parts))


def tidy(text: str) -> str:
    """Return text with plain line ends, no NUL, no trailing spaces, at most one empty line in a row."""
    lines = [
        line.rstrip(" \t") for line in text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    ]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
