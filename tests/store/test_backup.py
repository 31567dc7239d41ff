"""A backup is a whole casebook or it does not exist."""

from __future__ import annotations

import os

import pytest

from clientguard.errors import KnownError
from clientguard.store import backup as module
from clientguard.store import sqlite
from clientguard.store.backup import backup
from clientguard.store.engine import Casebook
from clientguard.store.verify import verify
from tests import factories


@pytest.fixture
def target(tmp_path):
    return tmp_path / "elsewhere" / "copy.casebook"


@pytest.fixture
def full(book):
    client = factories.add(book, "client", note="A long note. " * 200)
    book.write(lambda write: write.attach(client, client, "a.bin", "application/octet-stream", bytes(2_000_000)))
    factories.add(book, "invoice", client=client)
    return book


def folder(path) -> set[str]:
    return {each.name for each in path.iterdir()} if path.exists() else set()


def test_a_backup_holds_the_same_to_the_last_row(full, path, target):
    full.close()
    backup(path, target)
    assert factories.content(target) == factories.content(path)
    assert verify(target).valid
    assert folder(target.parent) == {"copy.casebook"}
    assert target.stat().st_mode & 0o077 == 0


def test_a_casebook_is_backed_up_while_it_is_open_and_goes_on(full, path, target):
    backup(path, target)
    factories.add(full, "client", name="After the backup")
    full.close()
    assert len(factories.content(path)["client"]) == 2
    assert len(factories.content(target)["client"]) == 1
    assert target.read_bytes()[18:20] == b"\x01\x01"  # one file, in DELETE mode
    with Casebook.open(target) as copy:
        factories.add(copy, "client")


def test_a_taken_name_is_left_as_it_is(full, path, target):
    target.parent.mkdir()
    target.write_text("mine")
    with pytest.raises(KnownError, match="already a file"):
        backup(path, target)
    assert target.read_text() == "mine"
    assert folder(target.parent) == {"copy.casebook"}


def test_a_place_that_cannot_be_written_is_said(full, path, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(KnownError, match="could not be written"):
        backup(path, tmp_path / "file" / "copy.casebook")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="whoever is root may write to a read-only folder")
def test_a_read_only_folder_is_said(full, path, target):
    target.parent.mkdir(mode=0o500)
    with pytest.raises(KnownError, match="could not be written: Permission denied"):
        backup(path, target)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE invoice SET amount = amount + 1",
        "UPDATE journal SET ms = 1 WHERE seq = 2",
        "DELETE FROM blob_part WHERE id % 64 = 1",
        "UPDATE payment SET client = 999",
    ],
)
def test_a_damaged_casebook_gives_no_backup_and_leaves_nothing(full, path, target, statement):
    factories.add(full, "payment", client=2, invoice=4)
    full.close()
    factories.tamper(path, statement)
    with pytest.raises(KnownError, match=r"practice\.casebook is damaged"):
        backup(path, target)
    assert folder(target.parent) == set()


def test_a_casebook_whose_schema_cannot_be_read_gives_no_backup(full, path, target):
    full.close()
    data = path.read_bytes()
    assert data.count(b"contentless_delete=1") == 1
    path.write_bytes(data.replace(b"contentless_delete=1", b"contentle33_delete=1"))
    with pytest.raises(KnownError, match=r"practice\.casebook is damaged"):
        backup(path, target)
    assert folder(target.parent) == set()


def test_a_torn_casebook_gives_no_backup_and_leaves_nothing(full, path, target):
    full.close()
    data = bytearray(path.read_bytes())
    data[4096 * 3 : 4096 * 40] = bytes(4096 * 37)
    path.write_bytes(data)
    with pytest.raises(KnownError, match=r"practice\.casebook is damaged"):
        backup(path, target)
    assert folder(target.parent) == set()


@pytest.mark.parametrize("content", [None, b"", b"a letter", b"SQLite format 3\x00" + bytes(84)])
def test_what_is_no_casebook_is_not_backed_up(tmp_path, target, content):
    source = tmp_path / "x.casebook"
    if content is not None:
        source.write_bytes(content)
    with pytest.raises(KnownError, match=r"x\.casebook"):
        backup(source, target)
    assert folder(target.parent) == set()


def test_a_full_drive_leaves_nothing(full, path, target, monkeypatch):
    def full_drive(*_):
        error = sqlite.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite.FULL
        raise error

    monkeypatch.setattr(module, "_copy", full_drive)
    with pytest.raises(KnownError, match="no room left"):
        backup(path, target)
    assert folder(target.parent) == set()
