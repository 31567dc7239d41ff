"""A casebook that was rewritten and lost its first page: its list of tables is found by the shape of its rows."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from clientguard.actions.casebook import passphrase
from clientguard.actions.casebook.salvage import salvage_casebook
from clientguard.actions.privacy import erasure
from clientguard.domain.records import Client
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import keys
from clientguard.store.records.lookup import find_records
from clientguard.store.salvage.first_page import _leaves, first_page
from tests import factories

PAGE = 4096
KEY = keys.Key(bytes(range(32)), bytes(range(16)))
OTHER = keys.Key(bytes(range(1, 33)), bytes(range(1, 17)))
NAMES = [f"Client {number}" for number in range(40)]


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    path = tmp_path_factory.mktemp("whole") / "practice.casebook"
    with factories.firm_book(path) as book:
        for name in [*NAMES, "Gone"]:
            factories.add(book, "client", name=name, note="A note. " * 100)
    return path


def names(path: Path, key: keys.Key | None) -> list[str]:
    with Casebook.open(path, write=False, key=key) as book, book.read() as db:
        return [each.name for each in find_records(db, Client)]


def erase(book: Casebook) -> None:
    with book.read() as db:
        (gone,) = find_records(db, Client, "t.name = 'Gone'")
    erasure.erase_records(book, [gone.id], "request of 3 May", [])


def rekey(*steps: keys.Key | None):
    return lambda book: [book.rekey(each and keys.Key(each.raw, each.salt)) for each in steps]


@pytest.mark.parametrize(
    ("rewrite", "key", "gone"),
    [
        (rekey(KEY), KEY, ["Gone"]),
        (rekey(KEY, OTHER), OTHER, ["Gone"]),
        (rekey(KEY, None), None, ["Gone"]),
        (erase, None, []),
        (lambda book: (rekey(KEY)(book), erase(book)), KEY, []),
    ],
    ids=["set", "changed", "removed", "erased", "erased, locked"],
)
def test_a_rewritten_casebook_without_its_first_page_is_salvaged(whole, tmp_path, rewrite, key, gone):
    path = Path(shutil.copy(whole, tmp_path))
    with Casebook.open(path) as book:
        rewrite(book)
    data = bytearray(path.read_bytes())
    data[:PAGE] = random.Random(1).randbytes(PAGE)
    path.write_bytes(data)
    done = salvage_casebook(path, tmp_path / "new.casebook", key=key)
    assert done.lost == []
    assert sorted(names(tmp_path / "new.casebook", key)) == sorted([*NAMES, *gone])


def test_what_is_only_in_the_wal_is_salvaged_without_the_first_page_too(whole, tmp_path):
    path = Path(shutil.copy(whole, tmp_path))
    crashed = tmp_path / "crashed.casebook"
    with Casebook.open(path) as book:
        book.rekey(None)
        factories.add(book, "client", name="In the WAL")
        for part in ("", "-wal"):
            shutil.copyfile(path.with_name(path.name + part), crashed.with_name(crashed.name + part))
    data = bytearray(crashed.read_bytes())
    data[:PAGE] = random.Random(1).randbytes(PAGE)
    crashed.write_bytes(data)
    salvage_casebook(crashed, tmp_path / "new.casebook")
    assert "In the WAL" in names(tmp_path / "new.casebook", None)


@pytest.mark.parametrize("seed", range(20))
def test_pages_of_anything_else_make_no_first_page(tmp_path, seed):
    path = tmp_path / "noise"
    chance = random.Random(seed)
    pages = [
        bytes([13, 0, 0, 0, 3]) + chance.randbytes(PAGE - 5) if chance.random() < 0.5 else bytes(PAGE) for _ in range(9)
    ]
    path.write_bytes(b"".join(pages))
    assert first_page(path, None) is None
    assert first_page(path, KEY) is None
    path.write_bytes(b"short")
    assert first_page(path, None) is None


def test_a_passphrase_that_is_unlocked_from_what_the_program_kept_opens_it_too(whole, tmp_path):
    salts = passphrase.salts_in(tmp_path / "data")
    path = Path(shutil.copy(whole, tmp_path))
    with Casebook.open(path) as book:
        passphrase.protect(book, "a heron in the rain", [], salts)
    data = bytearray(path.read_bytes())
    data[:PAGE] = random.Random(1).randbytes(PAGE)
    path.write_bytes(data)
    key = passphrase.unlock(path, "a heron in the rain", salts)
    assert salvage_casebook(path, tmp_path / "new.casebook", key=key).lost == []


def test_a_locked_casebook_that_lost_a_part_of_its_list_of_tables_gives_the_other_tables(whole, tmp_path):
    """SQLCipher reads no table at all where one page of the list fails authentication."""
    path = Path(shutil.copy(whole, tmp_path))
    with Casebook.open(path) as book:
        book.rekey(KEY)
    *_, last = sorted(_leaves(path, KEY), key=lambda leaf: leaf.first)
    data = bytearray(path.read_bytes())
    data[(last.page - 1) * PAGE : last.page * PAGE] = random.Random(1).randbytes(PAGE)
    path.write_bytes(data)
    salvage_casebook(path, tmp_path / "new.casebook", key=KEY)
    assert sorted(names(tmp_path / "new.casebook", KEY)) == sorted([*NAMES, "Gone"])
