"""The words of files go where their bytes go: behind a passphrase, into a backup and out of it, and away for good."""

from __future__ import annotations

import shutil

import pytest

from clientguard.actions.casebook import casebooks, passphrase, restore
from clientguard.actions.casebook.salvage import salvage_casebook
from clientguard.actions.privacy.erasure import erase_records
from clientguard.actions.records import file_words
from clientguard.actions.records.file_words import FilesRead, index_files
from clientguard.domain.records import Instant
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.salts import Salts
from clientguard.store.verify.full import verify
from clientguard.store.views.search import search_records
from tests import factories
from tests.actions.records.test_file_words import InProcess

SECRET = "a heron in the rain"
TEXT = b"A lighthouse called Wilhelmina. " * 50


@pytest.fixture(autouse=True)
def in_process(monkeypatch):
    InProcess.read_names = []
    monkeypatch.setattr(file_words, "Helper", InProcess)


@pytest.fixture
def client(book):
    return factories.add(book, "client", name="Harbour Books")


@pytest.fixture
def file(book, client):
    """A file with words in it, attached to a message and read."""
    made = attach(book, client, TEXT)
    index_files(book)
    return made


def attach(book, client: int, data: bytes) -> int:
    message = factories.add(book, "message", client=client, subject="See", at=Instant(1_790_000_000_000))
    return book.write(lambda write: write.attach(message, client, "a.txt", "", data)).id


def found(book, query: str = "wilhelmina") -> list[int]:
    with book.read() as db:
        return [hit.record for hit in search_records(db, query)]


def texts(book) -> int:
    with book.read() as db:
        return db.execute("SELECT count(*) FROM file_text").fetchone()[0]


def in_folder(folder) -> bytes:
    return b"".join(each.read_bytes().lower() for each in folder.rglob("*") if each.is_file())


def test_behind_a_passphrase_the_words_are_found_and_nothing_of_them_can_be_read(tmp_path):
    folder = tmp_path / "locked"
    folder.mkdir()
    path, key = folder / "practice.casebook", passphrase.new_key(SECRET)
    with Casebook.create(path, key=key) as book:
        file = attach(book, factories.add(book, "client", name="Harbour Books"), TEXT)
        index_files(book)
        assert found(book) == [file]
        assert b"wilhelm" not in in_folder(folder)  # its log beside it too
    assert b"wilhelm" not in in_folder(folder)
    with Casebook.open(path, key=key) as again:
        assert found(again) == [file]
        assert index_files(again) == FilesRead(0, 0)
    assert verify(path, key=key).valid


def test_they_are_found_whenever_the_passphrase_is_set_changed_or_removed(book, path, file, tmp_path):
    salts = Salts(tmp_path / "app")
    passphrase.protect(book, SECRET, [], salts)
    assert found(book) == [file]
    assert b"wilhelm" not in path.read_bytes().lower()
    passphrase.change(book, SECRET, "two otters by the weir", [], salts)
    assert found(book) == [file]
    passphrase.unprotect(book, "two otters by the weir", [], salts)
    assert found(book) == [file]
    assert index_files(book) == FilesRead(0, 0)
    book.close()
    assert verify(path).valid


def test_a_backup_that_is_restored_has_them(book, path, file, tmp_path):
    backup = tmp_path / "kept.casebook"
    casebooks.backup_to(path, backup)
    book.close()
    restore.restore(backup, path, [(path, None)])
    with Casebook.open(path) as again:
        assert found(again) == [file]
        assert index_files(again) == FilesRead(0, 0)


def test_what_was_erased_after_a_backup_has_no_words_when_that_is_restored(book, path, file, tmp_path):
    backup = tmp_path / "kept.casebook"
    casebooks.backup_to(path, backup)
    erase_records(book, [file], "A request", ())
    book.close()
    assert restore.restore(backup, path, [(path, None)]).repeated
    assert b"wilhelm" not in path.read_bytes().lower()
    with Casebook.open(path) as again:
        assert (found(again), texts(again)) == ([], 0)
    assert verify(path).valid


@pytest.mark.parametrize("what", ["client", "message", "file"])
def test_the_words_of_what_was_erased_are_gone_with_it(book, path, client, file, what):
    assert b"wilhelm" in in_folder(path.parent)
    with book.read() as db:
        (message,) = db.execute('SELECT "of" FROM attachment WHERE id = ?', (file,)).fetchone()
    erase_records(book, [{"client": client, "message": message, "file": file}[what]], "A request", ())
    assert (found(book), texts(book)) == ([], 0)
    book.close()
    assert b"wilhelm" not in path.read_bytes().lower()
    assert verify(path).valid


def test_of_a_file_that_two_clients_have_the_words_stay_with_the_one_that_is_left(book, path, client, file):
    other = attach(book, factories.add(book, "client", name="Mill"), TEXT)
    assert found(book) == [other, file]
    erase_records(book, [client], "A request", ())
    assert found(book) == [other]
    assert index_files(book) == FilesRead(0, 0)
    book.close()
    assert verify(path).valid


def test_a_file_that_is_erased_while_it_is_read_leaves_no_words(book, client, monkeypatch):
    file = attach(book, client, TEXT)

    class Slow(InProcess):
        def read(self, name, media_type, data):
            erase_records(book, [file], "A request", ())
            return super().read(name, media_type, data)

    monkeypatch.setattr(file_words, "Helper", Slow)
    index_files(book)
    assert (found(book), texts(book)) == ([], 0)


def test_a_salvaged_casebook_reads_its_files_again(book, path, file, tmp_path):
    erased = attach(book, factories.add(book, "client", name="Mill"), b"A windmill called Petronella.")
    index_files(book)
    erase_records(book, [erased], "A request", ())
    book.close()
    damaged, new = tmp_path / "damaged.casebook", tmp_path / "new.casebook"
    shutil.copy(path, damaged)
    salvage_casebook(damaged, new)
    with Casebook.open(new) as again:
        index_files(again)
        assert len(found(again)) == 1
        assert found(again, "petronella") == []
    assert b"petronella" not in new.read_bytes().lower()
    assert verify(new).valid
