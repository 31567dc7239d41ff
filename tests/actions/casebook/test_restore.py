"""A backup from before an erasure: what would come back is said, and erased again unless one wants it back."""

from __future__ import annotations

import pytest

from clientguard.actions.casebook import casebooks, restore
from clientguard.actions.casebook.backups import Place
from clientguard.actions.privacy import erasure
from clientguard.actions.records import editing
from clientguard.domain.records import Client, Invoice
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import keys
from clientguard.store.verify.full import verify
from clientguard.texts import words
from tests import factories

SECRET = "Wilhelmina"
WHY = "Request of 3 May"


@pytest.fixture
def backup(tmp_path):
    return tmp_path / "kept" / "early.casebook"


@pytest.fixture
def client(book, backup):
    """A client of whom everything tells of Wilhelmina, in the casebook and in its backup."""
    made = factories.add(book, "client", name=f"{SECRET} Books", note=f"{SECRET} again. " * 200)
    factories.add(book, "message", client=made, subject=f"From {SECRET}")
    factories.add(book, "invoice", client=made, number="7", detail="Shop")
    factories.add(book, "client", name="Casa Verde", note=f"Knows {SECRET}")
    backup.parent.mkdir()
    casebooks.backup_to(book.path, backup)
    return made


def rows(book, query):
    with book.read() as db:
        return db.execute(query).fetchall()


def restored(backup, path, **options):
    return restore.restore(backup, path, [(path, options.get("key"))], **options)


def told(done) -> str:
    return " ".join(words("en").say(each) for each in restore.in_words(done))


def test_what_was_erased_since_is_erased_again_and_only_that(book, path, client, backup, tmp_path):
    erasure.erase_records(book, [client], WHY, [Place(tmp_path / "place")], keep=["invoice"])
    book.close()
    done = restored(backup, path)
    assert (done.returning.records, done.returning.fields, done.repeated) == (2, 0, True)
    assert "still has 2 records that were erased after it was made. They were erased again" in told(done)
    with Casebook.open(path) as again:
        names = [each[1] for each in rows(again, "SELECT id, name FROM client ORDER BY id")]
        assert names == ["", "Casa Verde"]
        assert len(rows(again, "SELECT id FROM invoice WHERE number = '7'")) == 1
    assert verify(path).valid
    assert f"{SECRET} Books".encode() not in path.read_bytes()
    assert verify(backup).valid  # it was not changed
    assert not [each.name for each in path.parent.iterdir() if each.name.endswith(".part")]


def test_a_redacted_field_is_redacted_again_and_the_rest_of_the_record_stays(book, path, client, backup):
    (green,) = [each[0] for each in rows(book, "SELECT id FROM client WHERE name = 'Casa Verde'")]
    erasure.redact_field(book, green, "note", WHY, [])
    book.close()
    done = restored(backup, path)
    assert (done.returning.records, done.returning.fields, done.repeated) == (0, 1, True)
    assert "still has 1 field that was redacted" in told(done)
    with Casebook.open(path) as again:
        found = factories.read(again, Client, green)
        assert (found.name, found.note) == ("Casa Verde", "")
    assert f"Knows {SECRET}".encode() not in path.read_bytes()
    assert verify(path).valid


def test_it_comes_back_when_that_is_wanted(book, path, client, backup):
    erasure.erase_records(book, [client], WHY, [])
    book.close()
    done = restored(backup, path, with_erased=True)
    assert (done.returning.records, done.repeated) == (3, False)
    assert "They are back in the restored casebook, as you asked" in told(done)
    with Casebook.open(path) as again:
        assert factories.read(again, Client, client).name == f"{SECRET} Books"


def test_a_backup_that_knows_the_erasure_is_restored_as_it_is(book, path, client, backup):
    erasure.erase_records(book, [client], WHY, [])
    late = backup.with_name("late.casebook")
    casebooks.backup_to(path, late)
    factories.add(book, "client", name="After")
    book.close()
    done = restored(late, path)
    assert not done.returning
    assert told(done) == ""
    assert factories.content(path) == factories.content(late)


def test_of_a_damaged_casebook_a_newer_backup_tells_what_was_erased(book, path, client, backup):
    erasure.erase_records(book, [client], WHY, [])
    late = backup.with_name("late.casebook")
    casebooks.backup_to(path, late)
    book.close()
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 8000)
    done = restore.restore(backup, path, [(path, None), (late, None)])
    assert (done.returning.records, done.repeated, done.unread) == (3, True, (path,))
    assert f"{path} could not be read" in told(done)
    assert f"{SECRET} Books".encode() not in path.read_bytes()


def test_a_locked_backup_stays_locked(tmp_path):
    path, backup = tmp_path / "practice.casebook", tmp_path / "early.casebook"
    key = keys.derive("a passphrase", bytes(16))
    with factories.new_book(path, key=key) as book:
        client = factories.add(book, "client", name=SECRET)
        casebooks.backup_to(path, backup, key=key)
        erasure.erase_records(book, [client], WHY, [])
    done = restored(backup, path, key=key)
    assert (done.returning.records, done.repeated) == (1, True)
    with Casebook.open(path, key=key) as again:
        assert [each[0] for each in rows(again, "SELECT name FROM client")] == [""]


def test_a_field_of_a_record_that_the_backup_holds_as_removed_is_named(book, path, client, backup):
    (green,) = [each[0] for each in rows(book, "SELECT id FROM client WHERE name = 'Casa Verde'")]
    editing.remove_records(book, [green])
    early = backup.with_name("removed.casebook")
    casebooks.backup_to(path, early)
    editing.restore_records(book, [green])
    erasure.redact_field(book, green, "note", WHY, [])
    book.close()
    done = restored(early, path)
    assert (done.returning.fields, done.left) == (1, 1)
    assert "could not be redacted again" in told(done)


def test_records_made_after_the_backup_do_not_count(book, path, client, backup):
    invoice = factories.add(book, "invoice", client=client, number="8")
    erasure.erase_records(book, [invoice], WHY, [])
    assert factories.read(book, Invoice, invoice).number == ""
    book.close()
    assert not restored(backup, path).returning
