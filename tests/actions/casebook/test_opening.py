"""The full check, the backups that are found for a damaged casebook, and putting one back in its place."""

from __future__ import annotations

import json
import shutil

import pytest

from clientguard.actions.casebook import backups, casebooks, opening
from clientguard.actions.casebook.backups import Place
from clientguard.domain.casebook.backups import Event
from clientguard.errors import Cancelled, KnownError
from clientguard.store.backup import manifest
from clientguard.store.file import keys
from tests import factories


@pytest.fixture
def kept(book, tmp_path):
    """The folder with two backups of a casebook, the second with a client more."""
    folder = tmp_path / "kept"
    clock = factories.Ticking()
    for _ in range(2):
        factories.add(book, "client")
        clock.ms += 3_600_000
        backups.back_up(book, [Place(folder)], Event.HOUR, clock=clock)
    return folder


def clients(path) -> int:
    with casebooks.Casebook.open(path) as again, again.read() as db:
        return db.execute("SELECT count(*) FROM client").fetchone()[0]


# --- the full check ---


def test_a_full_check_is_due_until_the_casebook_was_found_whole(book):
    clock = factories.Ticking()
    assert opening.is_check_due(book, clock=clock)
    assert opening.check_in_full(book, clock=clock).valid
    assert not opening.is_check_due(book, clock=clock)
    clock.ms += opening.WEEK
    assert opening.is_check_due(book, clock=clock)


@pytest.fixture
def too_damaged(monkeypatch):
    """Have the verification give up, as it does on a file that it cannot read, and when it is told to stop."""

    def refuse(*_args, **_options):
        raise KnownError("{name} is damaged.", name="practice")

    monkeypatch.setattr("clientguard.store.verify.full.verify", refuse)


@pytest.mark.usefixtures("too_damaged")
def test_a_check_that_was_cancelled_is_not_taken_for_damage(book):
    with pytest.raises(Cancelled):
        opening.check_in_full(book, cancelled=lambda: True)
    assert opening.last_check(book) is None


@pytest.mark.usefixtures("too_damaged")
def test_a_casebook_too_damaged_to_be_checked_is_said_to_be(book):
    with pytest.raises(KnownError, match="is damaged"):
        opening.check_in_full(book)
    assert opening.last_check(book) is None


# --- backups ---


def test_its_backups_are_found_newest_first_and_each_once(book, kept):
    uid = opening.uid_of(book.path)
    found = opening.backups_of(book.path, uid, [kept, kept])
    assert len(found) == 2
    assert found[0].facts.at.ms > found[1].facts.at.ms
    assert opening.backups_of(found[0].path, uid, [kept]) == found[1:]
    assert opening.backups_of(book.path, "00" * 16, [kept]) == []


def test_where_it_cannot_be_told_whose_it_is_backups_of_its_name_are_found(book, kept, tmp_path):
    found = opening.backups_of(book.path, "", [kept, tmp_path / "nowhere"])
    assert len(found) == 2
    assert opening.backups_of(book.path.with_name("other.casebook"), "", [kept]) == []


def test_a_backup_that_is_shorter_than_its_manifest_says_is_passed_over(book, kept):
    first, second = opening.backups_of(book.path, "", [kept])
    with first.path.open("rb+") as file:
        file.truncate(4096)
    second_listing = manifest.path_of(second.path)
    second_listing.write_text(json.dumps({"format": 0}), encoding="utf-8")
    assert opening.backups_of(book.path, "", [kept]) == []


# --- putting one back ---


def test_a_backup_is_put_back_and_the_damaged_file_is_kept_beside_it(book, kept):
    newest = opening.backups_of(book.path, "", [kept])[0]
    factories.add(book, "client")
    book.close()
    aside = opening.put_back(newest.path, book.path, clock=factories.Ticking())
    assert aside is not None
    assert " damaged " in aside.name
    assert clients(book.path) == 2
    assert clients(aside) == 3


def test_a_damaged_file_that_was_kept_before_is_not_replaced(book, kept):
    newest = opening.backups_of(book.path, "", [kept])[0]
    book.close()
    first = opening.put_back(newest.path, book.path, clock=factories.Ticking())
    assert first is not None
    before = first.read_bytes()
    second = opening.put_back(newest.path, book.path, clock=factories.Ticking())
    assert second is not None
    assert second != first
    assert second.exists()
    assert first.read_bytes() == before


def test_a_backup_is_put_back_where_the_file_is_gone(book, kept):
    newest = opening.backups_of(book.path, "", [kept])[0]
    book.close()
    book.path.unlink()
    assert opening.put_back(newest.path, book.path) is None
    assert clients(book.path) == 2


def test_a_name_that_is_free_is_found_beside_the_casebook(book):
    first = opening.free_name(book.path, "salvaged")
    assert first.name == "practice salvaged.casebook"
    shutil.copyfile(book.path, first)
    assert opening.free_name(book.path, "salvaged").name == "practice salvaged 2.casebook"


def test_a_key_outlives_the_casebook_that_lent_it():
    key = keys.Key(bytearray(range(32)), bytes(16))
    own = opening.same_key(key)
    key.raw[:] = bytes(32)
    assert own is not None
    assert bytes(own.raw) == bytes(range(32))
    assert opening.same_key(None) is None
