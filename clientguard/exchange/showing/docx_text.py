"""The text of a Word document (`.docx`), without its layout and pictures.

A document is a packed folder of XML. Both are read with bounds: a packed bomb, a huge list of files or an XML that
defines words of its own ends with `NotReadableError`, in time and in little memory. Nothing that it links to is loaded.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO
from xml.parsers import expat

from clientguard.exchange.mail import watchdog

_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_MOST_LISTED = 1 << 20  # bytes of the list of files: a document has some dozens
_MOST_XML = 64 << 20  # bytes of one part, unpacked
_STEP = 1 << 16
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x07"  # what a packed folder ends with; the second only where it is huge
_TAIL = (1 << 16) + 64
_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"  # says the same for older programs
_AFTER = {"p": "\n", "tr": "\n", "tc": "\t"}
_INSTEAD = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


class NotReadableError(Exception):
    """It is not a Word document, or not one that can be read within bounds."""


def docx_text(data: bytes, most: int) -> str:
    """Return the text of a document, the first `most` characters or a little more, its notes at the end."""
    _check_list(data)
    texts: list[str] = []
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            names = set(packed.namelist())
            if _PARTS[0] not in names:
                raise NotReadableError
            for name in _PARTS:
                room = most - sum(map(len, texts))
                if name in names and room > 0:
                    texts.append(_Reader(room).read(packed, name))
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, NotImplementedError, RuntimeError, EOFError, ValueError,
            OSError) as error:  # fmt: skip
        raise NotReadableError from error
    return "\n\n".join(text for each in texts if (text := each.strip("\n")))


def _check_list(data: bytes) -> None:
    """Refuse a list of files that would fill memory before anything in it is looked at."""
    tail = data[-_TAIL:]
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 16 or _END_64 in tail:
        raise NotReadableError
    (listed,) = struct.unpack_from("<L", tail, at + 12)
    if listed > _MOST_LISTED:
        raise NotReadableError


class _Reader:
    """Gathers the text of one part, and stops at `most` characters."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._length = 0
        self._pieces: list[str] = []
        self._in_text = False
        self._passed = 0  # how deep it is in what older programs read instead
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._refuse

    def read(self, packed: zipfile.ZipFile, name: str) -> str:
        read = 0
        with packed.open(name) as part:
            while self._length < self._most and (chunk := part.read(_STEP)):
                watchdog.look()
                read += len(chunk)
                if read > _MOST_XML:
                    raise NotReadableError
                self._parser.Parse(chunk, False)
        return "".join(self._pieces)

    def _refuse(self, *_: object) -> None:
        raise NotReadableError  # Word writes none: it would define words that stand for others

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        if self._passed or name == _FALLBACK:
            self._passed += 1
        elif space in _WORD:
            self._in_text = tag == "t"
            self._add(_INSTEAD.get(tag, ""))

    def _end(self, name: str) -> None:
        space, _, tag = name.rpartition(" ")
        if self._passed:
            self._passed -= 1
        elif space in _WORD:
            self._in_text = False
            if tag == "tc" and self._pieces and self._pieces[-1] == "\n":
                self._pieces.pop()  # of the paragraph that ends the cell
            self._add(_AFTER.get(tag, ""))

    def _text(self, text: str) -> None:
        if self._in_text and not self._passed:
            self._add(text)

    def _add(self, text: str) -> None:
        if text:
            self._pieces.append(text)
            self._length += len(text)
