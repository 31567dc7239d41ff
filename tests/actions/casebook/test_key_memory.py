"""After a casebook was locked, its key is nowhere in the memory of the process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from clientguard.domain.casebook import recovery
from clientguard.store.file import keys
from tests import factories

ROOT = Path(__file__).resolve().parents[3]
WORDS = "a heron in the rain"

# What is looked for comes with every bit flipped, memory is flipped before it is compared, and what was read of it is
# overwritten: the child must not hold the key only because it looks for it.
CHILD = """
import ctypes, gc, json, sys
from pathlib import Path
from clientguard.actions.casebook import casebooks, passphrase
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import keys
from tests import factories

keys.COST = (1, 1, 8)
FLIP = bytes(255 - each for each in range(256))
DIGITS = b"0123456789abcdef"


def forms(flipped):
    for digits in (DIGITS, DIGITS.upper()):
        yield bytes(FLIP[digits[nibble]] for each in flipped for nibble in ((255 - each) >> 4, (255 - each) & 15))
    yield flipped


def count(flipped):
    ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)  # a process that held a key may not read its own memory otherwise
    found, wanted = 0, list(forms(flipped))
    with open("/proc/self/mem", "rb", 0) as memory:
        for line in Path("/proc/self/maps").read_text().splitlines():
            span, access, *_ = line.split()
            if "w" not in access:
                continue
            start, end = (int(each, 16) for each in span.split("-"))
            memory.seek(start)
            read = bytearray(end - start)
            memory.readinto(read)
            data = read.translate(FLIP)
            read[:] = bytes(len(read))  # what was read while the casebook was open held its keys
            found += sum(data.count(each) for each in wanted)
    return found


def run(folder, secret):
    path = folder / "practice.casebook"
    key = passphrase.unlock(path, secret, passphrase.salts_in(folder / "data"))
    book = Casebook.open(path, key=key)
    factories.add(book, "client", name="Harbour Books")
    casebooks.copy_to(book, folder / "copy.casebook")
    assert casebooks.verify_open(book).valid
    held = [count(each) for each in FLIPPED[:1]]
    book.rekey(keys.derive("four calm words here", bytes(16)))
    held += [count(each) for each in FLIPPED[1:]]
    book.key.drop()
    book.close()
    return held


FLIPPED = [bytes.fromhex(each) for each in sys.argv[2:]]
held = run(Path(sys.argv[1]), sys.stdin.read())
gc.collect()
print(json.dumps([held, [count(each) for each in FLIPPED]]))
"""


def flipped(key: keys.Key) -> str:
    return bytes(255 - each for each in key.raw).hex()


@pytest.mark.skipif(not os.access("/proc/self/mem", os.R_OK), reason="this system does not show a process its memory")
@pytest.mark.parametrize("by", ["passphrase", "recovery code"])
def test_no_copy_of_a_key_outlives_the_lock(tmp_path, by):
    key = keys.derive(WORDS, bytes(range(16)))
    with factories.new_book(tmp_path / "practice.casebook", key=key) as book:
        factories.add(book, "business", name="Studio North", owner="Ada North", currency="EUR")
    secret = WORDS if by == "passphrase" else recovery.code_of(bytes(key.raw))
    both = [flipped(each) for each in (key, keys.derive("four calm words here", bytes(16)))]
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(tmp_path), *both],
        input=secret,
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    held, left = json.loads(done.stdout)
    assert all(held)  # while it is open, they are found
    assert left == [0, 0]
