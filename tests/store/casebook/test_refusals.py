"""What is refused, in words: files that are no casebook, newer or damaged ones; a full drive, a failing one."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from clientguard.domain.records import Client
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import file_lock, plain_errors, sqlite
from clientguard.store.journal.clock import now
from clientguard.store.records.lookup import find_records
from clientguard.store.verify.full import verify
from tests import factories


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def beside(path: Path) -> set[str]:
    return {each.name for each in path.parent.iterdir()} - {path.name, f"{path.name}.lock"}


def names(book: Casebook) -> list[str]:
    with book.read() as db:
        return [each.name for each in find_records(db, Client)]


def closed(path: Path) -> Path:
    factories.firm_book(path).close()
    return path


# --- files that are refused ---


@pytest.mark.parametrize("write", [True, False])
def test_a_newer_casebook_is_refused_and_not_a_byte_is_written(path, write):
    closed(path)
    factories.tamper(path, "PRAGMA user_version = 99")
    before = sha256(path)
    with pytest.raises(KnownError, match=r"newer ClientGuard\. Not a byte of it was changed"):
        Casebook.open(path, write=write)
    assert sha256(path) == before
    assert beside(path) == set()
    file_lock.acquire_lock(path).release()


@pytest.mark.parametrize("content", [b"", b"just a letter\n", b"SQLite format 2\x00" + bytes(100)])
def test_a_file_that_is_no_database_is_refused(path, content):
    path.write_bytes(content)
    with pytest.raises(KnownError, match="is not a casebook"):
        Casebook.open(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused(path):
    db = sqlite.dbapi.connect(str(path))
    db.execute("CREATE TABLE theirs (x)")
    db.close()
    before = sha256(path)
    with pytest.raises(KnownError, match="a database, but not a casebook"):
        Casebook.open(path)
    assert sha256(path) == before


def test_a_missing_file_is_refused_and_not_made(path):
    with pytest.raises(KnownError, match="could not be read: No such file"):
        Casebook.open(path)
    assert not path.exists()


def test_a_taken_place_is_left_as_it_is(path):
    path.write_text("mine")
    with pytest.raises(KnownError, match="already a file"):
        Casebook.create(path)
    assert path.read_text() == "mine"


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(KnownError, match="could not be written"):
        Casebook.create(tmp_path / "file" / "new.casebook")


def test_a_casebook_that_could_not_be_filled_leaves_no_file(path):
    def broken(size):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Casebook.create(path, entropy=broken)
    assert not path.exists()
    factories.new_book(path).close()


def test_a_cut_file_is_refused_as_damaged(path):
    closed(path)
    path.write_bytes(path.read_bytes()[:-20_000])
    with pytest.raises(KnownError, match="is damaged"):
        Casebook.open(path)
    file_lock.acquire_lock(path).release()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET ms = ms + 1 WHERE seq = 2",
        "DELETE FROM journal_tree",
        "UPDATE journal_tree SET roots = x'00'",
        "UPDATE journal_value SET fields = CAST(x'ff41' AS TEXT) WHERE seq = 2",
    ],
)
def test_a_journal_whose_end_does_not_hold_is_refused(path, statement):
    closed(path)
    factories.tamper(path, statement)
    with pytest.raises(KnownError, match="is damaged"):
        Casebook.open(path)


# --- what the drive and the system refuse ---


def test_a_full_drive_is_said_and_what_was_saved_is_kept(book, path):
    factories.add(book, "client", name="Before")

    def fill(write):
        pages = write.db.execute("PRAGMA page_count").fetchone()[0]
        write.db.execute(f"PRAGMA max_page_count = {pages}")
        for _ in range(50):
            write.add(Client(name="x" * 900, note="y" * 900))

    with pytest.raises(KnownError, match=r"no space left on the drive with practice\.casebook"):
        book.write(fill)
    book.write(lambda write: write.db.execute("PRAGMA max_page_count = 1000000").fetchall())
    factories.add(book, "client", name="After")
    assert names(book) == ["Before", "After"]
    book.close()
    assert verify(path).valid


def test_after_an_input_output_error_nothing_more_is_written(book, path):
    resource = pytest.importorskip("resource", reason="no limits on file sizes here")
    factories.add(book, "client", name="Before")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    wal = path.with_name(f"{path.name}-wal").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (wal + 5000, hard))
    try:
        with pytest.raises(KnownError, match="could not read or write its data"):
            book.write(lambda write: [write.add(Client(name="x" * 900)) for _ in range(50)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    with pytest.raises(KnownError, match="Nothing more is written until the casebook is opened again"):
        factories.add(book, "client", name="Refused")
    book.close()
    with Casebook.open(path) as again:
        assert names(again) == ["Before"]
        factories.add(again, "client", name="After")
    assert verify(path).valid


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (sqlite.FULL, "no space left"),
        (sqlite.IOERR | 3 << 8, "could not read or write"),
        (sqlite.CORRUPT, "is damaged"),
        (sqlite.NOTADB, "is damaged"),
        (sqlite.CANTOPEN, "could not be opened for writing"),
        (sqlite.READONLY, "could not be opened for writing"),
        (sqlite.BUSY, "another program is using it"),
    ],
)
def test_each_refusal_of_the_system_has_its_words(path, code, words):
    error = sqlite.OperationalError("as SQLite says it")
    error.sqlite_errorcode = code
    assert words in str(plain_errors.explain(error, path))


def test_a_fault_of_the_program_stays_one(path):
    error = sqlite.OperationalError("near SELCT: syntax error")
    assert plain_errors.explain(error, path) is None
    for put_into_words in (plain_errors.reading, plain_errors.writing):
        with pytest.raises(sqlite.OperationalError, match="syntax error"), put_into_words(path):
            raise error


def test_an_unreadable_file_is_said(path, monkeypatch):
    with pytest.raises(KnownError, match="is a folder, not a file"):
        Casebook.open(path.parent)
    with pytest.raises(KnownError, match="could not be read: denied"), plain_errors.reading(path):
        raise PermissionError(13, "denied")


def test_a_casebook_that_cannot_be_opened_for_writing_lets_go_of_its_lock(path, monkeypatch):
    closed(path)
    set_pragma = sqlite.pragma

    def refuse_wal(db, name, word, expected):
        if name == "journal_mode":
            error = sqlite.OperationalError("unable to open")
            error.sqlite_errorcode = sqlite.CANTOPEN
            raise error
        set_pragma(db, name, word, expected)

    with monkeypatch.context() as patched:
        patched.setattr(sqlite, "pragma", refuse_wal)
        with pytest.raises(KnownError, match="could not be opened for writing"):
            Casebook.open(path)
    Casebook.open(path).close()


def test_the_clock_shows_milliseconds_and_this_computers_offset():
    moment = now()
    assert moment.ms > 1_700_000_000_000
    assert moment.offset == 0  # the tests' zone
    assert os.environ["TZ"] == "UTC"
