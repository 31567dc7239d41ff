"""The first bytes of original messages, read without the rest of them."""

from __future__ import annotations

import random

from clientguard.store.journal import blobs
from tests.store.journal.test_recipes import FILE, HEAD, TEXT, lines, message


def test_the_beginning_of_an_original_is_read_without_the_rest(book):
    """Its fields, however it is stored: as it is, compressed, or with its text and attachments apart."""
    many = [random.Random(each).randbytes(4_000) for each in range(30)]
    whole = {
        "alone": HEAD + TEXT,
        "with files": message(lines(FILE, 76, b"\r\n")),
        "with many": message(*(lines(each, 76, b"\r\n") for each in many)),
    }
    kept_as = {
        "alone": book.write(lambda write: blobs.put_original(write.db, whole["alone"], [], TEXT)),
        "with files": book.write(lambda write: blobs.put_original(write.db, whole["with files"], [FILE], TEXT)),
        "with many": book.write(lambda write: blobs.put_original(write.db, whole["with many"], many)),
    }
    plain = book.write(lambda write: blobs.put_blob(write.db, HEAD))
    packed = book.write(lambda write: blobs.put_blob(write.db, HEAD * 50, pack=True))
    with book.read() as db:
        found = blobs.beginnings(db, [*filter(None, kept_as.values()), plain, packed, b"missing"], 100)
        assert {name: found[digest or b""] for name, digest in kept_as.items()} == {
            name: each[:100] for name, each in whole.items()
        }
        assert (found[plain], found[packed], len(found)) == (HEAD[:100], HEAD[:100], 5)
