"""What is said and kept when the drive, or another program, gets in the way of saving, rewriting or copying."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from clientguard.domain.records import Client
from clientguard.errors import DamagedError, KnownError
from clientguard.store.backup import manifest, restoring, verified_copy
from clientguard.store.backup.seen import Seen
from clientguard.store.casebook import moved_file, new_file, rewrite, writer
from clientguard.store.casebook.moved_file import MovedError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import keys, place, plain_errors, sqlite, syncing
from clientguard.store.file.place import FileId
from clientguard.store.file.plain_errors import NotClosedError
from clientguard.store.journal import clock
from clientguard.store.verify.full import verify
from tests import factories

KEY = keys.Key(bytes(range(32)), bytes(range(16)))
FAILED = "The drive with practice.casebook could not read or write its data."


def failing(words: str = "disk I/O error", code: int = 0) -> sqlite.OperationalError:
    error = sqlite.OperationalError(words)
    if code:
        error.sqlite_errorcode = code
    return error


# --- saving and closing ---


def test_a_change_that_is_saved_though_the_drive_failed_is_told_as_saved_and_nothing_more_is_written(path, monkeypatch):
    book = factories.firm_book(path)

    def commit(db, *_):
        db.execute("COMMIT")
        return plain_errors.explain(failing(), path)

    with monkeypatch.context() as patched:
        patched.setattr(writer, "commit", commit)
        factories.add(book, "client", name="Mill")
    with pytest.raises(KnownError, match="Nothing more is written until the casebook is opened again"):
        factories.add(book, "client", name="Other")
    with pytest.raises(KnownError, match=FAILED):
        book.rekey(KEY)
    book.close()
    with Casebook.open(path) as again, again.read() as db:
        assert db.execute("SELECT name FROM client").fetchall() == [("Mill",)]


def test_closing_says_so_if_the_drive_failed_over_what_is_saved(path, monkeypatch):
    book = factories.firm_book(path)
    monkeypatch.setattr(writer, "commit", lambda db, *_: db.execute("COMMIT") and plain_errors.explain(failing(), path))
    book.write(lambda write: write.add(Client(name="Mill", currency="EUR")))
    with pytest.raises(NotClosedError, match="Everything saved is kept"):
        book.close()


def test_an_error_over_a_file_that_was_moved_is_told_as_the_move(path):
    book = factories.firm_book(path)

    def work(_write):
        path.rename(path.with_name("moved.casebook"))
        raise failing()

    with pytest.raises(MovedError, match=r"was moved or deleted.*Your change was not saved"):
        book.write(work)
    book.close()


def test_a_writer_that_was_never_started_ends(path):
    writer.Writer(path, None, None, clock.now, os.urandom).end()
    assert not path.exists()


class Connection:
    """A connection over which bringing a casebook to rest fails."""

    def __init__(self, error: sqlite.Error) -> None:
        self._error = error

    def execute(self, sql: str) -> Connection:
        if "checkpoint" in sql:
            raise self._error
        return self

    def fetchall(self) -> list[tuple[str]]:
        return []


def test_a_casebook_that_another_program_reads_stays_in_its_wal_and_a_drive_that_fails_is_told():
    new_file.settle(Connection(failing("database is locked")))
    with pytest.raises(sqlite.OperationalError, match="disk I/O error"):
        new_file.settle(Connection(failing()))


def test_what_an_interrupted_restore_or_rescue_left_is_gone_at_the_next_opening(path):
    factories.firm_book(path).close()
    left = [path.with_name(f".practice {why} 2026-11-22.part") for why in ("before restore", "rescued")]
    others = path.with_name(".practice of another rescued.txt")
    for each in (*left, others):
        each.write_bytes(b"half")
    Casebook.open(path).close()
    assert [each.exists() for each in left] == [False, False]
    assert others.exists()


# --- rewriting and copying ---


def test_a_file_that_was_replaced_before_a_rewrite_is_left_as_it_is(path):
    factories.firm_book(path).close()
    before = path.read_bytes()
    with pytest.raises(MovedError, match="was replaced by another program"):
        rewrite.recast(path, FileId(1, 1), None, KEY, clock.now, [])
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_which_key_a_casebook_lies_under_is_not_guessed(path):
    assert not rewrite.lies_under(path, None, None)
    assert not rewrite.lies_under(path, KEY, keys.Key(KEY.raw, KEY.salt))
    assert not rewrite.lies_under(path, KEY, None)  # there is no file
    factories.new_book(path, key=KEY).close()
    assert rewrite.lies_under(path, None, KEY)
    assert not rewrite.lies_under(path, KEY, None)


def test_a_rescued_copy_that_the_drive_did_not_keep_is_not_called_one_and_no_name_is_taken_twice(path, monkeypatch):
    book = factories.firm_book(path)
    factories.add(book, "client", name="Mill")
    path.rename(path.with_name("moved.casebook"))
    with monkeypatch.context() as patched:
        patched.setattr(manifest, "content_of", lambda *_: None)
        with pytest.raises(MovedError, match="did not keep what was written"):
            factories.add(book, "client", name="Other")
    assert not list(path.parent.glob("*rescued*"))
    taken = moved_file.rules.local
    monkeypatch.setattr(moved_file.rules, "local", lambda _at: taken(clock.Instant(factories.FIRST)))
    name = f"practice rescued {taken(clock.Instant(factories.FIRST)):%Y-%m-%d %H%M}"
    path.with_name(f"{name}.casebook-wal").write_bytes(b"another's")
    with pytest.raises(MovedError) as caught:
        book.close()
    assert caught.value.copy == path.with_name(f"{name} 2.casebook")


def test_a_restore_never_replaces_what_came_meanwhile_or_what_is_no_casebook(path, tmp_path):
    factories.firm_book(path).close()
    with pytest.raises(KnownError, match=r"replaced by another program just now.*is kept as .*aside"):
        restoring._unchanged(path, FileId(1, 1), tmp_path / "aside.casebook")
    restoring._unchanged(path, place.file_id(path), None)
    (tmp_path / "folder").mkdir()
    with pytest.raises(KnownError, match="is a backup, or not a file"):
        restoring._check_target(tmp_path / "folder")
    restoring._put_back(path, None)
    assert path.exists()


def test_a_manifest_that_is_too_large_or_cannot_be_read_is_none(path):
    listing = manifest.path_of(path)
    listing.write_bytes(b" " * (manifest.LARGEST + 1))
    assert manifest.read_manifest(path) is None
    listing.unlink()
    listing.mkdir()
    assert manifest.read_manifest(path) is None
    with pytest.raises(OSError, match="Is a directory"):
        manifest.read_manifest(path, strict=True)


def test_a_uid_that_is_none_names_no_file(tmp_path):
    assert Seen(tmp_path).note("../../elsewhere") is None
    with pytest.raises(ValueError, match="elsewhere"):
        Seen(tmp_path)._file("../../elsewhere")


# --- what an error means ---


@pytest.mark.parametrize(
    ("words", "damaged"),
    [
        ("unsupported file format", True),
        ("no such table: journal", True),
        ("no such column: signed_off", True),
        ("no such table: nonsense", False),
        ("syntax error", False),
    ],
)
def test_an_error_without_a_code_is_damage_if_what_every_casebook_has_is_missing(path, words, damaged):
    known = plain_errors.explain(failing(words, sqlite.ANY), path)
    assert isinstance(known, DamagedError) is damaged
    assert (known is None) is not damaged


# --- the place and the key ---


def test_a_name_in_other_letters_is_found_in_the_list_of_the_folder(tmp_path, monkeypatch):
    given, listed = tmp_path / "practice.casebook", tmp_path / "Practice.casebook"
    given.touch()
    os.link(given, listed)  # as a file system does that takes both for one name
    (tmp_path / "PRACTICE.casebook").touch()  # another file
    names = [tmp_path / "PRACTICE.casebook", tmp_path / "PRACTICe.casebook", listed]  # the second has just gone
    monkeypatch.setattr(Path, "iterdir", lambda _: iter(names))
    assert place.true_path(given) == listed
    monkeypatch.setattr(Path, "iterdir", lambda _: iter(names[:2]))
    assert place.true_path(given) == given


def test_what_belongs_to_a_casebook_is_told_by_the_file_and_not_by_its_name(path):
    path.touch()
    wal = path.with_name(f"{path.name}-wal")
    wal.touch()
    other = path.with_name("other")
    os.link(wal, other)
    assert place.is_part_of(other, path)
    other.unlink()
    assert not place.is_part_of(other, path)
    other.touch()
    assert not place.is_part_of(other, path)
    assert (place.link_count(path), place.link_count(path.with_name("none"))) == (1, 0)


@pytest.mark.parametrize(("raw", "salt"), [(31, 16), (32, 15)])
def test_a_key_of_another_length_is_no_key(raw, salt):
    with pytest.raises(ValueError, match="a key has 32 bytes and its salt 16"):
        keys.Key(bytes(raw), bytes(salt))


def test_a_letter_that_everybody_shares_is_not_overwritten():
    keys.overwrite("a")
    keys.overwrite(b"")
    assert "a".upper() == "A"


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_where_the_system_has_no_such_switch_a_key_is_made_all_the_same(monkeypatch, system):
    monkeypatch.setattr(sys, "platform", system)
    assert keys.Key(bytes(32), bytes(16)).salt == bytes(16)


def test_a_backup_that_has_its_name_when_the_drive_fails_is_not_said_to_be_missing(path, tmp_path, monkeypatch):
    factories.firm_book(path).close()
    copy = tmp_path / "copy.casebook"
    unlink = Path.unlink

    def no_sync(_folder):
        raise OSError(5, "Input/output error")

    def stuck(self, missing_ok=False):
        if self == copy:
            raise OSError(5, "Input/output error")
        unlink(self, missing_ok=missing_ok)

    with monkeypatch.context() as patched:
        patched.setattr(syncing, "sync_folder", no_sync)
        with pytest.raises(KnownError, match="could not be written"):
            verified_copy.backup(path, copy)
        assert not copy.exists()
        patched.setattr(Path, "unlink", stuck)
        with pytest.raises(KnownError, match="was written, but the drive did not confirm it: Input/output error"):
            verified_copy.backup(path, copy)
    assert verify(copy).valid
