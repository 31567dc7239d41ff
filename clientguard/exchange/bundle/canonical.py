"""A ZIP archive in its one canonical form: the same files in the same order are always the same bytes.

Every file is stored, not compressed; times, attributes and versions are fixed; there are no extra fields, comments or
data descriptors; and the central directory repeats what the local headers say. So a reader can derive every byte that
is not a file's own, and find any other.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO

from clientguard.domain.wording import N_
from clientguard.errors import KnownError

Data = bytes | Callable[[], Iterator[bytes]]  # a file's bytes, or what yields them in pieces, each time it is called

BELOW = 0xFFFF_FFFF  # bytes of an archive: from here on ZIP needs another form
MOST = 0xFFFE  # files in it, for the same reason
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_NEEDS, _MADE_BY = 10, 20  # versions of ZIP: 1.0 reads it; 2.0 on no particular system wrote it
_UTF8 = 0x0800  # the flag of names in UTF-8
_DATE = 0x0021  # 1980-01-01; the time is 0
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Digest:
    """What identifies a file's bytes."""

    sha256: str
    size: int
    crc: int


@dataclass(frozen=True, slots=True)
class Written:
    """An archive that was written: SHA-256 and size of the whole."""

    sha256: str
    size: int


def pieces(data: Data) -> Iterator[bytes]:
    """Yield a file's bytes in pieces."""
    if not isinstance(data, bytes):
        yield from data()
        return
    for at in range(0, len(data), _PIECE):
        yield data[at : at + _PIECE]


def digest(data: Data, pause: Callable[[], None] | None = None) -> Digest:
    """Return what identifies a file's bytes, reading them once; `pause` is called now and then, and may raise."""
    sha, crc, size = hashlib.sha256(), 0, 0
    for piece in pieces(data):
        if pause:
            pause()
        sha.update(piece)
        crc = zlib.crc32(piece, crc)
        size += len(piece)
    return Digest(sha.hexdigest(), size, crc)


def size_of(files: Iterator[tuple[str, int]]) -> int:
    """Return the size of an archive of files with these names and sizes; KnownError if ZIP cannot hold them."""
    count, total = 0, _END.size
    for name, size in files:
        count += 1
        total += _LOCAL.size + _CENTRAL.size + 2 * len(name.encode()) + size
    if count > MOST:
        raise too_large(N_("The bundle would have more than 65,000 files."))
    if total >= BELOW:
        raise too_large(N_("The bundle would be larger than 4 GB."))
    return total


def too_large(what: str) -> KnownError:
    """Return what to say of a bundle that exceeds its form: `what` says which limit."""
    return KnownError(
        what,
        kept=N_("Nothing was written."),
        todo=N_("Leave some records out, or make one bundle for each part of the work."),
    )


class Archive:
    """An archive that is being written to a stream, one file after the other."""

    def __init__(self, stream: IO[bytes], look: Callable[[int], None] | None = None) -> None:
        """`look` is called with the number of bytes written so far, and may raise to stop."""
        self._stream = stream
        self._look = look
        self._sha = hashlib.sha256()
        self._size = 0
        self._central: list[bytes] = []

    def add(self, name: str, data: Data, known: Digest) -> None:
        """Write one file; ValueError if its bytes are not those that `known` was made of."""
        written = name.encode()
        same = (_UTF8, 0, 0, _DATE, known.crc, known.size, known.size, len(written), 0)
        self._central.append(
            _CENTRAL.pack(b"PK\x01\x02", _MADE_BY, _NEEDS, *same, 0, 0, 0, 0, self._size) + written,
        )
        self._write(_LOCAL.pack(b"PK\x03\x04", _NEEDS, *same) + written)
        start, crc = self._size, 0
        for piece in pieces(data):
            crc = zlib.crc32(piece, crc)
            self._write(piece)
        if (crc, self._size - start) != (known.crc, known.size):
            raise ValueError(f"{name} changed while it was written")

    def finish(self) -> Written:
        """Write the central directory and its end; return what identifies the whole."""
        start = self._size
        for each in self._central:
            self._write(each)
        count = len(self._central)
        self._write(_END.pack(b"PK\x05\x06", 0, 0, count, count, self._size - start, start, 0))
        return Written(self._sha.hexdigest(), self._size)

    def _write(self, data: bytes) -> None:
        self._stream.write(data)
        self._sha.update(data)
        self._size += len(data)
        if self._look:
            self._look(self._size)
