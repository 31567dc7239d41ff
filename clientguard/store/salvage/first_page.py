"""A new first page for a casebook that lost its own: made from the pages of the list of tables that are still there.

SQLite keeps the list of tables (`sqlite_schema`) in a tree that begins on page 1. In a casebook it is too long for that
page, so that its rows are on other pages, and page 1 only says which. Where these are depends on how the file came to
be: a new one, one that was rewritten (after an erasure, under another key), one that was migrated. So they are looked
for by the shape of their rows. See "Database File Format" at sqlite.org, sections 1.3 and 1.6.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from clientguard.store.file import keys
from clientguard.store.file.keys import Key
from clientguard.store.file.version import APPLICATION_ID, SCHEMA

PAGE = keys.PAGE
_RESERVED = 80  # bytes at the end of a page with a passphrase: its IV and its HMAC
_IV = 16
_LEAF, _INTERIOR = 13, 5  # the first byte of a table's pages
_KINDS = (b"table", b"index", b"trigger", b"view")
_SHORTEST_TEXT = 13  # a serial type from here on is a text or a blob


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A page of the list of tables, and the numbers of its first and last row."""

    page: int
    first: int
    last: int


def first_page(path: Path, key: Key | None) -> bytes | None:
    """Return a first page for a casebook, made from its other pages; None if none of them lists tables.

    A locked file needs its key. The page is then ciphertext, as the others are. Raises OSError.
    """
    leaves = sorted(_leaves(path, key), key=lambda leaf: leaf.first)
    apart = all(before.last < after.first for before, after in pairwise(leaves))
    if not leaves or not apart:  # two images of the same rows: which of them holds is not known
        return None
    plain = _plain(leaves, path.stat().st_size // PAGE, _RESERVED if key else 0)
    return _sealed(plain, key) if key else plain


def _leaves(path: Path, key: Key | None) -> Iterator[_Leaf]:
    with path.open("rb") as file:
        file.seek(PAGE)
        number = 1
        while len(page := file.read(PAGE)) == PAGE:
            number += 1
            image = _opened(key, number, page) if key else page
            rows = _rows(image) if image and image[0] == _LEAF else []
            if rows:
                yield _Leaf(number, rows[0], rows[-1])


def _rows(page: bytes) -> list[int]:
    """Return the row numbers of a page if all of its rows are of the list of tables; otherwise none."""
    count = int.from_bytes(page[3:5], "big")
    if not 0 < count <= PAGE // 4:
        return []
    rows: list[int] = []
    try:
        for at in range(8, 8 + 2 * count, 2):
            start = int.from_bytes(page[at : at + 2], "big")
            _size, start = _number(page, start)
            row, start = _number(page, start)
            if not _is_of_list(page, start):
                return []
            rows.append(row)
    except IndexError:
        return []
    return rows if rows == sorted(set(rows)) else []


def _is_of_list(page: bytes, start: int) -> bool:
    """Return whether a record is (type, name, table, root page, statement)."""
    size, at = _number(page, start)
    types: list[int] = []
    while at < start + size:
        each, at = _number(page, at)
        types.append(each)
    if len(types) != 5 or types[3] >= _SHORTEST_TEXT:
        return False
    if any(each < _SHORTEST_TEXT or each % 2 == 0 for each in types[:3]):
        return False
    return page[at : at + (types[0] - _SHORTEST_TEXT) // 2] in _KINDS


def _number(page: bytes, at: int) -> tuple[int, int]:
    """Return SQLite's variable-length integer at a place, and where it ends. Raises IndexError beyond the page."""
    value = 0
    for length in range(8):
        byte = page[at + length]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + length + 1
    return value << 8 | page[at + 8], at + 9


def _varint(value: int) -> bytes:
    parts = [value & 0x7F]
    while value := value >> 7:
        parts.append(value & 0x7F | 0x80)
    return bytes(reversed(parts))


def _plain(leaves: list[_Leaf], pages: int, reserved: int) -> bytes:
    """Return the file's header, and the top of the tree whose leaves these are."""
    header = bytearray(100)
    header[:16] = keys.MAGIC
    for at, size, value in (
        (16, 2, PAGE),
        (18, 1, 1),  # written and read without a WAL
        (19, 1, 1),
        (20, 1, reserved),
        (21, 1, 64),
        (22, 1, 32),
        (23, 1, 32),
        (24, 4, 1),  # the change counter, as at 92
        (28, 4, pages),
        (40, 4, 1),
        (44, 4, 4),  # the schema's format
        (56, 4, 1),  # UTF-8
        (60, 4, SCHEMA),  # not known; what a table has is read from the list
        (68, 4, APPLICATION_ID),
        (92, 4, 1),
    ):
        header[at : at + size] = value.to_bytes(size, "big")
    page = bytearray(PAGE)
    page[:100] = header
    end, places = PAGE - reserved, bytearray()
    for leaf in leaves[:-1]:
        cell = leaf.page.to_bytes(4, "big") + _varint(leaf.last)
        end -= len(cell)
        page[end : end + len(cell)] = cell
        places += end.to_bytes(2, "big")
    tree = bytes([_INTERIOR, 0, 0]) + (len(leaves) - 1).to_bytes(2, "big") + end.to_bytes(2, "big") + b"\0"
    top = tree + leaves[-1].page.to_bytes(4, "big") + places
    page[100 : 100 + len(top)] = top
    return bytes(page)


def _cipher(key: Key, vector: bytes):  # type: ignore[no-untyped-def] # noqa: ANN202
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    return Cipher(algorithms.AES256(key.raw), modes.CBC(vector))


def _opened(key: Key, number: int, page: bytes) -> bytes | None:
    """Return the plaintext of a page after the first; None if it is damaged."""
    if not keys.is_authentic(key, number, page):
        return None
    at = PAGE - _RESERVED
    decryptor = _cipher(key, page[at : at + _IV]).decryptor()
    return decryptor.update(page[:at]) + decryptor.finalize() + bytes(_RESERVED)


def _sealed(plain: bytes, key: Key) -> bytes:
    """Return the first page as SQLCipher writes it: salt, ciphertext, IV, HMAC."""
    vector = os.urandom(_IV)
    encryptor = _cipher(key, vector).encryptor()
    hidden = encryptor.update(plain[keys.SALT : PAGE - _RESERVED]) + encryptor.finalize() + vector
    return key.salt + hidden + keys.page_code(key, 1, hidden)
