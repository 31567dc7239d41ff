"""Which file a path means: through links, with several names, spelled otherwise; and the lock beside it."""

from __future__ import annotations

import multiprocessing
import os
import shutil
from pathlib import Path

import pytest

from clientguard.actions.casebook import backups, opening, passphrase
from clientguard.actions.casebook.backups import Place
from clientguard.actions.privacy import erasure
from clientguard.domain.records import Client
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import file_lock, keys, place, sqlite
from clientguard.store.file.plain_errors import InUseError
from clientguard.store.records.lookup import find_records
from clientguard.store.verify.full import verify
from tests import factories

KEY = keys.Key(bytes(range(32)), bytes(range(16)))


def names(path: Path, key: keys.Key | None = None) -> list[str]:
    with Casebook.open(path, write=False, key=key) as book, book.read() as db:
        return [each.name for each in find_records(db, Client)]


def beside(path: Path) -> set[str]:
    return {each.name for each in path.parent.iterdir()} - {path.name}


@pytest.fixture(params=[None, KEY], ids=["plain", "locked"])
def key(request):
    return request.param


# --- one path for one file ---


def test_through_a_link_every_part_uses_the_real_file_and_the_link_stays(path, tmp_path):
    folder = tmp_path / "links"
    folder.mkdir()
    link = folder / "casebook.casebook"
    link.symlink_to(path)
    backup_place = [Place(tmp_path / "backups")]
    salts = passphrase.salts_in(tmp_path / "data")
    factories.firm_book(path).close()
    with Casebook.open(link) as book:
        client = factories.add(book, "client", name="Harbour Books")
        assert beside(link) == set()
        with pytest.raises(InUseError):
            Casebook.open(path)
        passphrase.protect(book, "a heron in the rain", backup_place, salts)
        erasure.erase_records(book, [client], "request of 3 May", backup_place)
        (made,) = (tmp_path / "backups").glob("practice *.casebook")
    assert keys.is_locked(path)
    found = passphrase.unlock(link, "a heron in the rain", salts)
    assert names(link, found) == names(path, found) == []
    aside = backups.restore_backup(made, link, key=found)
    assert aside is not None
    assert aside.parent == path.parent
    assert link.readlink() == path
    assert verify(path, key=found).valid
    assert beside(link) == set()


def test_a_new_casebook_at_a_link_that_leads_nowhere_is_made_where_it_leads(path, tmp_path):
    link = tmp_path / "link.casebook"
    link.symlink_to(path)
    Casebook.create(link).close()
    assert link.readlink() == path
    assert verify(path).valid


@pytest.mark.parametrize(
    ("given", "listed"), [("Practice.c", "practice.c"), ("Bu\u0308ro.c", "B\u00fcro.c"), ("STRASSE.c", "straße.c")]
)
def test_a_name_that_is_spelled_otherwise_means_the_name_that_the_folder_lists(tmp_path, given, listed):
    assert place.spelled_alike(given, [listed, "other.c"]) == [listed]
    (tmp_path / listed).touch()
    assert place.true_path(tmp_path / listed) == tmp_path / listed
    assert place.true_path(tmp_path / given) == tmp_path / given  # this file system tells them apart


# --- a file with several names ---


def test_a_file_with_two_names_is_only_read_until_it_is_its_own(path, tmp_path, key):
    with factories.new_book(path, key=key) as book:
        factories.add(book, "client", name="Harbour Books")
    snapshot = tmp_path / "snapshot.casebook"
    os.link(path, snapshot)
    before = snapshot.read_bytes()
    with Casebook.open(path, key=key) as book:
        assert (book.writable, book.is_linked) == (False, True)
        with pytest.raises(KnownError, match=r"another name on this drive.*clientguard own"):
            factories.add(book, "client")
        with pytest.raises(KnownError, match="another name"):
            book.rekey(None)
    assert opening.make_own(path, key)
    assert not opening.make_own(path, key)
    with Casebook.open(path, key=key) as book:
        factories.add(book, "client", name="Mill")
    assert names(path, key) == ["Harbour Books", "Mill"]
    assert snapshot.read_bytes() == before
    assert beside(path) == {snapshot.name}


def test_what_a_crash_left_in_the_wal_comes_into_its_own_file(path, tmp_path):
    crashed = tmp_path / "crash" / "crashed.casebook"
    crashed.parent.mkdir()
    with factories.new_book(path) as book:
        factories.add(book, "client", name="In the WAL")
        for part in ("", "-wal"):
            shutil.copyfile(path.with_name(path.name + part), crashed.with_name(crashed.name + part))
    os.link(crashed, tmp_path / "snapshot")
    assert names(crashed) == ["In the WAL"]
    assert opening.make_own(crashed)
    assert beside(crashed) == set()
    assert names(crashed) == ["In the WAL"]


# --- the lock ---


def test_the_lock_file_is_there_only_while_the_casebook_is_open(path):
    book = factories.firm_book(path)
    assert file_lock.lock_path(path).exists()
    book.close()
    assert beside(path) == set()


def test_a_lock_file_that_was_removed_is_taken_again_at_the_next_save(path):
    book = factories.firm_book(path)
    file_lock.lock_path(path).unlink()
    factories.add(book, "client", name="Harbour Books")
    with pytest.raises(InUseError):
        Casebook.open(path)
    book.close()
    assert names(path) == ["Harbour Books"]


def test_when_another_took_the_lock_that_was_removed_nothing_more_is_written(path):
    book = factories.new_book(path)
    file_lock.lock_path(path).unlink()
    with Casebook.open(path) as second:
        with pytest.raises(InUseError, match="open in another window"):
            factories.add(book, "client", name="First")
        factories.add(second, "client", name="Second")
        book.close()
        assert file_lock.lock_path(path).exists()
    assert names(path) == ["Second"]


def hold_and_count(folder: str, times: int) -> None:
    """Take and release the lock so many times, never beside another who has it."""
    mark = Path(folder) / "held"
    done = 0
    while done < times:
        try:
            lock = file_lock.acquire_lock(Path(folder) / "practice.casebook")
        except InUseError:
            continue
        os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
        mark.unlink()
        lock.release()
        done += 1


def test_two_programs_never_hold_the_lock_at_once(tmp_path):
    context = multiprocessing.get_context("fork")
    both = [context.Process(target=hold_and_count, args=(str(tmp_path), 60)) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join(60)
    assert [each.exitcode for each in both] == [0, 0]


def test_a_rewrite_is_refused_while_another_program_has_the_file_open(path):
    with factories.firm_book(path) as book:
        other = sqlite.connect(path)
        other.execute("SELECT count(*) FROM client").fetchone()  # it has an empty WAL, and no transaction
        with pytest.raises(KnownError, match="another program is using it"):
            book.rekey(KEY)
        other.close()
        book.rekey(KEY)
        factories.add(book, "client")
    assert keys.is_locked(path)
