"""No read runs on the screen's thread: every page, dialog and list is opened, and a save is done, under watch."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from clientguard.domain.records import KINDS
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import sqlite
from clientguard.ui.dialogs.restore_dialog import RestoreDialog
from clientguard.ui.dialogs.search_box import SearchBox
from clientguard.ui.leaving.evidence import EvidenceDialog
from clientguard.ui.leaving.release import ReleaseDialog
from clientguard.ui.pages.client import section_words
from tests.ui.app.test_damaged import spoil, spoil_tables
from tests.ui.conftest import Person
from tests.ui.settled import looked_at

# What may read on the screen's thread, each with its reason.
EXCEPTIONS = {
    "backup_timer.py close": "closing waits for its backup: nothing is on the screen any more",
    "app.py close": "the casebook is brought to rest when it is left",
}


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every read that a screen did on its own thread: which function of the package asked for it."""
    found: list[str] = []

    def note() -> None:
        if threading.current_thread() is not threading.main_thread():
            return
        frames = [each for each in traceback.extract_stack() if "/clientguard/ui/" in each.filename.replace("\\", "/")]
        names = [f"{each.filename.rpartition('/')[2]} {each.name}" for each in frames]
        if names and not EXCEPTIONS.keys() & set(names):
            found.append(" > ".join(names))

    real_read, real_connect = Casebook.read, sqlite.connect

    @contextmanager
    def read(book: Casebook) -> Iterator[Any]:
        note()
        with real_read(book) as db:
            yield db

    def connect(*args: Any, **options: Any) -> Any:
        note()
        return real_connect(*args, **options)

    monkeypatch.setattr(Casebook, "read", read)
    monkeypatch.setattr(sqlite, "connect", connect)
    return found


def test_no_page_reads_on_the_screens_thread(reads: list[str], window: Person):
    for name in ("today", "clients", "messages", "money", "journal", "settings", "today"):
        window.page(name)
        window.window.grab()
        window.look()
    page = window.page("client", "harbour")
    for key, _word in section_words():
        page.show_section(key)
        window.look()
    leaving = window.page("leaving", "leaving")
    for key in leaving.steps:
        leaving.show_step(key)
        window.look()
    window.page("leaving", "lumen")
    assert reads == []


def test_no_form_or_dialog_reads_on_the_screens_thread(reads: list[str], window: Person):
    for kind in KINDS.values():
        if kind.addable and kind.form_fields:
            window.close_form(window.open_form(kind.name))
    window.close_form(window.open_record("invoice", "R-1"))
    assert window.window.intents is not None
    window.window.intents.record_payment(window.ids["R-1"])
    window.close_form(window.dialog())
    window.window.intents.answer(window.ids["colours"])
    window.close_form(window.dialog())
    window.page("client", "harbour")
    window.window.search()
    box = window.dialog(SearchBox)
    window.type("shop", box.input)
    window.until(lambda: box.list.count())
    box.reject()
    leaving = window.page("leaving", "leaving")
    leaving.show_step("owed")
    window.look()
    leaving.steps["owed"].release("payments")
    window.dialog(ReleaseDialog).reject()
    leaving.show_step("decide")
    window.look()
    leaving.steps["decide"].choose()
    window.dialog(EvidenceDialog).reject()
    window.rest()
    assert reads == []


def test_a_save_has_every_page_read_again_off_the_screen(reads: list[str], window: Person):
    for name in ("today", "clients", "money", "journal"):
        window.page(name)
        dialog = window.open_form("invoice", client=window.ids["lumen"])
        window.save(dialog, number=f"N-{name}", issued="today", amount="10")
        window.rest()
    table = window.page("money").tables["invoice"]
    assert any("N-money" in each for each in looked_at(lambda: [table.model.text(row, 1) for row in range(8)]))
    assert reads == []


def test_opening_reads_nothing_on_the_screens_thread(reads: list[str], window: Person):
    path = window.book.path
    window.app.close()
    window.open(path)
    assert window.window.here == "today"
    assert reads == []


def test_the_backups_to_restore_are_looked_for_beside_the_screen(reads: list[str], window: Person):
    window.window.ask_to_restore()
    window.dialog(RestoreDialog).reject()
    assert reads == []


@pytest.fixture
def files_read(reads: list[str], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """As `reads`, with the casebook files that are read by hand because SQLite cannot open them."""
    real_open = Path.open

    def opened(path: Path, *args: Any, **options: Any) -> Any:
        if path.suffix == ".casebook" and threading.current_thread() is threading.main_thread():
            reads.append(f"{path.name} was opened")
        return real_open(path, *args, **options)

    monkeypatch.setattr(Path, "open", opened)
    return reads


@pytest.mark.parametrize("lost", ["the first page", "a table"])
def test_what_is_left_of_a_damaged_casebook_is_read_beside_the_screen(files_read, window: Person, lost: str):
    path = window.book.path
    window.app.close()
    if lost == "a table":
        spoil_tables(path, "message", "record_kind")
    else:
        spoil(path, 0)
    files_read.clear()
    window.open(path)
    assert window.app.recovery.page is not None
    assert files_read == []


def test_faults_that_show_while_a_casebook_is_open_are_looked_into_beside_the_screen(files_read, window: Person):
    book = window.book
    window.app.recovery.show_damaged(book.path, book.key, opens=True)
    assert window.app.recovery.page is None, "it is still looked for backups"
    window.look()
    assert window.app.recovery.page is not None
    assert files_read == []
