"""An older file in the place of a newer one is open for reading only until one decides; erasures stay erased."""

from __future__ import annotations

import shutil

import pytest

from clientguard.actions.casebook import backups
from clientguard.actions.privacy import erasure
from clientguard.domain.casebook.backups import Event
from clientguard.domain.records import Client
from clientguard.ui.dialogs.older_dialog import OlderDialog
from clientguard.ui.dialogs.restore_dialog import RestoreDialog
from tests import factories
from tests.ui.conftest import Person

NEWER = "Only in the newer file"


@pytest.fixture
def older(window: Person, tmp_path) -> Person:
    """A window that opened an older version of the casebook; a verified backup has the newer one."""
    path = window.book.path
    window.app.close()
    old = shutil.copyfile(path, tmp_path / "old.casebook")
    reopen(window, path)
    factories.add(window.book, "client", name=NEWER)
    window.app.close()  # which backs up
    shutil.copyfile(old, path)
    reopen(window, path)
    return window


def reopen(person: Person, path) -> None:
    person.app.open(path)
    person.until(lambda: person.window.session is not None)
    person.rest()


def decide(person: Person) -> OlderDialog:
    person.click("See your options")
    return person.dialog(OlderDialog)


def test_it_is_said_and_nothing_can_be_written_until_one_decides(older):
    assert "is an older version of this casebook: it lacks 1 journal entry" in older.seen()
    assert not older.book.writable
    dialog = decide(older)
    assert "Until you decide" not in older.seen()
    older.click(dialog.later)
    assert "Until you decide, it can only be read" in older.seen()
    assert not older.book.writable


def test_one_can_go_on_with_it_and_is_not_asked_again(older):
    path = older.book.path
    older.click(decide(older).go_on)
    older.until(lambda: older.book is not None and older.book.writable)
    older.rest()
    assert NEWER not in {each.name for each in older.all(Client)}
    factories.add(older.book, "client", name="Goes on")
    older.app.close()
    reopen(older, path)
    assert older.book.writable
    assert "older version" not in older.seen()


def test_the_newer_backup_can_be_restored_and_the_older_file_is_kept(older):
    path = older.book.path
    older.click(decide(older).restore)
    older.until(lambda: older.window.session is not None and "Restored from" in older.seen())
    older.rest()
    assert NEWER in {each.name for each in older.all(Client)}
    assert older.book.writable
    assert len(list(path.parent.glob("practice before restore *.casebook"))) == 1


@pytest.mark.parametrize("again", [True, False])
def test_a_restore_says_what_was_erased_since_and_erases_it_again_unless_it_is_wanted(window, tmp_path, again):
    made = factories.add(window.book, "client", name="Wilhelmina")
    (kept,) = backups.back_up(window.book, window.app.backup_timer.places(), Event.ASKED).written
    erasure.erase_records(window.book, [made], "Request of 3 May", [])
    window.click(window.page("settings").backups.restore)
    dialog = window.dialog(RestoreDialog)
    assert dialog.path == kept
    window.until(lambda: not dialog.again.isHidden())
    assert "still has 1 record that was erased after it was made" in window.seen(dialog)
    assert dialog.again.isChecked()
    dialog.again.setChecked(again)
    window.click(dialog.go)
    window.until(lambda: window.window.session is not None and "Restored from" in window.seen())
    window.rest()
    assert ("erased again" in window.seen()) is again
    with window.book.read() as db:
        names = {name for (name,) in db.execute("SELECT name FROM client")}
    assert ("Wilhelmina" in names) is not again
