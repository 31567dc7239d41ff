"""Originals in pieces: the very same bytes come back, and attachments are not stored twice."""

from __future__ import annotations

import base64
import hashlib
import random
import zlib

import pytest

from clientguard.store.file import sqlite
from clientguard.store.journal import blobs, recipes

FILE = random.Random(5).randbytes(40_000)
HEAD = (
    b"From: joan@harbour.example\r\nTo: ada@north.example\r\nSubject: Offer\r\n"
    b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
)
TEXT = b"We accept the offer of Friday, but would rather pay in sixty days.\r\n" * 40


def lines(data: bytes, letters: int, end: bytes) -> bytes:
    whole = base64.b64encode(data)
    return end.join(whole[at : at + letters] for at in range(0, len(whole), letters))


def message(*parts: bytes, end: bytes = b"\r\n") -> bytes:
    return HEAD + TEXT + b"".join(end + b"--b" + end + end + each for each in parts) + end + b"--b--" + end


def kept(files: list[bytes], *, text: bytes = b"") -> dict[bytes, bytes]:
    return {hashlib.sha256(each).digest(): each for each in (*files, text)}


@pytest.mark.parametrize(
    ("part", "end"),
    [
        (lines(FILE, 76, b"\r\n"), b"\r\n"),
        (lines(FILE, 76, b"\n"), b"\n"),
        (lines(FILE, 60, b"\n"), b"\n"),
        (lines(FILE, 1 << 20, b"\n"), b"\n"),  # all in one line
        (FILE, b"\r\n"),  # 8bit or binary
    ],
)
def test_an_attachment_is_referred_to_however_it_is_encoded(part, end):
    whole = message(part, end=end)
    recipe = recipes.make(whole, [FILE], TEXT)
    assert recipe is not None
    assert len(recipe) < 1000
    assert recipes.rebuild(recipe, kept([FILE], text=TEXT).__getitem__) == whole
    assert set(recipes.needs(recipe)) == {hashlib.sha256(each).digest() for each in (FILE, TEXT)}
    assert FILE not in recipes.text_around(recipe, kept([FILE], text=TEXT).__getitem__)


@pytest.mark.parametrize(
    "part",
    [
        lines(FILE, 76, b"\r\n").replace(b"\r\n", b"\n", 1),  # a line end that differs
        lines(FILE[:9000], 76, b"\r\n") + b"\r\n" + lines(FILE[9000:], 72, b"\r\n"),  # lines of two lengths
        lines(FILE, 76, b"\r\n")[:-40],  # cut off
        b"=".join(b"%02X" % each for each in FILE),  # quoted-printable
    ],
)
def test_what_is_encoded_irregularly_stays_in_the_text(part):
    whole = message(part)
    recipe = recipes.make(whole, [FILE])
    assert recipe is not None
    assert recipes.rebuild(recipe, kept([FILE]).__getitem__) == whole


def test_the_same_file_twice_and_two_in_the_wrong_order():
    other = FILE[::-1]
    whole = message(lines(FILE, 76, b"\n"), lines(other, 76, b"\n"), lines(FILE, 76, b"\n"))
    for files in ([FILE, other, FILE], [other, FILE], [FILE, FILE, FILE]):
        recipe = recipes.make(whole, files)
        assert recipes.rebuild(recipe, kept(files).__getitem__) == whole


@pytest.mark.parametrize("data", [b"", b"\x00", b"From: a@b\n\nHi", bytes(range(256)) * 3])
def test_any_bytes_come_back(data):
    assert recipes.rebuild(recipes.make(data, []), {}.__getitem__) == data


def test_a_recipe_that_is_cut_off_is_an_error():
    recipe = recipes.make(message(lines(FILE, 76, b"\n")), [FILE])
    for at in range(len(recipe)):
        with pytest.raises((ValueError, KeyError, zlib.error)):
            recipes.rebuild(recipe[:at], kept([FILE]).__getitem__)


def test_no_change_to_a_recipe_is_worse_than_an_error_that_its_readers_expect():
    recipe = recipes.make(message(lines(FILE[:500], 76, b"\n")), [FILE[:500]])
    seen = set()
    for at in range(len(recipe)):
        damaged = recipe[:at] + bytes([recipe[at] ^ 0x41]) + recipe[at + 1 :]
        try:
            recipes.rebuild(damaged, kept([FILE[:500]]).__getitem__)
        except (ValueError, KeyError, zlib.error) as error:
            seen.add(type(error))
    assert seen == {ValueError, KeyError, zlib.error}


def put(write, whole: bytes, files: list[bytes]) -> bytes | None:
    for each in files:
        blobs.put_blob(write.db, each)
    return blobs.put_original(write.db, whole, files)


def test_a_stored_original_is_checked_with_everything_it_is_rebuilt_from(book, path):
    whole = message(lines(FILE, 76, b"\r\n"))
    digest = book.write(lambda write: put(write, whole, [FILE]))
    with book.read() as db:
        assert blobs.get_blob(db, digest) == whole
        assert list(blobs.check_blob(db)) == []
        assert list(blobs.all_needs(db)) == [(digest, hashlib.sha256(FILE).digest())]
    book.close()
    db = sqlite.dbapi.connect(str(path), isolation_level=None)
    db.execute("DELETE FROM blob_need")
    assert list(blobs.check_blob(db)) == [digest.hex()]
    db.close()


def test_a_recipe_never_refers_to_a_recipe(book):
    """A message that was imported, and then comes as an attachment of another."""
    inner = message(lines(FILE, 76, b"\r\n"))
    outer = message(inner)
    first, second = book.write(lambda write: (put(write, inner, [FILE]), put(write, outer, [inner])))
    with book.read() as db:
        assert (blobs.get_blob(db, first), blobs.get_blob(db, second)) == (inner, outer)
        assert first not in {need for _, need in blobs.all_needs(db)}


def test_what_is_too_large_to_keep_is_said(book, monkeypatch):
    monkeypatch.setattr(blobs, "LARGEST", 1000)
    assert book.write(lambda write: blobs.put_original(write.db, FILE, [])) is None


def test_the_words_of_all_mail_are_part_of_the_file_format():
    """Another dictionary gets another number: an original that was stored with this one needs these very bytes."""
    assert {number: hashlib.sha256(words).hexdigest()[:16] for number, words in recipes.DICTIONARIES.items()} == {
        1: "0f47918bf9d01be3"
    }
