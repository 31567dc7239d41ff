"""The commands on a casebook whose file is linked, has several names, is read-only, or was left by a crash.

For each way in which a file can stand, a row says what `verify`, `check`, a save and opening again do.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from clientguard.cli.program import run
from clientguard.domain.records import Client
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import keys, read_copy
from clientguard.store.records.lookup import find_records
from tests import factories


@dataclass(frozen=True)
class Way:
    """How a file stands: `prepare` returns the path that is named; `saves` is whether a save is done, `why` if not."""

    prepare: Callable[[Path, pytest.MonkeyPatch], Path]
    saves: bool = True
    why: str = ""


def linked(path: Path, _patch: pytest.MonkeyPatch) -> Path:
    link = path.parent / "links" / "other name.casebook"
    link.parent.mkdir()
    link.symlink_to(path)
    return link


def twice_named(path: Path, _patch: pytest.MonkeyPatch) -> Path:
    os.link(path, path.with_name("snapshot"))
    return path


def lock_left(path: Path, _patch: pytest.MonkeyPatch) -> Path:
    path.with_name(f"{path.name}.lock").touch()
    return path


def protected(path: Path, patch: pytest.MonkeyPatch) -> Path:
    writable = read_copy.is_writable
    patch.setattr(read_copy, "is_writable", lambda asked: asked != path and writable(asked))
    return path


def crashed(path: Path, _patch: pytest.MonkeyPatch) -> Path:
    left = path.with_name("left.casebook")
    with Casebook.open(path) as book:
        factories.add(book, "client", name="In the WAL")
        for part in ("", "-wal"):
            shutil.copyfile(path.with_name(path.name + part), left.with_name(left.name + part))
    return left


WAYS = {
    "plain": Way(lambda path, _patch: path),
    "a symbolic link": Way(linked),
    "two names": Way(twice_named, saves=False, why="has another name on this drive (a hard link)"),
    "a lock file that was left": Way(lock_left),
    "a folder that cannot be written": Way(protected, saves=False, why="open for reading only"),
    "a WAL that was left": Way(crashed),
}


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "practice.casebook"
    with factories.firm_book(path) as book:
        factories.add(book, "client", name="Harbour Books")
    return path


def names(path: Path) -> set[str]:
    with Casebook.open(path, write=False) as book, book.read() as db:
        return {each.name for each in find_records(db, Client)}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_what_each_command_does(path, monkeypatch, capsys, way):
    named = way.prepare(path, monkeypatch)
    before = names(named)
    files = {each: each.read_bytes() for each in path.parent.iterdir() if each.is_file()}
    assert [run([command, str(named)]) for command in ("verify", "check")] == [0, 0]
    status = run(["--casebook", str(named), "add", "client", "--set", "name=Mill", "--set", "currency=EUR"])
    assert (status == 0) is way.saves
    assert way.why in capsys.readouterr().err
    assert names(named) == before | ({"Mill"} if way.saves else set())
    if not way.saves:
        assert {each: each.read_bytes() for each in path.parent.iterdir() if each.is_file()} == files
    assert run(["verify", str(named)]) == 0
    assert not list(path.parent.rglob("*.lock"))
    if named.is_symlink():
        assert names(path) == names(named)
        assert [each.name for each in named.parent.iterdir()] == [named.name]


def test_a_casebook_with_two_names_is_made_its_own_by_a_command(path, capsys):
    os.link(path, path.with_name("snapshot"))
    before = path.read_bytes()
    assert run(["own", str(path)]) == 0
    assert "practice.casebook is now a file of its own" in capsys.readouterr().out
    assert run(["--casebook", str(path), "add", "client", "--set", "name=Mill", "--set", "currency=EUR"]) == 0
    assert path.with_name("snapshot").read_bytes() == before
    assert names(path) == {"Harbour Books", "Mill"}
    assert run(["own", str(path), "--json"]) == 0
    assert '"changed": false' in capsys.readouterr().out


def test_a_passphrase_that_is_set_through_a_link_leaves_nothing_in_the_clear(path, tmp_path, capsys):
    link = linked(path, pytest.MonkeyPatch())
    secret = tmp_path / "secret.txt"
    secret.write_text("four calm words here\n")
    assert run(["passphrase", str(link), "--new-passphrase-file", str(secret)]) == 0
    assert keys.is_locked(path)
    assert b"Harbour" not in path.read_bytes()
    assert link.readlink() == path
    assert [each.name for each in link.parent.iterdir()] == [link.name]
    for named in (link, path):
        assert run(["verify", str(named), "--passphrase-file", str(secret)]) == 0
