"""A drive that fails over a commit: whether the transaction is in the WAL is read as the next opening reads it.

That what is said agrees with what is found is held by `tests/faults/whole/test_commands.py`, with drives that fail.
"""

from __future__ import annotations

import os
import struct
from pathlib import Path

import pytest

from clientguard.store.casebook.doubt import commit, has_commit_after
from clientguard.store.file import keys, sqlite
from clientguard.store.file.plain_errors import UnsureError
from tests import factories

KEYS = {"without a passphrase": None, "with one": keys.Key(bytes(range(32)), bytes(range(16)))}


def frames(book) -> int:
    with book.read() as db:
        return db.execute("PRAGMA wal_checkpoint(NOOP)").fetchone()[1]


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_a_transaction_is_found_in_the_wal_only_if_it_is_whole(tmp_path, key):
    path = tmp_path / "practice.casebook"
    with factories.new_book(path, key=key) as book:
        factories.add(book, "client", name="Harbour Books")
        before = frames(book)
        factories.add(book, "client", name="Mill")
        after = frames(book)
        wal = path.with_name(f"{path.name}-wal").read_bytes()
    assert 0 < before < after
    assert has_commit_after(wal, 0)
    assert has_commit_after(wal, before)
    assert not has_commit_after(wal, after)
    assert not has_commit_after(wal[:-1], before)
    assert not has_commit_after(wal[:-9] + bytes(9), before)
    assert not has_commit_after(wal[:20] + b"?" + wal[21:], 0)
    assert not has_commit_after(b"", 0)


class Drive:
    """A connection over whose COMMIT the drive fails, and the WAL that it leaves, with a transaction more."""

    def __init__(self, path, code=sqlite.IOERR):
        with factories.new_book(path) as book:
            factories.add(book, "client", name="Harbour Books")
            self.frames = frames(book)
            factories.add(book, "client", name="Mill")
            data = path.with_name(f"{path.name}-wal").read_bytes()
        self.wal = path.with_name(f"{path.name}-wal")
        self.wal.write_bytes(data)
        self.whole, self.cut = len(data), 32 + self.frames * (24 + 4096)
        self._error = sqlite.OperationalError("disk I/O error" if code == sqlite.IOERR else "database or disk is full")

    def execute(self, sql):
        if sql == "COMMIT":
            raise self._error
        return Row((0, self.frames, 0) if "wal_checkpoint" in sql else ("4096",))


class Row:
    def __init__(self, values):
        self._values = values

    def fetchone(self):
        return self._values


def refuse(*_):
    raise OSError(5, "Input/output error")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "practice.casebook"


def test_what_was_not_committed_is_cut_off_the_wal_and_not_saved(path):
    drive = Drive(path)
    with pytest.raises(sqlite.OperationalError, match="disk I/O error"):
        commit(drive, path, lambda: True)
    assert drive.wal.stat().st_size == drive.cut < drive.whole
    drive.wal.unlink()
    with pytest.raises(sqlite.OperationalError):
        commit(drive, path, lambda: True)


def test_what_cannot_be_cut_off_is_saved_if_the_next_opening_will_find_it(path, monkeypatch):
    drive = Drive(path)
    monkeypatch.setattr(os, "truncate", refuse)
    known = commit(drive, path, lambda: True)
    assert "could not read or write its data" in str(known)
    assert "not saved" not in str(known)
    drive.wal.write_bytes(drive.wal.read_bytes()[:-1])
    with pytest.raises(sqlite.OperationalError):
        commit(drive, path, lambda: True)


def test_where_the_wal_cannot_be_read_either_it_is_said_to_be_unknown(path, monkeypatch):
    drive = Drive(path)
    monkeypatch.setattr(os, "truncate", refuse)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(UnsureError, match="It is not known whether this change was saved"):
        commit(drive, path, lambda: True)


@pytest.mark.parametrize(("code", "here"), [(sqlite.FULL, True), (sqlite.IOERR, False)])
def test_the_wal_of_another_file_and_of_a_full_drive_is_not_touched(path, code, here):
    drive = Drive(path, code)
    with pytest.raises(sqlite.OperationalError):
        commit(drive, path, lambda: here)
    assert drive.wal.stat().st_size == drive.whole


def test_a_wal_of_the_other_byte_order_is_read_as_well():
    page, salts = 8, b"saltsalt"
    head = struct.pack(">4I", 0x377F0683, 3007000, page, 0) + salts
    sums = checksum(head, (0, 0))
    wal = head + struct.pack(">2I", *sums)
    for size in (0, 2):  # the second frame commits
        frame = struct.pack(">2I", 1, size)
        sums = checksum(frame + bytes(page), sums)
        wal += frame + salts + struct.pack(">2I", *sums) + bytes(page)
    assert has_commit_after(wal, 1)
    assert not has_commit_after(wal, 2)
    assert not has_commit_after(b"\0" + wal[1:], 0)


def checksum(data: bytes, sums: tuple[int, int]) -> tuple[int, int]:
    """As SQLite's file format describes it, over big-endian words."""
    first, second = sums
    for at in range(0, len(data), 8):
        one, two = struct.unpack_from(">2I", data, at)
        first = (first + one + second) % 2**32
        second = (second + two + first) % 2**32
    return first, second
