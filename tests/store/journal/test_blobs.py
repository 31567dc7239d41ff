"""Bytes kept once by their digest, in rows of 1 MiB."""

from __future__ import annotations

import hashlib
import zlib

import pytest

from clientguard.store.file import sqlite
from clientguard.store.journal import blobs
from tests import factories


@pytest.mark.parametrize("size", [0, 1, blobs.PART - 1, blobs.PART, blobs.PART + 1, 3 * blobs.PART + 5])
def test_bytes_come_back_as_they_were(book, size):
    data = (b"0123456789abcdef" * (size // 16 + 1))[:size]
    digest = book.write(lambda write: blobs.put_blob(write.db, data))
    assert digest == hashlib.sha256(data).digest()
    with book.read() as db:
        assert blobs.get_blob(db, digest) == data
        assert len(list(blobs.blob_parts(db, digest))) == -(-size // blobs.PART)
        assert list(blobs.check_blob(db)) == []


def test_packing_pays_for_text_and_is_left_off_for_noise(book):
    text, noise = b"word " * 1000, hashlib.shake_256(b"x").digest(5000)
    kept = [book.write(lambda write, data=data: blobs.put_blob(write.db, data, pack=True)) for data in (text, noise)]
    with book.read() as db:
        assert [blobs.get_blob(db, digest) for digest in kept] == [text, noise]
        assert db.execute("SELECT packed FROM blob ORDER BY id").fetchall() == [(1,), (0,)]


def test_what_is_not_there_is_a_key_error(book):
    with book.read() as db, pytest.raises(KeyError):
        blobs.get_blob(db, bytes(32))


def test_more_than_64_mib_is_refused(book):
    with pytest.raises(ValueError, match="is larger than"):
        book.write(lambda write: blobs.put_blob(write.db, bytes(blobs.LARGEST + 1)))


def test_check_names_what_was_changed(book):
    digest = book.write(lambda write: blobs.put_blob(write.db, b"word " * 500, pack=True))
    plain = book.write(lambda write: blobs.put_blob(write.db, b"plain"))

    def damage(write):
        write.db.execute("UPDATE blob_part SET data = x'00' WHERE id >= 64 AND id < 128")
        write.db.execute("UPDATE blob_part SET data = CAST('plaim' AS BLOB) WHERE id >= 128")

    book.write(damage)
    with book.read() as db:
        assert set(blobs.check_blob(db)) == {digest.hex(), plain.hex()}


def test_packed_bytes_that_were_changed_are_found_even_where_they_unpack_to_the_same(path):
    text = b"The shop is up; the ads wait for your word.\n" * 60
    with factories.new_book(path) as book:
        book.write(lambda write: blobs.put_blob(write.db, text, pack=True))
    other = zlib.compress(text, 1)
    db = sqlite.dbapi.connect(str(path), isolation_level=None)
    db.execute("UPDATE blob_part SET data = ?", (other,))
    digest = hashlib.sha256(text).digest()
    assert blobs.get_blob(db, digest) == text
    assert list(blobs.check_blob(db)) == [digest.hex()]
    db.close()
