"""Bytes as text: the names that mail uses for its charsets, and what to do when a name is wrong or missing."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

# What mail says and what it means: a name that Python does not know, or a larger charset under the name of a smaller.
_MEANT = {
    "windows-874": "cp874",
    "x-windows-874": "cp874",
    "tis-620": "cp874",
    "tis620": "cp874",
    "iso-8859-11": "cp874",
    "iso8859-11": "cp874",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-9": "cp1254",
    "iso8859-9": "cp1254",
    "latin5": "cp1254",
    "big5": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "iso-2022-jp": "iso2022_jp_ext",
    "x-mac-roman": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic",
    "utf8mb4": "utf-8",
    "unicode-2-0-utf-8": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "unicode-1-1-utf-7": "utf-7",
    "x-unknown": "",
    "unknown-8bit": "",
    "default": "",
    "us-ascii": "",
    "ascii": "",
    "ansi_x3.4-1968": "",
}
_LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9_:.+-]{0,39}")
# Python's text codecs that no mail is written in, and that are slow or fail by design.
_UNFIT = frozenset("unicode-escape raw-unicode-escape idna punycode undefined mbcs oem".split())
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_META = re.compile(rb"<meta[^<>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.+-]{1,40})", re.IGNORECASE)
_BROKEN = re.compile(rb"[\xfe\xff]")  # hardly a letter anywhere: such data is damaged rather than wrongly named
_WIDE = ("utf-16", "utf-32")
_THAI_RUN = re.compile(rb"[\xa1-\xfb]{4,}")  # Western text has no such runs


@lru_cache(maxsize=512)
def codec(label: str) -> str:
    """Return Python's name for the charset that mail calls `label`; "" if there is none that can be used."""
    found = _LABEL.search(label)
    if not found:
        return ""
    name = _MEANT.get(found[0].lower(), found[0])
    if not name:
        return ""
    try:
        found_name = codecs.lookup(name).name
        if found_name.replace("_", "-") in _UNFIT:
            return ""
        b" ".decode(found_name, "replace")  # fails for codecs that are not charsets: base64, rot13, zlib
    except LookupError:
        return ""
    return found_name


def decode(data: bytes, label: str = "", hint: str = "") -> str:
    """Return bytes as text by the charset `label`, else UTF-8, else `hint`, else Thai or Western; never raises.

    A label that the bytes contradict gives way: UTF-8 under another name, another charset under that of UTF-8. Bytes
    that the charset does not define become U+FFFD; the five that `cp1252` leaves undefined are read as Latin-1.
    """
    name = codec(label) if label else ""
    if not name or (name.startswith(_WIDE) and b"\x00" not in data):
        return _guess(data, codec(hint) if hint else "")
    if data.isascii() and name in ("utf-8", "cp1252"):
        return data.decode("ascii")
    try:
        text = data.decode(name)
        if name == "cp1252" and (other := _utf8(data)):
            return other  # nobody writes "Ã©": the name is wrong
    except UnicodeDecodeError:
        text = _wrongly_named(data, name)
    return _SURROGATE.sub("�", text).removeprefix("\ufeff")


def named_in_html(data: bytes) -> str:
    """Return the charset that a page names at its beginning; "" if it names none that can be true of it."""
    found = _META.search(data, 0, 4096)
    label = found[1].decode("latin-1") if found else ""
    return "" if codec(label).startswith(_WIDE) else label  # it was read byte by byte


def _wrongly_named(data: bytes, name: str) -> str:
    """Return text that the charset `name` does not allow."""
    if name == "cp1252":
        return _utf8(data) or data.decode("latin-1")
    if other := _utf8(data):
        return other
    text = data.decode(name, "replace")
    if name == "utf-8" and not _BROKEN.search(data):
        wrong = text.count("�")
        if wrong > sum(len(each) for each in _BEYOND_ASCII.findall(text)) - wrong:  # hardly any of it is UTF-8
            return _eight_bit(data)
    return text


def _utf8(data: bytes) -> str:
    """Return data that is UTF-8 as text; "" if it is not."""
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        return ""


def _western(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _guess(data: bytes, hint: str) -> str:
    if b"\x1b$" in data or b"\x1b(J" in data:  # only Japanese mail switches character sets this way
        return data.decode("iso2022_jp", "replace")
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        pass
    if hint and hint != "utf-8":
        return decode(data, hint)
    if hint and not _is_thai(data):
        return data.decode("utf-8", "replace")
    return _eight_bit(data)


def _eight_bit(data: bytes) -> str:
    """Return text in a charset of one byte a character that nothing names."""
    return data.decode("cp874", "replace") if _is_thai(data) else _western(data)


def _is_thai(data: bytes) -> bool:
    high = sum(map(len, re.findall(rb"[\x80-\xff]+", data)))
    return sum(map(len, _THAI_RUN.findall(data))) * 2 > high
