"""A backup is a whole casebook or it does not exist."""

from __future__ import annotations

import errno
import hashlib
import json
import os

import pytest

from clientguard.domain.records import Instant
from clientguard.errors import Cancelled, KnownError
from clientguard.store.backup import kept_backups
from clientguard.store.backup import verified_copy as module
from clientguard.store.backup.kept_backups import is_kept
from clientguard.store.backup.restoring import restore_file
from clientguard.store.backup.verified_copy import backup, into_place
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import sqlite, syncing
from clientguard.store.journal import entry_log
from clientguard.store.verify.full import verify
from tests import factories


@pytest.fixture
def target(tmp_path):
    return tmp_path / "elsewhere" / "copy.casebook"


@pytest.fixture
def full(book):
    client = factories.add(book, "client", note="A long note. " * 200)
    book.write(lambda write: write.attach(client, client, "a.bin", "application/octet-stream", bytes(2_000_000)))
    factories.add(book, "invoice", client=client)
    return book


def folder(path) -> set[str]:
    return {each.name for each in path.iterdir()} if path.exists() else set()


def test_a_backup_holds_the_same_to_the_last_row(full, path, target):
    full.close()
    backup(path, target)
    assert factories.content(target) == factories.content(path)
    assert verify(target).valid
    assert folder(target.parent) == {"copy.casebook", "copy.json"}
    assert is_kept(target)
    assert target.stat().st_mode & 0o077 == 0


def test_a_casebook_is_backed_up_while_it_is_open_and_goes_on(full, path, target):
    backup(path, target)
    factories.add(full, "client", name="After the backup")
    full.close()
    assert len(factories.content(path)["client"]) == 2
    assert len(factories.content(target)["client"]) == 1
    assert target.read_bytes()[18:20] == b"\x01\x01"  # one file, in DELETE mode
    with Casebook.open(target) as copy:
        factories.add(copy, "client")


def test_a_taken_name_is_left_as_it_is(full, path, target):
    target.parent.mkdir()
    target.write_text("mine")
    with pytest.raises(KnownError, match="already a file"):
        backup(path, target)
    assert target.read_text() == "mine"
    assert folder(target.parent) == {"copy.casebook"}


def test_a_place_that_cannot_be_written_is_said(full, path, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(KnownError, match="could not be written"):
        backup(path, tmp_path / "file" / "copy.casebook")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="whoever is root may write to a read-only folder")
def test_a_read_only_folder_is_said(full, path, target):
    target.parent.mkdir(mode=0o500)
    with pytest.raises(KnownError, match="could not be written: Permission denied"):
        backup(path, target)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE invoice SET amount = amount + 1",
        "UPDATE journal SET ms = 1 WHERE seq = 2",
        "DELETE FROM blob_part WHERE id % 64 = 1",
        "UPDATE payment SET client = 999",
    ],
)
def test_a_damaged_casebook_gives_no_backup_and_leaves_nothing(full, path, target, statement):
    factories.add(full, "payment", client=2, invoice=4)
    full.close()
    factories.tamper(path, statement)
    with pytest.raises(KnownError, match=r"practice\.casebook is damaged"):
        backup(path, target)
    assert folder(target.parent) == set()


def test_a_casebook_whose_schema_cannot_be_read_gives_no_backup(full, path, target):
    full.close()
    data = path.read_bytes()
    assert data.count(b"contentless_delete=1") == 1
    path.write_bytes(data.replace(b"contentless_delete=1", b"contentle33_delete=1"))
    with pytest.raises(KnownError, match=r"practice\.casebook is damaged"):
        backup(path, target)
    assert folder(target.parent) == set()


def test_a_torn_casebook_gives_no_backup_and_leaves_nothing(full, path, target):
    full.close()
    data = bytearray(path.read_bytes())
    data[4096 * 3 : 4096 * 40] = bytes(4096 * 37)
    path.write_bytes(data)
    with pytest.raises(KnownError, match=r"practice\.casebook is damaged"):
        backup(path, target)
    assert folder(target.parent) == set()


@pytest.mark.parametrize("content", [None, b"", b"a letter", b"SQLite format 3\x00" + bytes(84)])
def test_what_is_no_casebook_is_not_backed_up(tmp_path, target, content):
    source = tmp_path / "x.casebook"
    if content is not None:
        source.write_bytes(content)
    with pytest.raises(KnownError, match=r"x\.casebook"):
        backup(source, target)
    assert folder(target.parent) == set()


def test_a_full_drive_leaves_nothing(full, path, target, monkeypatch):
    def full_drive(*_):
        error = sqlite.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite.FULL
        raise error

    monkeypatch.setattr(module, "_copy", full_drive)
    with pytest.raises(KnownError, match="no space left"):
        backup(path, target)
    assert folder(target.parent) == set()


# --- places, manifests and the way back ---


@pytest.fixture
def place(tmp_path):
    return tmp_path / "place"


def test_a_backup_that_is_stopped_leaves_nothing_wherever_it_was(full, path, place, monkeypatch):
    monkeypatch.setattr("clientguard.store.file.checks.STEPS", 500)
    monkeypatch.setattr("clientguard.store.backup.verified_copy.PAGES", 4)
    stopped, last = 0, 1
    while True:
        asked = iter(range(last))
        try:
            kept = into_place(path, place, stop=lambda asked=asked: next(asked, None) is None)
        except Cancelled:
            assert folder(place) == set()
            stopped, last = stopped + 1, last + max(1, last // 3)
        else:
            break
    assert stopped > 10
    assert is_kept(kept.path)


def test_a_backup_in_a_place_bears_moment_and_journal_and_tells_what_it_holds(full, path, place):
    kept = into_place(path, place, clock=factories.Ticking())
    assert kept.path.name == "practice 2026-11-22 0100 j000005.casebook"
    assert folder(place) == {kept.path.name, "practice 2026-11-22 0100 j000005.json"}
    told = json.loads(kept.path.with_suffix(".json").read_text("utf-8"))
    with full.read() as db:
        seen = entry_log.anchor(db)
        uid = db.execute("SELECT value FROM setting WHERE name = 'uid'").fetchone()[0]
    assert told["casebook"] == uid
    assert told["journal"] == {"size": seen.size, "root": seen.root.hex()}
    data = kept.path.read_bytes()
    assert told["file"] == {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
    assert told["encryption"] is None
    assert kept_backups.kept(place, uid) == [kept]
    assert kept_backups.kept(place, "another") == []


def test_two_backups_of_one_minute_lie_side_by_side(full, path, place):
    first, second = into_place(path, place, clock=lambda: Instant(0)), into_place(path, place, clock=lambda: Instant(0))
    assert first.path != second.path
    assert first.path.exists()


def test_a_change_while_it_is_copied_is_not_in_it_and_spoils_nothing(full, path, place, monkeypatch):
    copy = module.manifest.content

    def slow(db, seal):
        found = copy(db, seal)
        if db_path(db) == path:
            factories.add(full, "client", name="Meanwhile")
        return found

    def db_path(db):
        return type(path)(db.execute("PRAGMA database_list").fetchone()[2])

    monkeypatch.setattr(module.manifest, "content", slow)
    kept = into_place(path, place)
    monkeypatch.undo()
    full.close()
    assert len(factories.content(kept.path)["client"]) == 1
    assert len(factories.content(path)["client"]) == 2
    assert verify(kept.path).size == kept.manifest.content.size == 5


def test_what_a_killed_backup_left_is_swept_and_nothing_else(full, path, place):
    place.mkdir()
    first = into_place(path, place)
    for name in (".practice new.casebook.part", ".practice new.casebook.part-journal", ".practice new.json.part"):
        (place / name).write_text("half")
    orphan = place / "practice 2026-01-01 0000 j000001.json"
    orphan.write_text(first.path.with_suffix(".json").read_text("utf-8"), encoding="utf-8")
    for name in ("practice notes.json", "letter.txt", ".other new.casebook.part"):
        (place / name).write_text("mine")
    second = into_place(path, place)
    expected = {each.path.with_suffix(end).name for each in (first, second) for end in (".casebook", ".json")}
    assert folder(place) == expected | {"practice notes.json", "letter.txt", ".other new.casebook.part"}


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EIO])
@pytest.mark.parametrize("part", ["sync", "sync_folder"])
def test_a_place_that_fails_half_way_is_said_and_nothing_new_counts(full, path, place, monkeypatch, number, part):
    def failing(_path):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(syncing, part, failing)
    with pytest.raises(KnownError, match="could not be written"):
        into_place(path, place)
    monkeypatch.undo()
    if part == "sync":
        assert folder(place) == set()
    factories.add(full, "client")
    assert verify(into_place(path, place).path).valid


def test_the_manifest_goes_when_the_file_could_not_get_its_name(full, path, place, monkeypatch):
    rename = type(path).replace

    def failing(self, target):
        if str(target).endswith(".casebook"):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return rename(self, target)

    monkeypatch.setattr(type(path), "replace", failing)
    with pytest.raises(KnownError, match="could not be written"):
        into_place(path, place)
    assert folder(place) == set()


def test_a_manifest_of_another_file_or_of_nonsense_makes_no_verified_backup(full, path, place):
    kept = into_place(path, place)
    uid = kept.manifest.content.casebook
    beside = kept.path.with_suffix(".json")
    for text in ("", "[]", "{}", '{"casebook": 1}', "[" * 100_000):
        beside.write_text(text)
        assert kept_backups.kept(place, uid) == []
    beside.write_text(kept.manifest.text())
    with kept.path.open("ab") as file:
        file.write(b"x")
    assert kept_backups.kept(place, uid) == []


AT = Instant(factories.FIRST, 60)


def test_each_backup_restores_to_the_last_row(full, path, place, tmp_path):
    made = []
    for name in ("A", "B", "C"):
        factories.add(full, "client", name=name)
        made.append(into_place(path, place))
    for number, kept in enumerate(made):
        target = tmp_path / f"restored {number}.casebook"
        assert restore_file(kept.path, target, AT) is None
        assert module.manifest.content_of(target) == kept.manifest.content
        with Casebook.open(target) as book:
            factories.add(book, "client")
    assert len(kept_backups.kept(place, made[0].manifest.content.casebook)) == 3


def test_what_was_there_is_kept_with_its_side_files(full, path, place):
    kept = into_place(path, place)
    full.close()
    path.write_bytes(b"damaged")
    path.with_name("practice.casebook-wal").write_bytes(b"old wal")
    aside = restore_file(kept.path, path, AT)
    assert aside == path.with_name("practice before restore 2026-11-22 0100.casebook")
    assert aside.read_bytes() == b"damaged"
    assert aside.with_name(f"{aside.name}-wal").read_bytes() == b"old wal"
    assert module.manifest.content_of(path) == kept.manifest.content
    again = restore_file(kept.path, path, AT)
    assert again.name == "practice before restore 2026-11-22 0100 2.casebook"


def test_an_open_casebook_is_not_restored_over(full, path, place):
    kept = into_place(path, place)
    with pytest.raises(KnownError, match="open in another window"):
        restore_file(kept.path, path, AT)
    factories.add(full, "client")


@pytest.mark.parametrize("with_manifest", [True, False])
def test_a_damaged_backup_is_refused_and_what_is_there_stays(full, path, place, with_manifest):
    kept = into_place(path, place)
    full.close()
    before = path.read_bytes()
    if not with_manifest:
        kept.path.with_suffix(".json").unlink()
    factories.tamper(kept.path, "UPDATE invoice SET amount = amount + 1")
    with pytest.raises(KnownError, match="changed or damaged afterwards" if with_manifest else "is damaged"):
        restore_file(kept.path, path, AT)
    assert path.read_bytes() == before
    assert {each for each in folder(path.parent) if "practice" in each} <= {
        "practice.casebook",
        "practice.casebook.lock",
    }
