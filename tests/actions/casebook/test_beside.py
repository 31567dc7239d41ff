"""A passphrase is set, changed or removed while the program itself reads the whole file: a check, a copy (P5.4)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from clientguard.actions.casebook import casebooks, opening, passphrase
from clientguard.domain.records import Client
from clientguard.store.backup import verified_copy
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import sqlite
from clientguard.store.verify import full
from tests import factories

WORDS = "two otters by the old weir"
LONG = 30.0  # seconds, after which something hangs


class Held:
    """A step of some work that waits in its middle until it is let go on."""

    def __init__(self) -> None:
        self.begun, self.going_on = threading.Event(), threading.Event()

    def __call__(self) -> None:
        self.begun.set()
        assert self.going_on.wait(LONG)


def waiting(book: Casebook) -> bool:
    return bool(book._guard._waiters)  # type: ignore[attr-defined]


@pytest.fixture
def book(tmp_path: Path) -> Casebook:
    made = factories.new_book(tmp_path / "practice.casebook")
    factories.save(made, Client(name="Casa Verde"))
    return made


def protect_while(book: Casebook, held: Held, work: Callable[[], object]) -> None:
    """Set a passphrase while `work` stands in its middle, and let it go on once the passphrase waits, or has failed."""
    failed: list[BaseException] = []

    def caught(each: Callable[[], object]) -> Callable[[], None]:
        def run() -> None:
            try:
                each()
            except BaseException as error:  # noqa: BLE001 - it is looked at below
                failed.append(error)

        return run

    reader = threading.Thread(target=caught(work))
    reader.start()
    assert held.begun.wait(LONG)
    writer = threading.Thread(
        target=caught(lambda: passphrase.protect(book, WORDS, [], passphrase.salts_in(book.path.parent)))
    )
    writer.start()
    while writer.is_alive() and not waiting(book):
        writer.join(0.01)
    held.going_on.set()
    reader.join(LONG)
    writer.join(LONG)
    assert not reader.is_alive()
    assert not writer.is_alive()
    assert failed == []


def test_a_check_in_full_ends_first(book: Casebook, monkeypatch: pytest.MonkeyPatch):
    held, verify = Held(), full.verify

    def slowly(path: Path, **options: Any) -> full.Findings:
        with closing(sqlite.connect(path, key=options["key"])) as db:
            db.execute("BEGIN")
            db.execute("SELECT count(*) FROM record").fetchone()
            held()
        return verify(path, **options)

    monkeypatch.setattr(full, "verify", slowly)
    protect_while(book, held, lambda: opening.check_in_full(book))
    assert book.key is not None
    book.close()


def test_a_copy_is_written_first(book: Casebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    held, write = Held(), verified_copy.backup

    def slowly(*arguments: object, **options: object) -> object:
        held()
        return write(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(verified_copy, "backup", slowly)
    protect_while(book, held, lambda: casebooks.copy_to(book, tmp_path / "copy.casebook"))
    assert (tmp_path / "copy.casebook").read_bytes()[:6] == b"SQLite"  # as it was when it was begun
    book.close()
