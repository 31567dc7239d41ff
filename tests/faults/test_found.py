"""What the harness found, each held by a test of its own that needs no compiler."""

from __future__ import annotations

import errno
import random
import re
import shutil
from pathlib import Path

import pytest

from clientguard.actions.casebook import backups, casebooks, passphrase
from clientguard.actions.privacy import erasure
from clientguard.domain.records import Business, Client
from clientguard.errors import KnownError
from clientguard.exchange.mail import read_mail
from clientguard.settings import Settings
from clientguard.store.backup import kept_backups, manifest, restoring, verified_copy
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import sqlite
from clientguard.store.records.lookup import find_records
from clientguard.store.verify.full import verify
from tests import factories

FROZEN = Path(__file__).parents[1] / "store" / "frozen" / "schema_1.casebook"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "practice.casebook"


def half_written(path, key=None) -> None:
    """Leave a casebook as a power cut does in the middle of a write to the file itself."""
    aside = path.with_name("aside")
    db = sqlite.dbapi.connect(str(path), isolation_level=None)
    if key:
        sqlite.give_key(db, key)
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
        return [each.name for each in find_records(db, Business)]


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
        casebooks.create_casebook(path, Business(name=""))
    assert [each.name for each in path.parent.iterdir() if not each.name.endswith(".lock")] == []
    casebooks.create_casebook(path, Business(name="Studio North", owner="Ada North", currency="EUR")).close()
    assert names(path) == ["Studio North"]
    assert verify(path).valid


def test_what_an_interrupted_creation_left_behind_is_cleared_away(path):
    path.with_name(f".{path.name}.part").write_bytes(b"half a casebook")
    factories.firm_book(path).close()
    assert not path.with_name(f".{path.name}.part").exists()
    assert verify(path).valid


@pytest.mark.parametrize(
    ("words", "told"),
    [("database or disk is full", "no space left"), ("disk I/O error", "could not read or write its data")],
)
def test_a_drive_that_fails_while_a_backup_is_copied_is_said_in_words(path, monkeypatch, words, told):
    factories.firm_book(path).close()

    def failing(*_):
        raise sqlite.OperationalError(words)  # as the binding does: without a code

    monkeypatch.setattr(verified_copy, "_copy", failing)
    with pytest.raises(KnownError, match=told):
        verified_copy.backup(path, path.with_name("copy.casebook"))
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


# --- restoring and migrating ---


def backed_up(path):
    """Make a casebook, its backup, and a client who came after that."""
    with factories.firm_book(path) as book:
        verified_copy.backup(path, path.with_name("copy.casebook"))
        factories.add(book, "client")
    return path.with_name("copy.casebook")


def clients(path) -> int:
    with Casebook.open(path) as book, book.read() as db:
        return len(find_records(db, Client))


def refusing(monkeypatch, *endings):
    """Have the drive refuse to rename anything to a name with one of these endings."""
    rename = Path.replace

    def replace(self, target):
        if str(target).endswith(endings):
            raise OSError(errno.EIO, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", replace)


def test_there_is_a_casebook_at_every_moment_of_a_restoring(path, monkeypatch):
    copy = backed_up(path)
    there = []
    rename = Path.replace
    monkeypatch.setattr(Path, "rename", lambda *_: pytest.fail("the casebook was moved away"))
    monkeypatch.setattr(Path, "replace", lambda self, target: there.append(path.exists()) or rename(self, target))
    aside = backups.restore_backup(copy, path)
    assert there == [True, True]
    assert (clients(path), clients(aside)) == (0, 1)


def test_a_restoring_that_fails_at_its_last_step_leaves_the_casebook_where_it_was(path, monkeypatch):
    copy = backed_up(path)
    refusing(monkeypatch, "practice.casebook")
    with pytest.raises(KnownError):
        backups.restore_backup(copy, path)
    assert clients(path) == 1
    assert list(path.parent.glob("*before restore*")) == []


def test_a_casebook_of_which_no_copy_can_be_made_is_moved_aside_and_back(path, monkeypatch):
    copy = backed_up(path)
    with monkeypatch.context() as failing:
        monkeypatch.setattr(restoring, "_copied", lambda *_: False)
        refusing(failing, "practice.casebook")
        with pytest.raises(KnownError):
            backups.restore_backup(copy, path)
    assert clients(path) == 1
    assert clients(backups.restore_backup(copy, path)) == 1
    assert clients(path) == 0


def test_what_a_killed_restoring_left_is_cleared_away_by_the_next(path):
    copy = backed_up(path)
    left = path.with_name(".practice before restore 2026-11-22 0900.casebook.part")
    left.write_bytes(b"half")
    backups.restore_backup(copy, path)
    assert not left.exists()


@pytest.fixture
def older(path):
    """A casebook as the first schema left it."""
    shutil.copyfile(FROZEN, path)
    return path


def befores(path) -> list[Path]:
    return sorted(path.parent.glob("practice before schema *.casebook"))


def test_a_migration_that_was_cut_short_between_its_backups_manifest_and_file_goes_on(older):
    Casebook.open(older).close()
    (kept,) = befores(older)
    shutil.copyfile(FROZEN, older)
    kept.unlink()  # its manifest stays
    Casebook.open(older).close()
    assert befores(older) == [kept]
    assert kept_backups.is_kept(kept)


def test_an_older_casebook_gets_a_backup_of_its_own_beside_that_of_another_migration(older):
    Casebook.open(older).close()
    shutil.copyfile(FROZEN, older)
    factories.tamper(older, "INSERT INTO draft (place, ms, content) VALUES ('message', 1, '{}')")
    Casebook.open(older).close()
    assert len(befores(older)) == 2
    shutil.copyfile(FROZEN, older)
    Casebook.open(older).close()  # the first one is of this very casebook
    assert len(befores(older)) == 2


# --- a passphrase ---


@pytest.fixture
def locked(path):
    """A locked casebook at rest, and what the program keeps of it."""
    salts = passphrase.salts_in(path.parent / "data")
    with factories.firm_book(path) as book:
        passphrase.protect(book, "a long walk home", [], salts)
    return salts


def test_a_locked_casebook_opens_without_the_salt_in_its_file(path, locked):
    with path.open("rb+") as file:
        file.write(bytes(16))
    with Casebook.open(path, key=passphrase.unlock(path, "a long walk home", locked)) as book, book.read() as db:
        assert len(find_records(db, Business)) == 1
        key = book.key
    assert verify(path, key=key).valid


def test_a_locked_backup_without_its_salt_is_read_by_that_of_its_manifest(path, locked):
    copy = path.with_name("copy.casebook")
    verified_copy.backup(path, copy, key=passphrase.unlock(path, "a long walk home", locked))
    with copy.open("rb+") as file:
        file.write(bytes(16))
    elsewhere = passphrase.salts_in(path.parent / "another computer")
    assert verify(copy, key=passphrase.unlock(copy, "a long walk home", elsewhere)).valid


def test_a_torn_first_page_of_a_locked_casebook_is_taken_from_its_journal(path, locked):
    key = passphrase.unlock(path, "a long walk home", locked)
    half_written(path, key)
    with path.open("rb+") as file:
        file.write(random.Random(1).randbytes(4096))
    with Casebook.open(path, key=passphrase.unlock(path, "a long walk home", locked)) as book, book.read() as db:
        assert len(find_records(db, Business)) == 1
    assert verify(path, key=key).valid


# --- what is read ---


@pytest.mark.parametrize("text", ["[]", "null", "[" * 100_000, '{"recent": 3, "auto_lock": "x"}', '{"layouts": []}'])
def test_settings_that_are_none_are_those_of_a_first_start(tmp_path, text):
    (tmp_path / "settings.json").write_text(text)
    assert Settings.load(tmp_path) == Settings(tmp_path / "settings.json")


def test_a_manifest_with_a_number_beyond_all_is_none(path):
    factories.firm_book(path).close()
    copy = path.with_name("copy.casebook")
    verified_copy.backup(path, copy)
    listing = manifest.path_of(copy)
    listing.write_text(re.sub(r'"size": \d+', '"size": 1e999', listing.read_text()))
    assert manifest.read_manifest(copy) is None


def test_a_subject_that_is_cut_does_not_end_with_a_space(tmp_path):
    (tmp_path / "one.eml").write_bytes(b"Subject: " + b"x" * 999 + b" more\nFrom: a@b.example\n\nHello\n")
    (only,) = read_mail.read_mail([tmp_path / "one.eml"])
    assert only.subject == "x" * 999


def test_a_drive_that_fails_after_a_new_passphrase_leaves_the_backups_to_be_told(path, locked, monkeypatch):
    places = [backups.Place(path.parent / "backups")]
    with Casebook.open(path, key=passphrase.unlock(path, "a long walk home", locked)) as book:

        def failing(_):
            raise KnownError("The drive failed.")

        rekey = book.rekey
        monkeypatch.setattr(book, "rekey", lambda key: rekey(key) or monkeypatch.setattr(backups, "edge", failing))
        done = passphrase.change(book, "a long walk home", "another way round", places, locked)
    assert [each.values["why"].text for each in done.pending] == ["The drive failed."]


def test_a_place_whose_older_backup_cannot_be_deleted_is_still_to_be_done_after_an_erasure(path, monkeypatch):
    places = [backups.Place(path.parent / "backups")]
    with factories.firm_book(path) as book:
        client = factories.add(book, "client")
        backups.afresh(book, places)

        def failing(old):
            raise KnownError("The drive failed.")

        with monkeypatch.context() as drive:
            drive.setattr(kept_backups, "remove_backup", failing)
            assert erasure.erase_records(book, [client], "a request", places).pending
        assert erasure.pending(book).folders == (str(places[0].folder),)
        assert not erasure.finish(book, places).pending
    assert len(list(places[0].folder.glob("*.casebook"))) == 1


def test_an_older_backup_that_the_drive_does_not_show_is_not_taken_for_gone(path, monkeypatch):
    places = [backups.Place(path.parent / "backups")]
    with factories.firm_book(path) as book:
        (first,) = backups.afresh(book, places).written
        listing = manifest.path_of(first)
        read = Path.read_text

        def failing(self, *args, **options):
            if self == listing:
                raise OSError(errno.EIO, "Input/output error")
            return read(self, *args, **options)

        with monkeypatch.context() as drive:
            drive.setattr(Path, "read_text", failing)
            assert backups.afresh(book, places).pending
        assert first.exists()
        assert not backups.afresh(book, places).pending
    assert not first.exists()


def test_a_backup_that_is_not_whole_goes_with_the_older_ones(path):
    places = [backups.Place(path.parent / "backups")]
    with factories.firm_book(path) as book:
        (first,) = backups.afresh(book, places).written
        first.write_bytes(first.read_bytes()[:4096])
        backups.afresh(book, places)
    assert not first.exists()


@pytest.mark.parametrize(("words", "number"), [("database or disk is full", 13), ("disk I/O error", 10), ("other", 1)])
def test_an_error_without_a_code_of_its_own_is_known_by_its_words(words, number):
    error = sqlite.OperationalError(words)
    error.sqlite_errorcode = 1  # as the export into a file under another key leaves it
    assert sqlite.code(error) == number
