"""The open casebook's file is replaced, moved or deleted, or has several names: what is seen, and what was typed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from clientguard.domain.casebook.backups import Event
from clientguard.domain.records import Client
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records import lookup
from clientguard.ui.dialogs.restore_dialog import RestoreDialog
from clientguard.ui.pages.moved import MovedPage
from tests import factories
from tests.ui.conftest import Person
from tests.ui.keyed import asking, opened, unlock


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """A casebook as another computer brings it."""
    path = tmp_path / "elsewhere" / "theirs.casebook"
    with factories.firm_book(path) as book:
        factories.add(book, "client", name="Theirs")
    return path


@pytest.fixture
def practice(_practice: tuple[Path, dict[str, int]]) -> Path:
    """The practice that is copied."""
    return _practice[0]


def replace(path: Path, theirs: Path) -> None:
    shutil.copy(theirs, theirs.with_name("new"))
    theirs.with_name("new").replace(path)


def shown(person: Person) -> MovedPage:
    """Wait for the page, and until what was typed is kept."""
    person.until(lambda: isinstance(person.window.pages.get("first run"), MovedPage))
    page = person.window.pages["first run"]
    assert isinstance(page, MovedPage)
    person.until(page.other.isEnabled)
    assert person.window.session is None
    return page


def names(path: Path) -> set[str]:
    with Casebook.open(path, write=False) as book, book.read() as db:
        return {each.name for each in lookup.find_records(db, Client)}


def test_a_save_into_a_replaced_file_shows_where_both_are_and_keeps_what_was_typed(window, theirs):
    path = window.book.path
    dialog = window.open_form("client")
    window.enter(dialog, name="Typed just now")
    replace(path, theirs)
    window.click(dialog.save)
    page = shown(window)
    copy = page.moved.copy
    assert copy is not None
    seen = window.seen()
    assert "practice.casebook was replaced by another program while it was open." in seen
    assert "Your change was not saved." in seen
    assert {str(copy), str(path)} <= set(seen.splitlines())
    assert "What you were entering is kept there as well." in seen
    assert names(path) == {"Theirs"}
    window.click(page.open_copy)
    window.until(lambda: window.window.session is not None)
    window.rest()
    assert window.book.path == copy
    again = window.open_form("client")
    assert again.form.texts()["name"] == "Typed just now"
    window.close_form(again)


def test_the_file_that_is_there_now_can_be_opened_instead(window, theirs):
    path = window.book.path
    replace(path, theirs)
    window.app.backup_timer.look(Event.ASKED)
    page = shown(window)
    assert "What you were entering" not in window.seen()
    window.click(page.open_there)
    window.until(lambda: window.window.session is not None)
    window.rest()
    assert {each.name for each in window.all(Client)} == {"Theirs"}


def test_a_window_that_is_closed_stays_until_it_was_read_that_the_file_is_gone(window):
    path = window.book.path
    path.unlink()
    window.window.close()
    page = shown(window)
    assert window.window.isVisible()
    assert "practice.casebook was moved or deleted while it was open." in window.seen()
    assert not page.open_there.isVisible()
    assert page.moved.copy is not None
    assert names(page.moved.copy) >= {"Harbour Books"}
    window.window.close()
    assert not window.window.isVisible()


def test_a_casebook_that_is_left_for_another_says_it_over_that_one(window, theirs):
    window.book.path.unlink()
    window.open(theirs)
    window.until(lambda: "was moved or deleted while it was open" in window.seen())
    assert window.book.path == theirs


def test_locking_says_where_what_was_saved_is(person, tmp_path, practice, theirs):
    opened(person, practice, tmp_path)
    path = person.book.path
    replace(path, theirs)
    person.app.lock()
    person.until(asking(person).field.isEnabled)
    (copy,) = tmp_path.glob("practice rescued *.casebook")
    person.until(lambda: str(copy) in person.seen())
    assert names(path) == {"Theirs"}
    person.open(copy)
    unlock(person)
    assert "Harbour Books" in {each.name for each in person.all(Client)}


def test_a_casebook_with_another_name_is_read_until_it_is_made_its_own_file(person, tmp_path, practice):
    path = Path(shutil.copy(practice, tmp_path / "practice.casebook"))
    snapshot = tmp_path / "snapshot"
    os.link(path, snapshot)
    before = snapshot.read_bytes()
    person.open(path)
    assert not person.book.writable
    assert "because its file has another name on this drive" in person.seen()
    person.click("Make this its own file")
    person.until(lambda: "practice.casebook is now a file of its own" in person.seen())
    person.rest()
    assert person.book.writable
    factories.add(person.book, "client", name="Mill")
    assert snapshot.read_bytes() == before


def test_the_open_casebook_is_not_taken_for_a_backup(window):
    window.app.recovery.restore_here()
    dialog = window.dialog(RestoreDialog)
    dialog.show_file(window.book.path)
    assert "is the casebook that is open" in window.seen(dialog)
    dialog.reject()
