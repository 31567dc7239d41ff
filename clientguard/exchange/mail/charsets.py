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

    Bytes that the charset does not define become U+FFFD; the five that `cp1252` leaves undefined are read as Latin-1.
    """
    name = codec(label) if label else ""
    if name == "cp1252" or not name:
        return _western(data) if name else _guess(data, codec(hint) if hint else "")
    return _SURROGATE.sub("�", data.decode(name, "replace")).removeprefix("\ufeff")


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
    high = sum(map(len, re.findall(rb"[\x80-\xff]+", data)))
    if sum(map(len, _THAI_RUN.findall(data))) * 2 > high:
        return data.decode("cp874", "replace")
    return data.decode("utf-8", "replace") if hint else _western(data)
