"""Every command that reads, on what a killed program left: the last record that was saved is there."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from clientguard.cli.program import run
from clientguard.domain.records import Client
from clientguard.errors import KnownError
from clientguard.store.casebook import new_file
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import checks, file_lock, keys, read_copy, sqlite
from clientguard.store.records.lookup import find_records
from clientguard.store.verify.full import verify
from tests import factories

WORDS = "a heron in the rain"
LAST = "Lighthouse Films"  # the last record that was saved before the kill
PARTS = ("", "-wal", "-shm", "-journal")


def cut_off(path: Path, folder: Path, *parts: str) -> None:
    """Copy the files as they are now: what a process leaves that is killed at this moment."""
    folder.mkdir()
    for part in parts:
        shutil.copyfile(path.with_name(path.name + part), folder / f"practice.casebook{part}")


def in_a_rewrite(path: Path, folder: Path, key: keys.Key | None) -> None:
    """Be killed in a transaction that writes to the file itself, some pages of it already there."""
    db = sqlite.connect(path, write=True, key=key)
    db.execute("PRAGMA cache_size = 1")  # pages go to the file before the commit
    db.execute("BEGIN IMMEDIATE")
    db.execute("DELETE FROM client")
    for number in range(300):
        db.execute("INSERT INTO setting (name, value) VALUES (?, ?)", (f"half {number}", "x" * 900))
    cut_off(path, folder, "", "-journal")
    db.close()


def make(folder: Path, name: str) -> None:
    locked = name.endswith("locked")
    key = keys.derive(WORDS, bytes(range(16))) if locked else None
    path = folder / f"{name}.casebook"
    with factories.new_book(path, key=key) as book:
        factories.add(book, "business", name="Studio North", owner="Ada North", currency="EUR")
        client = factories.add(book, "client", name=LAST, currency="EUR")
        days = {"issued": factories.ago(90), "due": factories.ago(60)}
        factories.add(book, "invoice", client=client, number="7", amount=100, currency="EUR", **days)
        if name.startswith("wal"):
            parts = ("", "-wal") if "without" in name else ("", "-wal", "-shm")
            cut_off(path, folder / name, *parts)
    if name.startswith("journal"):
        in_a_rewrite(path, folder / name, key)


LEFT = ("journal", "journal, locked", "wal", "wal without its index", "wal, locked")


@pytest.fixture(scope="module")
def kills(tmp_path_factory) -> Path:
    """What kills left, one folder each."""
    folder = tmp_path_factory.mktemp("kills")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "COST", (1, 1, 8))
        for name in LEFT:
            make(folder, name)
    return folder


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    """A folder for what the commands write; private copies go under it too."""
    folder = tmp_path / "home"
    (folder / "temporary").mkdir(parents=True)
    monkeypatch.setattr("tempfile.tempdir", str(folder / "temporary"))
    (folder / "words.txt").write_text(WORDS)
    return folder


def read_only(folder: Path, monkeypatch) -> None:
    """Take a folder for one that cannot be written to; root would be allowed to."""
    writable = read_copy.is_writable
    monkeypatch.setattr(read_copy, "is_writable", lambda path: path.parent != folder and writable(path))


def names(path: Path, key: keys.Key | None = None) -> list[str]:
    with Casebook.open(path, write=False, key=key) as book, book.read() as db:
        return [each.name for each in find_records(db, Client)]


Found = Callable[[Path, Path, str], bool]
COMMANDS: dict[str, tuple[tuple[str, ...], Found]] = {
    "list": (("list", "client"), lambda _c, _h, out: LAST in out),
    "search": (("search", "Lighthouse"), lambda _c, _h, out: LAST in out),
    "today": (("today", "--on", "2026-11-22"), lambda _c, _h, out: LAST in out),
    "verify": (("verify", "{file}", "--json"), lambda _c, _h, out: json.loads(out)["records"] == 3),
    "check": (("check", "{file}", "--json"), lambda _c, _h, out: json.loads(out)["records"] == 3),
    "journal": (("journal", "2"), lambda _c, _h, out: "currency, name" in out),
    "prove": (("prove", "{file}", "--entry", "3"), lambda _c, _h, out: LAST in out),
    "export": (
        ("export", "client", "--out", "{home}/out.csv"),
        lambda _c, home, _out: LAST in (home / "out.csv").read_text(),
    ),
    "export --all": (
        ("export", "--all", "{home}/all"),
        lambda _c, home, _out: LAST in next((home / "all").rglob("client*.csv")).read_text(),
    ),
    "backup": (("backup", "{file}", "{home}/copy.casebook"), lambda _c, home, _out: found_in(home / "copy.casebook")),
    "restore": (
        ("restore", "{file}", "--to", "{home}/back.casebook"),
        lambda _c, home, _out: found_in(home / "back.casebook"),
    ),
    "salvage": (
        ("salvage", "{file}", "--to", "{home}/saved.casebook"),
        lambda _c, home, _out: found_in(home / "saved.casebook"),
    ),
    "report": (
        ("report", "person", "--person", LAST, "--client", LAST, "--out", "{home}/person.pdf"),
        lambda _c, home, _out: (home / "person.pdf").stat().st_size > 0,
    ),
}


def found_in(path: Path) -> bool:
    key = keys.derive(WORDS, keys.salts(path)[0]) if keys.is_locked(path) else None
    return LAST in names(path, key)


PLACES = ("writable", "read-only")
TABLE = [(left, place) for left in LEFT for place in PLACES] + [(left, "locked by another") for left in LEFT[::2]]
DOORS = ("list", "verify", "backup", "restore")  # each leads to the file in its own way, and the others as one of these
IN_FULL = {("journal, locked", "writable"), ("journal", "read-only"), ("wal", "writable"), ("wal, locked", "read-only")}


@pytest.mark.parametrize(("left", "place"), TABLE)
def test_every_reading_command_finds_what_was_saved_last(kills, home, tmp_path, monkeypatch, capsys, left, place):
    for name in COMMANDS if (left, place) in IN_FULL else DOORS:
        words, found = COMMANDS[name]
        folder = tmp_path / name
        shutil.copytree(kills / left, folder)
        casebook = folder / "practice.casebook"
        before = {each.name: each.read_bytes() for each in folder.iterdir()}
        if place == "read-only":
            read_only(folder, monkeypatch)
        lock = file_lock.acquire_lock(casebook) if place == "locked by another" else None
        filled = [word.format(file=casebook, home=home) for word in words]
        status = run(["--casebook", str(casebook), *filled, "--passphrase-file", str(home / "words.txt")])
        told = capsys.readouterr()
        assert (status, told.err) == (0, ""), (name, told)
        assert found(casebook, home, told.out), (name, told)
        if place == "read-only":
            assert {each.name: each.read_bytes() for each in folder.iterdir()} == before, name
        if lock:
            file_lock.let_go(lock)
        assert list((home / "temporary").iterdir()) == [], name


@pytest.mark.parametrize("name", LEFT)
def test_a_half_written_casebook_is_rolled_back_for_good_only_where_it_may_be(kills, home, tmp_path, monkeypatch, name):
    key = keys.derive(WORDS, bytes(range(16))) if name.endswith("locked") else None
    shutil.copytree(kills / name, tmp_path / "left")
    path = tmp_path / "left" / "practice.casebook"
    assert names(path, key) == [LAST]
    assert not checks.has_beside(path, "-journal")
    assert not file_lock.lock_path(path).exists()
    with Casebook.open(path, key=key, beside=True) as book:  # as the window does
        assert book.writable
        factories.add(book, "client", name="Mill Street Cycles")
    assert names(path, key) == [LAST, "Mill Street Cycles"]
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def at_rest(path: Path) -> None:
    with factories.firm_book(path) as book:
        factories.add(book, "client", name=LAST)


def between_the_steps_of_closing(path: Path, monkeypatch) -> list[Path]:
    """Copy a casebook at each statement with which it is brought to rest, and in the last one before its commit."""
    left: list[Path] = []

    def copied(*parts: str) -> None:
        folder = path.parent / f"cut {len(left)}"
        cut_off(path, folder, *(each for each in parts if path.with_name(path.name + each).exists()))
        left.append(folder / path.name)

    def settle(db):
        copied(*PARTS[:3])
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        copied(*PARTS[:3])
        copied("")
        db.execute("PRAGMA journal_mode = DELETE").fetchall()
        copied("")

    monkeypatch.setattr(new_file, "settle", settle)
    at_rest(path)
    return left


def test_a_kill_at_any_step_of_closing_leaves_what_can_be_read(tmp_path, monkeypatch):
    left = between_the_steps_of_closing(tmp_path / "practice.casebook", monkeypatch)
    assert len(left) == 4
    for place in PLACES:
        for path in left:
            if place == "read-only":
                read_only(path.parent, monkeypatch)
            assert verify(path).valid
            assert names(path) == [LAST]


def test_a_salvaged_casebook_that_a_kill_left_in_wal_mode_is_checked(tmp_path, monkeypatch, capsys):
    path, saved = tmp_path / "practice.casebook", tmp_path / "saved.casebook"
    at_rest(path)
    with monkeypatch.context() as patch:
        patch.setattr(new_file, "settle", lambda _db: None)  # it never comes to rest
        assert run(["salvage", str(path), "--to", str(saved)]) == 0
    assert saved.read_bytes()[18:20] == b"\x02\x02"  # SQLite's file format: WAL
    assert run(["check", str(saved)]) == 0
    read_only(tmp_path, monkeypatch)
    assert run(["check", str(saved)]) == 0
    assert names(saved) == [LAST]
    assert "damaged" not in capsys.readouterr().out


def test_a_newer_casebook_that_was_left_half_written_is_said_to_be_newer(tmp_path, capsys):
    path = tmp_path / "practice.casebook"
    at_rest(path)
    factories.tamper(path, "PRAGMA user_version = 99")
    in_a_rewrite(path, tmp_path / "left", None)
    left = tmp_path / "left" / path.name
    before = left.read_bytes()
    assert run(["--casebook", str(left), "list", "client"]) == 1
    assert "was written by a newer ClientGuard" in capsys.readouterr().err
    assert left.read_bytes() == before


def test_a_copy_is_of_one_moment(kills, home, tmp_path, monkeypatch, capsys):
    shutil.copytree(kills / "wal", tmp_path / "left")
    path = tmp_path / "left" / "practice.casebook"
    read_only(path.parent, monkeypatch)
    copyfile, changes = shutil.copyfile, iter([1, 2])

    def while_another_writes(source, target):
        copyfile(source, target)
        if source == path and next(changes, None):
            os.utime(path, ns=(0, path.stat().st_mtime_ns + 1))

    monkeypatch.setattr(shutil, "copyfile", while_another_writes)
    assert names(path) == [LAST]
    assert next(changes, None) is None
    changes = iter(range(1, 100))
    with pytest.raises(KnownError, match="another program is using it"):
        names(path)
    assert list((home / "temporary").iterdir()) == []
