"""How an original message is stored in pieces: the text around its attachments, and where each attachment belongs.

The text is compressed with a dictionary: the words that all mail has (`mail_words`), then the message's own long text,
which the journal keeps anyway. An attachment is named by its digest, with the way it was encoded, so that its bytes are
stored once. `make` returns only what `rebuild` turns into the very same bytes. Pure functions on bytes; `blobs` keeps
what they return.
"""

from __future__ import annotations

import binascii
import hashlib
import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from clientguard.store.journal.mail_words import WORDS_1

DICTIONARIES = {1: WORDS_1}  # by the number in the recipe's first byte
NEWEST = 1
SMALLEST = 128  # bytes of a file that is referred to; the reference itself takes 41
MISSES = 50  # attachments that are searched for in vain, before the rest stays in the text
_WINDOW = 32_768  # bytes that deflate looks back
_LEVEL = 3
_SAMPLE = 30  # bytes of a file, whose base64 is 40 letters: every mail program writes longer lines than that
_TRIES = 4  # places where a file may begin that are compared

_HEAD = struct.Struct("<BBH")  # the dictionary's number, 1 if a text follows, how many pieces
_PIECE = struct.Struct("<32sIIB")  # a file's digest, the text before it, letters a line (0: not encoded), line end
_LINE_ENDS = (b"\n", b"\r\n")

Read = Callable[[bytes], bytes]  # the bytes with a digest; KeyError if there are none


@dataclass(frozen=True, slots=True)
class _Piece:
    """A file within a message: from where to where, and how it is encoded there."""

    digest: bytes
    start: int
    end: int
    letters: int
    line_end: int


def make(message: bytes, files: Sequence[bytes], text: bytes = b"") -> bytes | None:
    """Return a message as a recipe over `files` and `text`, which are stored; None if it would not rebuild."""
    known = {hashlib.sha256(each).digest(): each for each in (*files, *([text] if text else []))}
    pieces = list(_found(message, files)) if files else []
    parts: list[bytes] = []
    head = bytearray(_HEAD.pack(NEWEST, int(bool(text)), len(pieces)))
    head += hashlib.sha256(text).digest() if text else b""
    at = 0
    for each in pieces:
        parts.append(message[at : each.start])
        head += _PIECE.pack(each.digest, each.start - at, each.letters, each.line_end)
        at = each.end
    parts.append(message[at:])
    packer = zlib.compressobj(_LEVEL, zdict=_dictionary(NEWEST, text))
    recipe = bytes(head) + b"".join((*(packer.compress(each) for each in parts), packer.flush()))
    return recipe if rebuild(recipe, known.__getitem__) == message else None


def rebuild(recipe: bytes, read: Read) -> bytes:
    """Return the message; KeyError if a piece is missing, ValueError or zlib.error if the recipe is damaged."""
    text, pieces = _opened(recipe, read)
    parts: list[bytes] = []
    at = 0
    for digest, before, letters, line_end in pieces:
        parts += text[at : at + before], _encoded(read(digest), letters, line_end)
        at += before
    return b"".join((*parts, text[at:]))


def text_around(recipe: bytes, read: Read) -> bytes:
    """Return the message without its attachments; errors as in `rebuild`."""
    return _opened(recipe, read)[0]


def beginning(recipe: bytes, read: Read, most: int) -> bytes:
    """Return at most so many bytes of the message without its attachments, from its start on; errors as in `rebuild`.

    The recipe may be cut off behind what is needed for them.
    """
    number, digest, _pieces, start = _read_head(recipe)
    unpacker = zlib.decompressobj(zdict=_dictionary(number, read(digest) if digest else b""))
    return unpacker.decompress(recipe[start:], most)


def needs(recipe: bytes) -> tuple[bytes, ...]:
    """Return the digests of everything that the recipe is rebuilt from; ValueError if it is damaged."""
    _, text, pieces, _ = _read_head(recipe)
    return tuple(dict.fromkeys([*([text] if text else []), *(digest for digest, *_ in pieces)]))


Pieces = list[tuple[bytes, int, int, int]]


def _read_head(recipe: bytes) -> tuple[int, bytes, Pieces, int]:
    """Return the dictionary's number, the text's digest, the pieces, and where the compressed text begins."""
    try:
        number, has_text, count = _HEAD.unpack_from(recipe)
        start = _HEAD.size + (32 if has_text else 0)
        end = start + count * _PIECE.size
        pieces: Pieces = list(_PIECE.iter_unpack(recipe[start:end])) if count else []
    except struct.error as error:
        raise ValueError("a recipe is cut off") from error
    if number not in DICTIONARIES or len(pieces) != count or any(kind >= len(_LINE_ENDS) for *_, kind in pieces):
        raise ValueError("a recipe is damaged")
    return number, recipe[_HEAD.size : start], pieces, end


def _opened(recipe: bytes, read: Read) -> tuple[bytes, Pieces]:
    number, digest, pieces, start = _read_head(recipe)
    unpacker = zlib.decompressobj(zdict=_dictionary(number, read(digest) if digest else b""))
    text = unpacker.decompress(recipe[start:])
    if not unpacker.eof or unpacker.unused_data:
        raise ValueError("a recipe is damaged")
    return text, pieces


def _dictionary(number: int, text: bytes) -> bytes:
    return (DICTIONARIES[number] + text)[-_WINDOW:]


def _found(message: bytes, files: Sequence[bytes]) -> Iterator[_Piece]:
    """Yield where files lie in a message, in order; one that is not found there stays in the text."""
    at = misses = 0
    for file in files:
        if len(file) < SMALLEST or misses >= MISSES:
            continue
        piece = _base64_place(message, file, at) or _plain_place(message, file, at)
        if piece is None:
            misses += 1
        else:
            yield piece
            at = piece.end


def _plain_place(message: bytes, file: bytes, at: int) -> _Piece | None:
    start = message.find(file, at)
    return None if start < 0 else _Piece(hashlib.sha256(file).digest(), start, start + len(file), 0, 0)


def _base64_place(message: bytes, file: bytes, at: int) -> _Piece | None:
    sample = binascii.b2a_base64(file[:_SAMPLE], newline=False)
    start = message.find(sample, at)
    for _ in range(_TRIES):
        if start < 0:
            return None
        end = message.find(b"\n", start)
        end = len(message) if end < 0 else end
        line_end = int(message[end - 1 : end] == b"\r")
        encoded = _encoded(file, end - line_end - start, line_end)
        if message.startswith(encoded, start):
            digest = hashlib.sha256(file).digest()
            return _Piece(digest, start, start + len(encoded), end - line_end - start, line_end)
        start = message.find(sample, start + 1)
    return None


def _encoded(file: bytes, letters: int, line_end: int) -> bytes:
    """Return a file as it stands in a message: as it is, or as base64 in lines, without the last line's end."""
    if not letters:
        return file
    whole = binascii.b2a_base64(file, newline=False)
    return _LINE_ENDS[line_end].join([whole[at : at + letters] for at in range(0, len(whole), letters)])
