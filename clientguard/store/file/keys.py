"""The key of a casebook: Argon2id of the passphrase and the file's salt, passed to SQLCipher as key plus salt.

A locked file has SQLCipher's format: pages of 4096 bytes, page 1 begins with the salt, each page ends with its IV and
an HMAC-SHA-512. The HMAC is computed here as well, so that a key can be tried without opening a database, even on a
page 1 that is only in the WAL or the rollback journal.
"""

from __future__ import annotations

import hashlib
import hmac
import sys
import unicodedata
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

MAGIC = b"SQLite format 3\x00"
PAGE = 4096
RAW, SALT = 32, 16  # bytes
_HMAC = 64
_VARIED = 200  # 4096 bytes of ciphertext have at least so many different bytes (nearly always all 256)
_PR_SET_DUMPABLE = 4
_HEX = [b"%02x" % byte for byte in range(256)]
COST = (3, 4, 256 * 1024)  # Argon2id: passes, lanes, KiB (over RFC 9106's second choice); fixed for every casebook
SCHEME = "argon2id-3-4-262144"  # stored with each salt, in case the cost is raised one day


class Key:
    """A raw key (32 bytes) with the salt (16 bytes) of the file that it opens."""

    def __init__(self, raw: bytes | bytearray, salt: bytes) -> None:
        if len(raw) != RAW or len(salt) != SALT:
            raise ValueError("a key has 32 bytes and its salt 16")
        forbid_core_dumps()
        self.raw = bytearray(raw)  # not `bytes`: `drop` overwrites it
        self.salt = bytes(salt)

    def __del__(self) -> None:
        """Leave no copy in memory that was freed."""
        if hasattr(self, "raw"):
            self.drop()

    @contextmanager
    def statement(self, before: str) -> Generator[str]:
        """Lend the SQL `before`, followed by key and salt as SQLCipher's quoted literal; it is overwritten afterwards.

        ValueError after `drop`.
        """
        if not any(self.raw):
            raise ValueError("the key was dropped")
        start = before.encode("ascii") + b"\"x'"
        text = bytearray(len(start) + 2 * (RAW + SALT) + 2)  # of its full size: growing would leave copies
        text[: len(start)] = start
        for number, byte in enumerate((*self.raw, *self.salt)):
            at = len(start) + 2 * number
            text[at : at + 2] = _HEX[byte]
        text[-2:] = b"'\""
        sql = str(text, "ascii")
        text[:] = bytes(len(text))
        try:
            yield sql
        finally:
            overwrite(sql)

    def seal(self) -> bytes:
        """Return a secret to key the digests kept next to an encrypted file, which must not reveal its contents."""
        return hmac.digest(self.raw, b"ClientGuard manifest", "sha256")

    def same(self, other: Key) -> bool:
        """Return whether both open the same file, in constant time."""
        return hmac.compare_digest(self.raw, other.raw) & hmac.compare_digest(self.salt, other.salt)

    def drop(self) -> None:
        """Overwrite the key; from now on it opens nothing."""
        for at in range(RAW):
            self.raw[at] = 0


def overwrite(text: str | bytes) -> None:
    """Overwrite an ASCII text or bytes in memory: only for a secret that was just made, and that nothing else reads."""
    # A single letter is shared by everybody.
    if sys.implementation.name == "cpython" and len(text) > 1 and (isinstance(text, bytes) or text.isascii()):
        import ctypes

        # CPython keeps the bytes at the end of the object, before a zero.
        ctypes.memset(id(text) + text.__sizeof__() - len(text) - 1, 0, len(text))


def forbid_core_dumps() -> None:
    """Keep the system from writing this process's memory to a file when it crashes, where it can be told not to.

    It stays so until the process ends: other copies of a key may be left in memory that was freed.
    """
    if sys.platform == "win32":
        return
    import resource

    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)  # nor lets another program of the user look into it


class Secret(Protocol):
    """What a person gives to open a casebook."""

    def key(self, salt: bytes) -> Key:
        """Return the key for a file with that salt."""
        ...

    def forget(self) -> None:
        """Overwrite what was given."""
        ...


class Passphrase:
    """A passphrase; composed and decomposed letters count as the same (NFKC)."""

    def __init__(self, text: str) -> None:
        self._bytes = bytearray(unicodedata.normalize("NFKC", text).encode("utf-8", "surrogatepass"))

    def key(self, salt: bytes) -> Key:
        """Return the key for a file with that salt; takes the time of Argon2id."""
        from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

        passes, lanes, memory = COST
        made = Argon2id(salt=salt, length=RAW, iterations=passes, lanes=lanes, memory_cost=memory)
        raw = bytearray(RAW)
        made.derive_into(self._bytes, raw)  # pyright: ignore[reportArgumentType] - its stub says `bytes`
        key = Key(raw, salt)
        raw[:] = bytes(RAW)
        return key

    def forget(self) -> None:
        """Overwrite the passphrase; it gives no key any more."""
        self._bytes[:] = bytes(len(self._bytes))


class RawKey:
    """The raw key itself, from the recovery sheet."""

    def __init__(self, raw: bytes) -> None:
        self._raw = bytearray(raw)

    def key(self, salt: bytes) -> Key:
        """Return the key for a file with that salt. This takes as long as for a passphrase."""
        Passphrase("").key(salt).drop()
        return Key(self._raw, salt)

    def forget(self) -> None:
        """Overwrite the key that was given."""
        self._raw[:] = bytes(len(self._raw))


def derive(passphrase: str, salt: bytes) -> Key:
    """Return the key for a passphrase and a salt."""
    secret = Passphrase(passphrase)
    key = secret.key(salt)
    secret.forget()
    return key


def is_locked(path: Path) -> bool:
    """Return whether a file can be a casebook with a passphrase: no database header, and as varied as ciphertext.

    After a power cut, page 1 may be torn while the WAL or the rollback journal still has it; then that copy counts.
    Raises OSError.
    """
    if _read(path, 0, len(MAGIC)) == MAGIC:
        return False
    images = list(_first_pages(path))
    if any(image.startswith(MAGIC) for image in images):  # the WAL has a plain page 1
        return False
    size = path.stat().st_size
    if size and size % PAGE:  # not whole pages: SQLite leaves this only if a write was cut off
        return len(images) > 1
    return any(len(set(image)) >= _VARIED for image in images)


def for_file(path: Path, key: Key | None) -> Key | None:
    """Return the key if the file needs one: a backup may be from before or after the passphrase. Raises OSError."""
    return key if key is not None and is_locked(path) else None


def salts(path: Path) -> list[bytes]:
    """Return the salts that a locked file may have, most likely first. Raises OSError."""
    found = [image[:SALT] for image in _first_pages(path)]
    return list(dict.fromkeys(salt for salt in found if len(salt) == SALT))


def opens(path: Path, key: Key) -> bool:
    """Return whether a key opens a locked file: whether it gives the HMAC of page 1 or 2. Raises OSError."""
    second = _read(path, PAGE, PAGE)  # whole even if a power cut tore page 1
    pages = [(1, image) for image in _first_pages(path)] + [(2, second)]
    return any(is_authentic(key, number, page) for number, page in pages if len(page) == PAGE)


def is_authentic(key: Key, number: int, page: bytes) -> bool:
    """Return whether a page's HMAC is right under a key."""
    begin = SALT if number == 1 else 0
    return hmac.compare_digest(page_code(key, number, page[begin:-_HMAC]), page[-_HMAC:])


def page_code(key: Key, number: int, hidden: bytes) -> bytes:
    """Return the HMAC of a page (SQLCipher 4: of the ciphertext, its IV and the page number)."""
    # SQLCipher derives the HMAC's key from the raw key: two rounds, over the salt with each byte XOR 0x3A.
    flipped = bytes(each ^ 0x3A for each in key.salt)
    secret = hashlib.pbkdf2_hmac("sha512", key.raw, flipped, 2, RAW)
    return hmac.digest(secret, hidden + number.to_bytes(4, "little"), "sha512")


def _first_pages(path: Path) -> Iterator[bytes]:
    """Yield each image of page 1: the file's own, the WAL's, the rollback journal's."""
    yield _read(path, 0, PAGE)
    wal = path.with_name(f"{path.name}-wal")
    if wal.exists():
        frame = 24 + PAGE  # a frame's header begins with its page number; the WAL's own header has 32 bytes
        for at in range(32, wal.stat().st_size - frame + 1, frame):
            if _read(wal, at, 4) == b"\x00\x00\x00\x01":
                yield _read(wal, at + 24, PAGE)
    undo = path.with_name(f"{path.name}-journal")
    if undo.exists():
        # The header fills one sector; each record is a page number, the page, and a checksum of 4 bytes.
        sector = int.from_bytes(_read(undo, 20, 4), "big") or 512
        for at in range(sector, undo.stat().st_size - PAGE, PAGE + 8):
            if _read(undo, at, 4) == b"\x00\x00\x00\x01":
                yield _read(undo, at + 4, PAGE)
                return


def _read(path: Path, at: int, count: int) -> bytes:
    with path.open("rb") as file:
        file.seek(at)
        return file.read(count)
