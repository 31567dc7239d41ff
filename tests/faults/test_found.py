"""What the harness found, each held by a test of its own that needs no compiler."""

from __future__ import annotations

import random
import shutil

import pytest

from clientguard.actions import casebooks
from clientguard.domain.records import Business
from clientguard.errors import KnownError
from clientguard.store import backup, sqlite
from clientguard.store.engine import Casebook
from clientguard.store.records import find
from clientguard.store.verify import verify
from tests import factories


@pytest.fixture
def path(tmp_path):
    return tmp_path / "practice.casebook"


def half_written(path) -> None:
    """Leave a casebook as a power cut does in the middle of a write to the file itself."""
    aside = path.with_name("aside")
    db = sqlite.dbapi.connect(str(path), isolation_level=None)
    db.execute("PRAGMA cache_size = 1")  # pages go to the file before the commit
    db.execute("BEGIN IMMEDIATE")
    for number in range(300):
        db.execute("INSERT INTO setting (name, value) VALUES (?, ?)", (f"half {number}", "x" * 900))
    journal = path.with_name(f"{path.name}-journal")
    shutil.copyfile(path, aside)
    shutil.copyfile(journal, path.with_name("aside-journal"))
    db.execute("ROLLBACK")
    db.close()
    aside.replace(path)
    path.with_name("aside-journal").replace(journal)


def names(path) -> list[str]:
    with Casebook.open(path) as book, book.read() as db:
        return [each.name for each in find(db, Business)]


def test_what_a_crash_left_half_written_is_undone_at_the_next_opening(path):
    factories.firm_book(path).close()
    half_written(path)
    assert names(path) == ["Studio North"]
    assert verify(path).valid
    assert not path.with_name(f"{path.name}-journal").exists()


@pytest.mark.parametrize("noise", [b"", bytes(range(1, 101))])
def test_a_torn_first_page_is_taken_from_the_journal(path, noise):
    factories.firm_book(path).close()
    half_written(path)
    with path.open("rb+") as file:
        file.write(noise)
    assert names(path) == ["Studio North"]


def test_a_torn_first_page_is_taken_from_the_wal(path):
    book = factories.firm_book(path)
    factories.add(book, "message", client=factories.add(book, "client"), body=random.Random(1).randbytes(40_000).hex())
    aside = path.with_name("aside.casebook")
    for ending in ("", "-wal"):
        shutil.copyfile(path.with_name(path.name + ending), aside.with_name(aside.name + ending))
    book.close()
    wal = aside.with_name(f"{aside.name}-wal")
    assert wal.stat().st_size
    with aside.open("rb+") as file:
        file.write(bytes(range(1, 101)))
    assert names(aside) == ["Studio North"]
    assert verify(aside).valid


@pytest.mark.parametrize("statement", ["PRAGMA user_version = 99", "PRAGMA application_id = 7"])
def test_a_file_that_is_refused_is_not_rolled_back_either(path, statement):
    factories.firm_book(path).close()
    factories.tamper(path, statement)
    half_written(path)
    before = path.read_bytes()
    with pytest.raises(KnownError):
        Casebook.open(path)
    assert path.read_bytes() == before
    assert path.with_name(f"{path.name}-journal").exists()


@pytest.mark.parametrize("ending", ["-wal", "-journal"])
def test_no_casebook_is_made_beside_what_sqlite_would_take_for_its_own(path, ending):
    path.with_name(path.name + ending).write_bytes(b"left by another")
    with pytest.raises(KnownError, match="already a file at .*" + ending):
        Casebook.create(path)
    assert not path.exists()


def test_a_casebook_comes_into_being_whole_with_its_business_or_not_at_all(path):
    with pytest.raises(KnownError, match="missing or wrong"):
        casebooks.create(path, Business(name=""))
    assert [each.name for each in path.parent.iterdir() if not each.name.endswith(".lock")] == []
    casebooks.create(path, Business(name="Studio North", owner="Ada North", currency="EUR")).close()
    assert names(path) == ["Studio North"]
    assert verify(path).valid


def test_what_an_interrupted_creation_left_behind_is_cleared_away(path):
    path.with_name(f".{path.name}.part").write_bytes(b"half a casebook")
    factories.firm_book(path).close()
    assert not path.with_name(f".{path.name}.part").exists()
    assert verify(path).valid


@pytest.mark.parametrize(
    ("words", "told"),
    [("database or disk is full", "no room left"), ("disk I/O error", "did not take or give its data")],
)
def test_a_drive_that_fails_while_a_backup_is_copied_is_said_in_words(path, monkeypatch, words, told):
    factories.firm_book(path).close()

    def failing(*_):
        raise sqlite.OperationalError(words)  # as the binding does: without a code

    monkeypatch.setattr(backup, "_copy", failing)
    with pytest.raises(KnownError, match=told):
        backup.backup(path, path.with_name("copy.casebook"))
    assert not path.with_name("copy.casebook").exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record SET kind = 'invoice' WHERE kind = 'message'",
        "UPDATE record SET kind = 'mess' WHERE kind = 'message'",
        "UPDATE blob SET packed = 61 WHERE packed = 1",
        "UPDATE blob_part SET id = id + 1",
        "UPDATE blob_part SET id = id + 7",
    ],
)
def test_these_changes_to_a_record_or_its_bytes_are_found(path, statement):
    with factories.firm_book(path) as book:
        factories.add(book, "message", client=factories.add(book, "client"), body="long " * 400)
    assert verify(path).valid
    factories.tamper(path, statement)
    assert not verify(path).valid
