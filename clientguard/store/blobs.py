"""Bytes kept once by their SHA-256: attachments, and the long values that the journal refers to.

A blob lies in rows of 1 MiB, at most 64 of them. Text is packed with zlib where that makes it smaller.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator

from clientguard.store.sqlite import Connection

PART = 1 << 20
PARTS = 64
LARGEST = PART * PARTS


def put(db: Connection, data: bytes, *, pack: bool = False) -> bytes:
    """Keep `data` (at most 64 MiB) unless it is there already; return its SHA-256."""
    if len(data) > LARGEST:
        raise ValueError(f"a blob of {len(data)} bytes is larger than {LARGEST}")
    digest = hashlib.sha256(data).digest()
    if db.execute("SELECT 1 FROM blob WHERE sha256 = ?", (digest,)).fetchone():
        return digest
    packed = zlib.compress(data, 6) if pack else data
    if len(packed) >= len(data):
        packed = data
    blob = db.execute(
        "INSERT INTO blob (sha256, size, packed) VALUES (?, ?, ?)", (digest, len(data), int(packed is not data))
    ).lastrowid
    for number, start in enumerate(range(0, len(packed), PART)):
        db.execute(
            "INSERT INTO blob_part (id, data) VALUES (?, ?)", (blob * PARTS + number, packed[start : start + PART])
        )
    return digest


def parts(db: Connection, digest: bytes) -> Iterator[bytes]:
    """Yield the stored rows of a blob as they lie there; KeyError when there is no such blob."""
    row = db.execute("SELECT id FROM blob WHERE sha256 = ?", (digest,)).fetchone()
    if row is None:
        raise KeyError(digest.hex())
    first = row[0] * PARTS
    for (data,) in db.execute(
        "SELECT data FROM blob_part WHERE id >= ? AND id < ? ORDER BY id", (first, first + PARTS)
    ):
        yield data


def get(db: Connection, digest: bytes) -> bytes:
    """Return the bytes with that SHA-256; KeyError when there is no such blob.

    The bytes are not compared with their digest here: `check` does that.
    """
    data = b"".join(parts(db, digest))
    packed = db.execute("SELECT packed FROM blob WHERE sha256 = ?", (digest,)).fetchone()[0]
    return zlib.decompress(data) if packed else data


def check(db: Connection) -> Iterator[str]:
    """Yield the digest (hex) of each blob whose bytes are not what its digest and size say, or lie elsewhere."""
    stored = "SELECT count(*), max(p.id) FROM blob_part p WHERE p.id >= ? AND p.id < ?"
    for blob, digest, size, packed in db.execute("SELECT id, sha256, size, packed FROM blob ORDER BY id").fetchall():
        first = blob * PARTS
        number, last = db.execute(stored, (first, first + PARTS)).fetchone()
        if packed not in (0, 1) or (number and last != first + number - 1):
            yield digest.hex()
            continue
        try:
            data = get(db, digest)
        except zlib.error:
            yield digest.hex()
            continue
        if len(data) != size or hashlib.sha256(data).digest() != digest:
            yield digest.hex()
