"""The sample comes back as it was left once anything was done in it; one that nobody touched is made anew."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from clientguard.actions.casebook import casebooks, passphrase, sample
from clientguard.actions.records import editing
from clientguard.domain.records import Client
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import file_lock
from clientguard.store.file.plain_errors import DamagedError, LockedError
from clientguard.store.file.salts import Salts
from clientguard.store.records import lookup
from clientguard.store.views import everything
from tests import factories
from tests.actions.casebook.sample.conftest import NAMES
from tests.factories import TODAY, Ticking


@pytest.fixture(scope="module")
def untouched(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("untouched") / "sample.casebook"
    sample.create_sample(path, TODAY, clock=Ticking()).close()
    return path


@pytest.fixture
def path(untouched, tmp_path) -> Path:
    return Path(shutil.copy(untouched, tmp_path))


def client_of(book: Casebook) -> Client:
    with book.read() as db:
        return next(each for each in lookup.find_records(db, Client) if each.name == NAMES["fine"])


def reopened(path: Path) -> Casebook:
    book = sample.reopen_sample(path)
    assert book is not None
    return book


def test_one_that_nobody_touched_can_be_made_anew(path):
    assert sample.reopen_sample(path) is None
    assert sample.reopen_sample(path) is None, "looking at it does not touch it"
    file_lock.let_go(file_lock.acquire_lock(path))  # it was closed: a new one can take its place


def test_where_there_is_none_one_can_be_made(tmp_path):
    assert sample.reopen_sample(tmp_path / "sample.casebook") is None
    assert list(tmp_path.iterdir()) == []


def test_what_was_changed_is_there_again(path):
    with Casebook.open(path) as book:
        changed = client_of(book)
        editing.change_record(book, changed, name="Baan Suan Bakery")
    with reopened(path) as again:
        assert factories.read(again, Client, changed.id).name == "Baan Suan Bakery"
        factories.add(again, "client", name="Harbour Books")  # it is open to be worked in


def test_a_change_that_was_taken_back_still_counts(path):
    with Casebook.open(path) as book:
        gone = client_of(book).id
        editing.remove_records(book, [gone])
        editing.restore_records(book, [gone])
    with reopened(path) as again:
        assert client_of(again).removed is None


def test_what_was_typed_and_not_saved_keeps_it_too(path):
    with Casebook.open(path) as book:
        casebooks.keep_draft(book, "client:new", {"name": "Harb"})
    with reopened(path) as again, again.read() as db:
        (kept,) = everything.drafts(db)
    assert (kept.place, kept.content) == ("client:new", {"name": "Harb"})


def test_one_that_is_open_elsewhere_is_left_alone(path):
    with Casebook.open(path) as book:
        factories.add(book, "client", name="Harbour Books")
        assert sample.reopen_sample(path) is None
        factories.add(book, "client", name="Lumen Books")


def test_a_damaged_one_is_left_as_it_is(path):
    with Casebook.open(path) as book:
        factories.add(book, "client", name="Harbour Books")
    before = path.read_bytes()[: path.stat().st_size // 2]
    path.write_bytes(before)
    with pytest.raises(DamagedError):
        Casebook.open(path)
    assert sample.reopen_sample(path) is None
    assert path.read_bytes() == before


def test_one_that_was_given_a_passphrase_asks_for_it(path, tmp_path):
    with Casebook.open(path) as book:
        passphrase.protect(book, "a heron in the rain", [], Salts(tmp_path / "app"))
    with pytest.raises(LockedError):
        sample.reopen_sample(path)
    file_lock.let_go(file_lock.acquire_lock(path))


def test_one_that_cannot_be_read_to_the_end_is_not_left_open(path, monkeypatch):
    def fails(*_args: object) -> str:
        raise RuntimeError

    monkeypatch.setattr(sample.notes, "get_note", fails)
    with pytest.raises(RuntimeError):
        sample.reopen_sample(path)
    file_lock.let_go(file_lock.acquire_lock(path))


def test_a_sample_that_cannot_be_finished_leaves_no_file(tmp_path, monkeypatch):
    def fails(*_args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(sample.notes, "put_note", fails)
    with pytest.raises(RuntimeError):
        sample.create_sample(tmp_path / "sample.casebook", TODAY, clock=Ticking())
    assert not (tmp_path / "sample.casebook").exists()
