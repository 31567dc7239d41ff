"""The screens of damage, restoring and crash reports in the pseudo-language: nothing cut off, nothing untranslated."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from clientguard import crash, paths, texts
from clientguard.actions.casebook import backups
from clientguard.actions.casebook.backups import Place
from clientguard.domain.casebook.backups import Event
from clientguard.domain.wording import said
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.ui.dialogs.crash_dialog import CrashDialog
from clientguard.ui.dialogs.restore_dialog import RestoreDialog
from clientguard.ui.pages.damaged import WorkPage
from clientguard.ui.pages.moved import MovedPage
from tests.ui.app.test_damaged import spoil_tables
from tests.ui.conftest import Person
from tests.ui.screen import look


@pytest.fixture
def far(language: None, person: Person) -> Person:
    """The person at the smallest window, in the pseudo-language."""
    person.window.resize(900, 600)
    return person


@pytest.fixture
def practice(tmp_path: Path, _practice: tuple[Path, dict[str, int]]) -> Path:
    """A copy of the practice, with a backup."""
    path = tmp_path / "practice.casebook"
    path.write_bytes(_practice[0].read_bytes())
    with Casebook.open(path) as book:
        uid = backups.edge(book).uid
        backups.back_up(book, [Place(paths.data_dir() / "backups" / uid)], Event.ASKED)
    return path


def test_the_page_of_a_damaged_casebook(far, practice):
    wrong: list[str] = []
    spoil_tables(practice, "message", "record_kind")
    far.open(practice)
    page = far.app.recovery.page
    QApplication.processEvents()
    look(wrong, "damaged", far.window)
    page.fail(texts.current().error(KnownError(texts.N_("The casebook is closed."))))
    QApplication.processEvents()
    look(wrong, "damaged, failed", far.window)
    page.begin(texts._("Reading …"), can_cancel=True)
    page.progress(30, 400)
    QApplication.processEvents()
    look(wrong, "damaged, reading", far.window)
    page.report(practice, [texts.current().say(said("Records: {records}. Files: {files}.", records=3, files=4))], ["ก"])
    QApplication.processEvents()
    look(wrong, "damaged, salvaged", far.window)
    assert wrong == []


def test_restoring(far, practice):
    wrong: list[str] = []
    far.open(practice)
    far.app.recovery.restore_here()
    dialog = far.dialog(RestoreDialog)
    look(wrong, "restore", dialog)
    for each in (dialog.word, dialog.secret):
        each.show()
    QApplication.processEvents()
    look(wrong, "restore with a passphrase", dialog)
    dialog.reject()
    far.window.notify("stop", texts._("The full check found faults in {name}. Nothing was changed.", name="ก"), "ก")
    whose = far.page("settings").reminders.whose
    names = [whose.itemText(place) for place in range(1, whose.count())]  # of clients: the user's own words
    QApplication.processEvents()
    look(wrong, "settings", far.window)
    far.app.close()
    text = texts._("Checking the backup in full, restoring it, and comparing the result …")
    far.window.show_first_run(WorkPage(text))
    QApplication.processEvents()
    look(wrong, "working", far.window.pages["first run"])
    assert [each for each in wrong if not any(f"entry of Choice : {name!r}" in each for name in names)] == []


def test_a_crash_report(far, practice):
    wrong: list[str] = []
    far.open(practice)
    report = crash.write_report(ValueError())
    far.app.recovery.crashed(report)
    QApplication.processEvents()
    look(wrong, "crashed", far.window)
    far.app.recovery._show_report(report)
    dialog = far.dialog(CrashDialog)
    dialog.text.setPlainText("ก")
    look(wrong, "report", dialog)
    dialog.accept()
    assert wrong == []


@pytest.mark.parametrize("replaced", [True, False])
def test_the_page_of_a_moved_casebook(far, practice, tmp_path, replaced):
    wrong: list[str] = []
    far.open(practice)
    practice.unlink()
    if replaced:
        with Casebook.create(tmp_path / "theirs.casebook") as book:
            pass
        book.path.rename(practice)
    far.app.backup_timer.look(Event.ASKED)
    far.until(lambda: isinstance(far.window.pages.get("first run"), MovedPage))
    page = far.window.pages["first run"]
    far.until(page.other.isEnabled)
    page.go_on(texts._("What you were entering is kept until you open that file or close the window."))
    QApplication.processEvents()
    look(wrong, "moved", far.window)
    assert wrong == []
