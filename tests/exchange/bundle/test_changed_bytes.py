"""Whatever is changed in a bundle is found: any byte, any cut, anything added, any other program's ZIP."""

from __future__ import annotations

import io
import random
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exchange.bundle import made

SEED = 6962


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> bytes:
    """A bundle as it is written."""
    return made.written(tmp_path_factory.mktemp("bundle")).read_bytes()


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> bytes:
    """One of a few files, with a verifier of a few bytes, so that all of it can be tried."""
    folder = tmp_path_factory.mktemp("small")
    few = made.written(folder, parts=made.parts()[:4], journal=made.journal(seqs=(2, 4))).read_bytes()
    return made.remade({**made.opened(few), "verify.py": b"# checks", "VERIFYING.md": b"how"})


def test_as_it_was_written_it_is_valid(whole, small):
    assert made.checked(whole) == []
    assert made.checked(small) == []


def test_one_bit_in_any_byte_is_found(small):
    chance = random.Random(SEED)
    data = bytearray(small)
    for at, byte in enumerate(small):
        data[at] = byte ^ (1 << chance.randrange(8))
        assert made.checked(bytes(data)), at
        data[at] = byte


def test_a_bit_here_and_there_in_a_whole_one_is_found(whole):
    chance = random.Random(SEED)
    for at in chance.sample(range(len(whole)), 500):
        assert made.checked(whole[:at] + bytes([whole[at] ^ (1 << chance.randrange(8))]) + whole[at + 1 :]), at


def test_every_cut_and_everything_added_is_found(small):
    for size in range(0, len(small), 7):
        assert made.checked(small[:size]), size
        assert made.checked(small[size + 1 :]), size
    for more in (b"\0", b"PK", bytes(22), small[-22:], small):
        assert made.checked(small + more)
        assert made.checked(more + small)


def test_bytes_between_the_files_are_found(small):
    start = small.index(b"PK\x01\x02")
    for at in (start, small.index(b"PK\x03\x04", 4), len(small) - 22):
        assert made.checked(small[:at] + b"x" + small[at:])


def test_what_another_program_packs_again_is_found(whole):
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", method) as archive:
            for name, data in made.opened(whole).items():
                archive.writestr(name, data)
        assert made.checked(stream.getvalue())


@given(st.binary(max_size=400))
def test_any_bytes_have_an_answer(data):
    assert made.checked(data)


@settings(max_examples=150)
@given(st.data())
def test_bytes_put_anywhere_into_a_bundle_have_an_answer(small, data):
    at = data.draw(st.integers(0, len(small)))
    gone = data.draw(st.integers(0, 40))
    put = data.draw(st.binary(max_size=40))
    changed = small[:at] + put + small[at + gone :]
    assert (made.checked(changed) == []) == (changed == small)
