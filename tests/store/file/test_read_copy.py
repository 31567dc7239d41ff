"""A casebook on a place that cannot be written: read in full, nothing written beside it, its WAL included."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from clientguard.domain.records import Client
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import keys, read_copy, sqlite
from clientguard.store.file.version import SCHEMA
from clientguard.store.records.lookup import find_records
from tests import factories

FROZEN = Path(__file__).parents[1] / "frozen"


@pytest.fixture(autouse=True)
def temporary(tmp_path, monkeypatch):
    """Where copies are put."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.fixture
def medium(tmp_path, monkeypatch):
    """A folder that cannot be written, as the program sees it; whoever is root would be let."""
    folder = tmp_path / "medium"
    folder.mkdir()
    writable = read_copy.is_writable
    monkeypatch.setattr(read_copy, "is_writable", lambda path: path.parent != folder and writable(path))
    return folder


def state(folder):
    return {each.name: each.read_bytes() for each in folder.iterdir()}


def names(book):
    with book.read() as db:
        return [each.name for each in find_records(db, Client)]


def left_by_a_crash(path, target, key=None):
    """Copy a casebook with its WAL while it is open: as a crash leaves it."""
    with factories.new_book(path, key=key) as book:
        factories.add(book, "client", name="Harbour Books")
        for ending in ("", "-wal"):
            shutil.copyfile(path.with_name(path.name + ending), target.with_name(target.name + ending))


@pytest.mark.parametrize("write", [True, False])
def test_a_casebook_that_cannot_be_written_is_read_where_it_lies(path, medium, temporary, write):
    with factories.firm_book(path) as book:
        factories.add(book, "client", name="Harbour Books")
    there = medium / path.name
    shutil.copyfile(path, there)
    before = state(medium)
    with Casebook.open(there, write=write) as book:
        assert names(book) == ["Harbour Books"]
        assert not book.writable
        with pytest.raises(KnownError, match="reading only"):
            factories.add(book, "client")
        assert state(medium) == before
        assert state(temporary) == {}
    assert state(medium) == before


@pytest.mark.parametrize("locked", [False, True], ids=["plain", "locked"])
def test_what_lies_in_a_wal_is_read_from_a_copy_that_goes_afterwards(path, medium, temporary, locked):
    key = keys.derive("a heron in the rain", bytes(range(16))) if locked else None
    there = medium / path.name
    left_by_a_crash(path, there, key)
    before = state(medium)
    with Casebook.open(there, key=key) as book:
        assert book.path == there
        assert names(book) == ["Harbour Books"]
        assert state(medium) == before
        assert len(list(temporary.iterdir())) == 1
    assert state(medium) == before
    assert list(temporary.iterdir()) == []


def test_a_casebook_that_was_left_in_wal_mode_without_its_wal_is_read_too(path, medium, temporary):
    factories.firm_book(path).close()
    db = sqlite.connect(path, write=True)
    db.execute("PRAGMA journal_mode = WAL")
    db.close()
    there = medium / path.name
    shutil.copyfile(path, there)
    with Casebook.open(there) as book:
        assert names(book) == []


def test_an_older_casebook_is_brought_up_to_date_in_a_copy(path, medium, temporary):
    there = medium / "old.casebook"
    shutil.copyfile(FROZEN / "schema_1.casebook", there)
    before = state(medium)
    with Casebook.open(there) as book, book.read() as db:
        assert db.execute("PRAGMA user_version").fetchone() == (SCHEMA,)
        assert find_records(db, Client)
    assert state(medium) == before
    assert list(temporary.iterdir()) == []


def test_a_damaged_or_newer_one_is_refused_and_no_copy_is_left(path, medium, temporary):
    there = medium / path.name
    left_by_a_crash(path, there)
    there.write_bytes(there.read_bytes()[:9000])
    with pytest.raises(KnownError, match="damaged"):
        Casebook.open(there)
    assert list(temporary.iterdir()) == []
    db = sqlite.dbapi.connect(str(path), isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL").fetchall()
    db.execute("PRAGMA user_version = 99")
    for ending in ("", "-wal"):
        shutil.copyfile(path.with_name(path.name + ending), there.with_name(there.name + ending))
    db.close()
    with pytest.raises(KnownError, match="newer"):
        Casebook.open(there)
    assert list(temporary.iterdir()) == []


def test_a_drive_without_room_for_the_copy_is_told(path, medium, temporary, monkeypatch):
    there = medium / path.name
    left_by_a_crash(path, there)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(KnownError, match="No space left"):
        Casebook.open(there)
    assert list(temporary.iterdir()) == []


def test_how_a_casebook_was_left_is_known(path, tmp_path):
    crashed = tmp_path / "crashed.casebook"
    left_by_a_crash(path, crashed)
    for file, unclean in ((path, False), (crashed, True)):
        with Casebook.open(file) as book:
            assert book.unclean is unclean
            assert names(book) == ["Harbour Books"]
    with Casebook.open(crashed) as book:
        assert not book.unclean


def test_what_a_kill_left_among_the_temporary_files_goes_after_a_day(temporary):
    for name, age in (("clientguard old", read_copy.STALE + 60), ("clientguard new", 60), ("another's", 10**7)):
        folder = temporary / name
        folder.mkdir()
        (folder / "practice.casebook").write_text("a copy")
        os.utime(folder, (time.time() - age,) * 2)
    made = read_copy.scratch()
    assert sorted(temporary.iterdir()) == sorted([temporary / "another's", temporary / "clientguard new", made])
