"""Restoring in the window: from a list, a file, the first screen; what was there is kept. Crash reports are offered."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from clientguard import crash, paths
from clientguard.actions.casebook import backups, casebooks, passphrase
from clientguard.domain.casebook.backups import Event
from clientguard.domain.records import Client
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.texts import current
from clientguard.ui.dialogs.crash_dialog import CrashDialog
from clientguard.ui.dialogs.restore_dialog import RestoreDialog
from tests import factories
from tests.ui.conftest import Person
from tests.ui.keyed import WORDS, salts


def back_up(person: Person) -> Path:
    backup_timer = person.app.backup_timer
    assert backup_timer is not None
    (path,) = backups.back_up(person.book, backup_timer.places(), Event.ASKED).written
    return path


def press(person: Person, word: str) -> None:
    """Press a button that is about to be shown."""
    person.seen()
    person.click(word)


def restored(person: Person) -> None:
    person.until(lambda: person.window.session is not None and "Restored from" in person.seen())
    person.rest()


def test_settings_restores_one_of_the_verified_backups_and_says_where_the_rest_is_kept(window):
    kept = back_up(window)
    factories.add(window.book, "client", name="After the backup")
    path = window.book.path
    page = window.page("settings")
    window.click(page.backups.restore)
    dialog = window.dialog(RestoreDialog)
    assert dialog.table.rowCount() == 1
    assert str(kept) in window.seen(dialog)
    window.click(dialog.go)
    restored(window)
    assert window.book.path == path
    assert "After the backup" not in {each.name for each in window.all(Client)}
    (aside,) = path.parent.glob("practice before restore *.casebook")
    assert str(aside) in window.seen()
    with Casebook.open(aside, write=False) as book, book.read() as db:
        assert db.execute("SELECT 1 FROM client WHERE name = 'After the backup'").fetchone()


def test_a_backup_that_was_asked_for_says_when_it_is_there(window):
    window.window.back_up()
    assert window.toast() == "Backing up …"
    window.until(lambda: window.toast().startswith("Backed up ") and window.toast().endswith(", verified"))
    window.until(window.app.backup_timer.is_still)


def test_the_newest_comes_first_with_its_entries_and_size(window):
    first = back_up(window)
    factories.add(window.book, "client", name="One more")
    second = back_up(window)
    window.click(window.page("settings").backups.restore)
    dialog = window.dialog(RestoreDialog)
    assert dialog.path == second
    dialog.table.selectRow(1)
    assert dialog.path == first
    cells = [dialog.table.item(0, column).text() for column in range(4)]
    assert cells[1].replace(",", "").isdecimal()
    assert cells[2].endswith(("KB", "MB"))
    assert cells[3] == str(second.parent)
    dialog.reject()


def test_a_damaged_backup_is_refused_and_the_casebook_opens_again_as_it_was(window):
    kept = back_up(window)
    data = bytearray(kept.read_bytes())
    data[-100] ^= 1
    kept.write_bytes(data)
    clients = {each.name for each in window.all(Client)}
    window.click(window.page("settings").backups.restore)
    window.click(window.dialog(RestoreDialog).go)
    window.until(lambda: window.window.session is not None and "changed or damaged afterwards" in window.seen())
    window.rest()
    assert {each.name for each in window.all(Client)} == clients


def test_without_a_backup_a_file_can_be_chosen(window, tmp_path, monkeypatch):
    other = tmp_path / "stick" / "by hand.casebook"
    other.parent.mkdir()
    casebooks.backup_to(window.book.path, other)
    window.click(window.page("settings").backups.restore)
    dialog = window.dialog(RestoreDialog)
    assert not dialog.go.isEnabled()
    assert "no verified backup" in window.seen(dialog)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    window.click(dialog.file)
    assert dialog.path is None
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(other), ""))
    window.click(dialog.file)
    window.click(dialog.go)
    restored(window)


def test_a_file_that_is_gone_is_said_at_once(window, tmp_path):
    window.click(window.page("settings").backups.restore)
    dialog = window.dialog(RestoreDialog)
    dialog.show_file(tmp_path / "gone.casebook")
    assert "could not be read" in dialog.error.text()
    dialog.reject()


@pytest.fixture
def locked_backup(tmp_path: Path) -> Path:
    """A backup of a casebook with a passphrase."""
    source = tmp_path / "source.casebook"
    with factories.firm_book(source) as book:
        factories.add(book, "client", name="Behind a passphrase")
        passphrase.protect(book, WORDS, [], salts())
        casebooks.backup_to(book.path, tmp_path / "locked.casebook", key=book.key)
    return tmp_path / "locked.casebook"


def test_the_first_screen_restores_a_backup_with_its_passphrase(person, locked_backup, tmp_path, monkeypatch):
    person.begin()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(locked_backup), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "new" / "mine"), ""))
    press(person, "Restore a backup")
    dialog = person.dialog(RestoreDialog)
    person.click(dialog.go)
    assert dialog.error.text() == "This is required."
    person.type("wrong words here", dialog.secret)
    person.click(dialog.go)
    person.until(lambda: "does not open" in dialog.error.text())
    person.until(dialog.go.isEnabled)
    dialog.secret.clear()
    person.type(WORDS, dialog.secret)
    person.click(dialog.go)
    restored(person)
    assert person.book.path == tmp_path / "new" / "mine.casebook"
    assert [each.name for each in person.all(Client)] == ["Behind a passphrase"]
    assert person.book.key is not None


@pytest.mark.parametrize("given_up", ["open", "save"])
def test_the_first_screen_restores_nothing_when_no_file_is_chosen(person, tmp_path, monkeypatch, given_up):
    person.begin()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("" if given_up == "open" else "some.casebook", ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    press(person, "Restore a backup")
    assert person.dialogs() == []


def test_a_restore_that_fails_on_the_first_screen_says_why(person, tmp_path, monkeypatch):
    person.begin()
    letter = tmp_path / "letter.casebook"
    letter.write_bytes(b"A letter. " * 100)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(letter), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "new.casebook"), ""))
    press(person, "Restore a backup")
    person.click(person.dialog(RestoreDialog).go)
    person.until(lambda: "is not a casebook" in person.seen())
    assert not (tmp_path / "new.casebook").exists()


def test_the_first_folder_can_be_chosen_and_set_back(window, tmp_path, monkeypatch):
    place = tmp_path / ("a folder with a long name " * 4).strip()
    place.mkdir()
    page = window.page("settings").backups
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(place))
    window.click(page.choose_first)
    backup_timer = window.app.backup_timer
    window.until(lambda: list(place.glob("*.casebook")) and backup_timer.is_still())
    assert str(place) in page.first.text()
    assert page.first.wordWrap()
    window.click(page.own)
    assert window.settings.backups == ""
    assert str(paths.data_dir()) in page.first.text()
    window.until(backup_timer.is_still)


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "1 KB"), (12_300, "12 KB"), (9_940_000, "9.9 MB"), (250_000_000, "250 MB"), (3_210_000_000, "3.2 GB")],
)
def test_sizes_are_said_in_words(count, text):
    assert current().size(count) == text


# --- crash reports ---


def test_a_fault_of_the_program_offers_its_report_without_what_was_typed(window, tmp_path):
    try:
        raise ValueError("Harbour Books owes")
    except ValueError as error:
        report = crash.write_report(error)
    window.app.recovery.crashed(report)
    assert "Something went wrong" in window.seen()
    press(window, "Show the report")
    dialog = window.dialog(CrashDialog)
    text = dialog.text.toPlainText()
    assert "ValueError" in text
    assert "test_restore.py" in text
    assert "Harbour" not in text
    assert str(tmp_path) not in text
    window.click(dialog.copy)
    assert QApplication.clipboard().text() == text
    window.click("Close", dialog)


def test_the_folder_of_reports_is_opened_on_this_computer(window, monkeypatch):
    opened: list[str] = []
    monkeypatch.setattr(
        "clientguard.ui.dialogs.crash_dialog.QDesktopServices.openUrl", lambda url: opened.append(url.toLocalFile())
    )
    report = crash.write_report(ValueError())
    window.app.recovery.crashed(report)
    press(window, "Show the report")
    dialog = window.dialog(CrashDialog)
    window.click(dialog.folder)
    assert opened == [str(report.parent)]
    dialog.accept()


def test_where_no_report_can_be_written_that_is_said(window, clientguard_home):
    (clientguard_home / "data").mkdir(exist_ok=True)
    (clientguard_home / "data" / "crashes").write_text("in the way")
    assert crash.write_report(ValueError()) is None
    window.app.recovery.crashed(None)
    assert "No report could be written" in window.seen()
    crash.watch()
    crash.unwatch()
    assert crash.unseen() is None


def test_a_process_that_was_ended_by_a_fault_is_offered_once_at_the_next_start(person):
    code = "from clientguard import crash; crash.watch(); import faulthandler; faulthandler._sigsegv()"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, timeout=60)
    assert ended.returncode != 0
    person.begin()
    person.app.recovery.offer_report()
    assert "quit unexpectedly" in person.seen()
    press(person, "Show the report")
    dialog = person.dialog(CrashDialog)
    text = dialog.text.toPlainText()
    assert "Fatal Python error: Segmentation fault" in text
    assert "/" not in text.partition("Fatal")[2]
    dialog.accept()
    person.app.recovery.offer_report()
    assert not [each for each in crash.folder().glob("running-*") if crash._watching is None]
    person.app.recovery.unwatch()
    assert crash.unseen() is None


def test_a_process_that_ended_well_or_was_killed_leaves_nothing_to_offer(person):
    for code in ("crash.unwatch()", "import os; os._exit(3)"):
        whole = f"from clientguard import crash; crash.watch(); {code}"
        subprocess.run([sys.executable, "-c", whole], check=False, timeout=60)
    assert crash.unseen() is None
    assert not list(crash.folder().glob("running-*"))


def test_old_reports_are_not_kept_for_ever(monkeypatch):
    monkeypatch.setattr(crash, "KEPT", 3)
    for _ in range(5):
        crash.write_report(ValueError())
    newest = crash.unseen()
    assert len(list(crash.folder().glob("2*.txt"))) == 3
    assert newest is not None
    assert hashlib.sha256(newest.read_bytes()).hexdigest()
    crash.seen(newest)
    assert crash.unseen() is None


def test_a_trace_of_a_running_process_is_left_alone():
    crash.watch()
    assert crash.unseen() is None
    assert len(list(crash.folder().glob("running-*"))) == 1
    crash.unwatch()
    assert crash.report_text(crash.folder() / "none.txt") == ""
