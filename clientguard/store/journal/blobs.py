"""Bytes kept once by their SHA-256: attachments, and the long values that the journal refers to.

A blob is stored in rows of 1 MiB, at most 64 of them. Text is compressed with zlib if that makes it smaller.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator

from clientguard.domain.wording import N_, said
from clientguard.store.file.sqlite import Connection, UnreadableError

PART = 1 << 20
PARTS = 64
LARGEST = PART * PARTS


def put_blob(db: Connection, data: bytes, *, pack: bool = False) -> bytes:
    """Store `data` (at most 64 MiB) unless it is there already; return its SHA-256."""
    if len(data) > LARGEST:
        raise ValueError(f"a blob of {len(data)} bytes is larger than {LARGEST}")
    digest = hashlib.sha256(data).digest()
    if db.execute("SELECT 1 FROM blob WHERE sha256 = ?", (digest,)).fetchone():
        return digest
    packed = zlib.compress(data, 6) if pack else data
    if len(packed) >= len(data):
        packed = data
    stored = None if packed is data else hashlib.sha256(packed).digest()
    blob = db.execute(
        "INSERT INTO blob (sha256, size, packed, stored) VALUES (?, ?, ?, ?)",
        (digest, len(data), int(packed is not data), stored),
    ).lastrowid
    # The rows of a blob are numbered from its id times 64 on, so that they stay together and need no index.
    for number, start in enumerate(range(0, len(packed), PART)):
        db.execute(
            "INSERT INTO blob_part (id, data) VALUES (?, ?)", (blob * PARTS + number, packed[start : start + PART])
        )
    return digest


def drop_blob(db: Connection, digest: bytes) -> None:
    """Delete the bytes with that SHA-256, after an erasure, once nothing refers to them."""
    (blob,) = db.execute("SELECT id FROM blob WHERE sha256 = ?", (digest,)).fetchone()
    db.execute("DELETE FROM blob_part WHERE id >= ? AND id < ?", (blob * PARTS, blob * PARTS + PARTS))
    db.execute("DELETE FROM blob WHERE id = ?", (blob,))


def blob_parts(db: Connection, digest: bytes) -> Iterator[bytes]:
    """Yield the rows of a blob as stored; KeyError if there is no such blob."""
    row = db.execute("SELECT id FROM blob WHERE sha256 = ?", (digest,)).fetchone()
    if row is None:
        raise KeyError(digest.hex())
    first = row[0] * PARTS
    for (data,) in db.execute(
        "SELECT data FROM blob_part WHERE id >= ? AND id < ? ORDER BY id", (first, first + PARTS)
    ):
        yield data


def get_blob(db: Connection, digest: bytes) -> bytes:
    """Return the bytes with that SHA-256; KeyError if there is no such blob, UnreadableError if it is damaged.

    The bytes are not compared with their digest here: `check_blob` does that.
    """
    data = b"".join(blob_parts(db, digest))
    packed = db.execute("SELECT packed FROM blob WHERE sha256 = ?", (digest,)).fetchone()[0]
    try:
        return zlib.decompress(data) if packed else data
    except zlib.error:
        raise UnreadableError(said(N_("the contents of a file or a long text cannot be read"))) from None


def check_blob(db: Connection) -> Iterator[str]:
    """Yield the digest (hex) of each blob whose bytes do not match its digests and size, or are in the wrong rows.

    Compressed bytes have their own digest, because other bytes may unpack to the same; the first schema has none.
    """
    sealed = db.execute("SELECT 1 FROM pragma_table_info('blob') WHERE name = 'stored'").fetchone() is not None
    seals = "stored" if sealed else "NULL"
    for row in db.execute(f"SELECT id, sha256, size, packed, {seals} FROM blob ORDER BY id"):
        if not _whole(db, *row, sealed=sealed):
            yield row[1].hex()


def _whole(
    db: Connection, blob: int, digest: bytes, size: int, packed: int, stored: bytes | None, *, sealed: bool
) -> bool:
    first = blob * PARTS
    rows = db.execute(
        "SELECT id, data FROM blob_part WHERE id >= ? AND id < ? ORDER BY id", (first, first + PARTS)
    ).fetchall()
    if packed not in (0, 1) or [each for each, _ in rows] != list(range(first, first + len(rows))):
        return False
    data = b"".join(part for _, part in rows)
    if sealed and stored != (hashlib.sha256(data).digest() if packed else None):
        return False
    try:
        whole = zlib.decompress(data) if packed else data
    except zlib.error:
        return False
    return len(whole) == size and hashlib.sha256(whole).digest() == digest
