"""Every command that reads, on what a killed program left: the last record that was saved is there."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from clientguard.cli.program import run
from clientguard.domain.records import Client
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import file_lock, keys, read_copy, sqlite
from clientguard.store.records.lookup import find_records
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


@pytest.mark.parametrize("place", ["writable", "read-only", "locked by another"])
@pytest.mark.parametrize("left", LEFT)
def test_every_reading_command_finds_what_was_saved_last(kills, home, tmp_path, monkeypatch, capsys, left, place):
    for name, (words, found) in COMMANDS.items():
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
