"""The quick check beside: a large casebook is read at once, and written as soon as it was found whole."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from clientguard.domain.records import Client
from clientguard.errors import Cancelled, KnownError
from clientguard.store.casebook import sound_check
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import file_lock, sqlite
from clientguard.store.file.plain_errors import DamagedError
from clientguard.store.records.lookup import find_records
from clientguard.store.verify import quick
from tests import factories


@pytest.fixture(autouse=True)
def _everything_is_large(monkeypatch):
    monkeypatch.setattr(sound_check, "LARGE", 0)


@pytest.fixture
def practice(path):
    with factories.firm_book(path) as book:
        factories.add(book, "client", name="Harbour Books")
    return path


@pytest.fixture
def gate(monkeypatch):
    """Hold the check until the gate is opened."""
    made, real = threading.Event(), quick.sound

    def held(*args, **options):
        assert made.wait(10)
        real(*args, **options)

    monkeypatch.setattr(quick, "sound", held)
    yield made
    made.set()


def names(book: Casebook) -> list[str]:
    with book.read() as db:
        return [each.name for each in find_records(db, Client)]


def overwrite(path) -> None:
    """Damage the page that the clients lie on, which nothing reads when a casebook is opened."""
    db = sqlite.connect(path)
    page = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'client'").fetchone()[0]
    size = db.execute("PRAGMA page_size").fetchone()[0]
    db.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * 64)


def test_reading_is_possible_at_once_and_writing_waits(practice, gate):
    with Casebook.open(practice, beside=True) as book, ThreadPoolExecutor(1) as thread:
        assert names(book) == ["Harbour Books"]
        assert book.is_being_checked
        written = thread.submit(factories.add, book, "client", name="Lumen")
        assert names(book) == ["Harbour Books"]
        assert not written.done()
        gate.set()
        written.result(10)
        assert names(book) == ["Harbour Books", "Lumen"]
        assert not book.is_being_checked


def test_whoever_waits_for_the_outcome_is_told(practice, gate):
    told: list[BaseException | None] = []
    heard = threading.Event()
    with Casebook.open(practice, beside=True) as book:
        book.when_checked(lambda error: (told.append(error), heard.set()))
        assert told == []
        gate.set()
        assert heard.wait(10)
    assert told == [None]


def test_a_damaged_file_is_never_written(practice):
    overwrite(practice)
    before = practice.read_bytes()
    with pytest.raises(DamagedError):
        Casebook.open(practice)
    told: list[BaseException | None] = []
    heard = threading.Event()
    book = Casebook.open(practice, beside=True)
    book.when_checked(lambda error: (told.append(error), heard.set()))
    assert heard.wait(10)
    assert isinstance(told[0], DamagedError)
    with pytest.raises(DamagedError):
        factories.add(book, "client", name="Lumen")
    book.close()
    assert practice.read_bytes()[4096:] == before[4096:]


def test_closing_ends_the_check_and_what_waited_for_it(practice, gate):
    book = Casebook.open(practice, beside=True)
    with ThreadPoolExecutor(2) as threads:
        written = threads.submit(factories.add, book, "client", name="Lumen")
        closing = threads.submit(book.close)
        gate.set()
        closing.result(10)
        if error := written.exception(10):  # it came too late, or it is in
            assert isinstance(error, KnownError)
    with Casebook.open(practice) as again:
        assert names(again) == ["Harbour Books"] + ([] if written.exception() else ["Lumen"])


def test_without_it_everything_is_checked_before(practice):
    with Casebook.open(practice) as book:
        assert not book.is_being_checked


def test_a_small_file_is_checked_before(practice, monkeypatch):
    monkeypatch.setattr(sound_check, "LARGE", 1 << 30)
    with Casebook.open(practice, beside=True) as book:
        assert not book.is_being_checked


def test_an_older_casebook_says_that_it_is_brought_up_to_date(tmp_path):
    from tests.store.schema.test_migrations import FROZEN

    old = tmp_path / "old.casebook"
    old.write_bytes((FROZEN / "schema_1.casebook").read_bytes())
    said: list[str] = []
    with Casebook.open(old, migrating=lambda: said.append("migrating")):
        pass
    with Casebook.open(old, migrating=lambda: said.append("again")):
        pass
    assert said == ["migrating"]


def read_and_stop(book: Casebook) -> None:
    with book.read() as db:
        db.create_function("stop", 0, db.interrupt)
        db.execute("SELECT stop() FROM record, record, record").fetchall()


def test_a_read_that_is_interrupted_is_one_that_nobody_waits_for(practice):
    with Casebook.open(practice) as book:
        with pytest.raises(Cancelled):
            read_and_stop(book)
        assert names(book) == ["Harbour Books"]


def test_a_lock_that_was_taken_on_one_thread_is_let_go_on_another(practice):
    with ThreadPoolExecutor(1) as thread:
        lock = thread.submit(file_lock.acquire_lock, practice).result(10)
    file_lock.let_go(lock)
    with Casebook.open(practice) as book:
        assert book.writable
