"""Bytes kept once by their SHA-256: attachments, and the long values that the journal refers to.

A blob is stored in rows of 1 MiB, at most 64 of them. Text is compressed with zlib if that makes it smaller. An
original message is stored as a recipe (`recipes`) over other blobs, which `blob_need` lists: they are kept as long as
the original is. A recipe never refers to another recipe.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence

from clientguard.domain.wording import N_, said
from clientguard.store.file.sqlite import Connection, UnreadableError
from clientguard.store.journal import recipes

PART = 1 << 20
PARTS = 64
LARGEST = PART * PARTS
STEP = 500  # blobs asked for at once
_FEW = 50  # of which only the beginning is read: each may be as long as a row
PLAIN, PACKED, RECIPE = 0, 1, 2  # how a blob's rows give its bytes


def put_blob(db: Connection, data: bytes, *, pack: bool = False) -> bytes:
    """Store `data` (at most 64 MiB) unless it is there already; return its SHA-256."""
    return _put(db, data, pack=pack)[0]


def _put(db: Connection, data: bytes, *, pack: bool) -> tuple[bytes, int, int]:
    """Store `data` unless it is there already; return its SHA-256, its number, and how it is stored."""
    if len(data) > LARGEST:
        raise ValueError(f"a blob of {len(data)} bytes is larger than {LARGEST}")
    digest = hashlib.sha256(data).digest()
    found = db.execute("SELECT id, packed FROM blob WHERE sha256 = ?", (digest,)).fetchone()
    if found:
        return digest, *found
    packed = zlib.compress(data, 6) if pack else data
    how = PACKED if len(packed) < len(data) else PLAIN
    return digest, _insert(db, digest, len(data), how, packed if how == PACKED else data), how


def _insert(db: Connection, digest: bytes, size: int, how: int, stored: bytes) -> int:
    """Write the rows of a blob, and return its number."""
    seal = None if how == PLAIN else hashlib.sha256(stored).digest()
    blob: int = db.execute(
        "INSERT INTO blob (sha256, size, packed, stored) VALUES (?, ?, ?, ?)", (digest, size, how, seal)
    ).lastrowid
    # The rows of a blob are numbered from its id times 64 on, so that they stay together and need no index.
    for number, start in enumerate(range(0, len(stored), PART)):
        db.execute(
            "INSERT INTO blob_part (id, data) VALUES (?, ?)", (blob * PARTS + number, stored[start : start + PART])
        )
    return blob


def put_original(db: Connection, message: bytes, files: Sequence[bytes], text: bytes = b"") -> bytes | None:
    """Store a message byte for byte unless it is there already; return its SHA-256, or None if it is too large.

    `files` are its attachments, and `text` is its own text if the journal keeps that as a blob, else empty: they are
    stored, and the message is rebuilt from them. One that does not rebuild is stored whole.
    """
    digest = hashlib.sha256(message).digest()
    if db.execute("SELECT 1 FROM blob WHERE sha256 = ?", (digest,)).fetchone():
        return digest
    used: list[bytes] = []
    needs: dict[bytes, int] = {}
    for each in (*files, *([text] if text else [])):
        piece, blob, how = _put(db, each, pack=each is text)
        if how != RECIPE:
            used.append(each)
            needs[piece] = blob
    own = text if text and used and used[-1] is text else b""
    recipe = recipes.make(message, used[:-1] if own else used, own)
    if recipe is not None and len(recipe) <= LARGEST:
        _insert_recipe(db, digest, len(message), recipe, needs)
        return digest
    return put_blob(db, message, pack=True) if len(message) <= LARGEST else None


def put_recipe(db: Connection, digest: bytes, size: int, recipe: bytes) -> None:
    """Store a recipe of the bytes with that digest and size; what it needs is stored, and is no recipe itself."""
    needs = {
        each: db.execute("SELECT id FROM blob WHERE sha256 = ?", (each,)).fetchone()[0]
        for each in recipes.needs(recipe)
    }
    _insert_recipe(db, digest, size, recipe, needs)


def _insert_recipe(db: Connection, digest: bytes, size: int, recipe: bytes, needs: Mapping[bytes, int]) -> None:
    blob = _insert(db, digest, size, RECIPE, recipe)
    for each in recipes.needs(recipe):
        db.execute("INSERT INTO blob_need (blob, needs) VALUES (?, ?)", (blob, needs[each]))


def drop_blobs(db: Connection, digests: Collection[bytes]) -> None:
    """Delete the bytes with these SHA-256, after an erasure, once nothing needs them."""
    blobs: list[int] = [
        db.execute("SELECT id FROM blob WHERE sha256 = ?", (digest,)).fetchone()[0] for digest in digests
    ]
    db.executemany("DELETE FROM blob_need WHERE blob = ?", [(blob,) for blob in blobs])
    for blob in blobs:
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
    how = db.execute("SELECT packed FROM blob WHERE sha256 = ?", (digest,)).fetchone()[0]
    return _as_written(db, data, how)


def get_blobs(db: Connection, digests: Collection[bytes]) -> dict[bytes, bytes]:
    """Return the bytes of several blobs by their SHA-256, without those that are missing; errors as in `get_blob`."""
    found: dict[bytes, bytes] = {}
    wanted = list(digests)
    for start in range(0, len(wanted), STEP):
        part = wanted[start : start + STEP]
        marks = ", ".join("?" for _ in part)
        rows = db.execute(
            f"SELECT b.sha256, b.packed, p.data FROM blob b JOIN blob_part p ON p.id >= b.id * {PARTS}"
            f" AND p.id < b.id * {PARTS} + {PARTS} WHERE b.sha256 IN ({marks}) ORDER BY p.id",
            part,
        ).fetchall()
        how = {digest: packed for digest, packed, _ in rows}
        for digest, _, data in rows:
            found[digest] = found.get(digest, b"") + data
        found |= {digest: _as_written(db, found[digest], packed) for digest, packed in how.items()}
    return found


def _as_written(db: Connection, data: bytes, how: int) -> bytes:
    try:
        if how == RECIPE:
            return recipes.rebuild(data, lambda piece: _basic(db, piece))
        return zlib.decompress(data) if how else data
    except (zlib.error, ValueError):
        raise UnreadableError(said(N_("the contents of a file or a long text cannot be read"))) from None


def original_text(db: Connection, digest: bytes) -> bytes:
    """Return an original message without its attachments, as far as they are stored apart; errors as in `get_blob`."""
    how = db.execute("SELECT packed FROM blob WHERE sha256 = ?", (digest,)).fetchone()
    if how is None or how[0] != RECIPE:
        return get_blob(db, digest)
    try:
        return recipes.text_around(b"".join(blob_parts(db, digest)), lambda piece: _basic(db, piece))
    except (zlib.error, ValueError):
        raise UnreadableError(said(N_("the contents of a file or a long text cannot be read"))) from None


def beginnings(db: Connection, originals: Collection[bytes], most: int) -> dict[bytes, bytes]:
    """Return the first bytes of several original messages by their SHA-256, at most so many, such as their fields.

    Those that are missing are left out; UnreadableError if one is damaged. Only what they need is read and unpacked.
    """
    found: dict[bytes, bytes] = {}
    wanted = list(originals)
    for start in range(0, len(wanted), _FEW):
        part = wanted[start : start + _FEW]
        rows = db.execute(
            "SELECT b.sha256, b.packed, substr(p.data, 1, ?) FROM blob b"
            f" JOIN blob_part p ON p.id = b.id * {PARTS} WHERE b.sha256 IN ({', '.join('?' for _ in part)})",
            (2 * most, *part),
        ).fetchall()
        found |= {digest: _begun(db, digest, data, how, most) for digest, how, data in rows}
    return found


def _begun(db: Connection, digest: bytes, data: bytes, how: int, most: int) -> bytes:
    try:
        if how == RECIPE:
            return recipes.beginning(data, lambda piece: _basic(db, piece), most)
        return zlib.decompressobj().decompress(data, most) if how else data[:most]
    except (
        zlib.error,
        ValueError,
        KeyError,
    ):  # a recipe of so many attachments that it was cut off too early, or damage
        return original_text(db, digest)[:most]


def _basic(db: Connection, digest: bytes) -> bytes:
    """Return the bytes with that SHA-256; KeyError if they are missing, ValueError if they are a recipe themselves."""
    row = db.execute("SELECT packed FROM blob WHERE sha256 = ?", (digest,)).fetchone()
    if row is not None and row[0] == RECIPE:
        raise ValueError("a recipe refers to a recipe")
    return get_blob(db, digest)


def all_needs(db: Connection) -> Iterator[tuple[bytes, bytes]]:
    """Yield each recipe's digest with each digest that it needs."""
    yield from db.execute(
        "SELECT b.sha256, n.sha256 FROM blob_need x JOIN blob b ON b.id = x.blob JOIN blob n ON n.id = x.needs"
    ).fetchall()


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
    if packed not in (PLAIN, PACKED, RECIPE) or [each for each, _ in rows] != list(range(first, first + len(rows))):
        return False
    data = b"".join(part for _, part in rows)
    if sealed and stored != (hashlib.sha256(data).digest() if packed else None):
        return False
    try:
        whole = _unpacked(db, blob, packed, data)
    except (zlib.error, KeyError, ValueError):
        return False
    return len(whole) == size and hashlib.sha256(whole).digest() == digest


def _unpacked(db: Connection, blob: int, packed: int, stored: bytes) -> bytes:
    """Return a blob's bytes from its rows; ValueError if a recipe's needs are not listed as they are."""
    if packed != RECIPE:
        return zlib.decompress(stored) if packed else stored
    rows = db.execute("SELECT n.sha256 FROM blob_need x JOIN blob n ON n.id = x.needs WHERE x.blob = ?", (blob,))
    if {need for (need,) in rows.fetchall()} != set(recipes.needs(stored)):
        raise ValueError("what a recipe needs is not listed")
    return recipes.rebuild(stored, lambda piece: _basic(db, piece))
