"""Locking the open casebook: whatever is open goes, what runs ends first, and the file is at rest."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication, QInputDialog, QMessageBox

from clientguard.actions.casebook import backups
from clientguard.actions.records import editing, undoing
from clientguard.domain.records import Client, Contact
from clientguard.errors import Cancelled, KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.plain_errors import LockedError
from clientguard.store.views.drafts import draft
from clientguard.ui.dialogs.import_dialog import ImportDialog
from clientguard.ui.dialogs.preview_dialog import PreviewDialog
from clientguard.ui.pages.client import ClientPage
from clientguard.ui.session.jobs import Job
from tests.ui.conftest import Person
from tests.ui.keyed import asking, drop, gone, guess, lock, opened, unlock, within
from tests.ui.settled import left_open


@pytest.fixture(autouse=True)
def own_clipboard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have Qt know that what is on the clipboard is the app's: without a screen it cannot tell."""
    QApplication.clipboard().clear()
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _self: True)


@pytest.fixture
def guarded(person: Person, _practice: tuple[Path, dict[str, int]], tmp_path: Path) -> Person:
    """The person with the practice open, which has a passphrase."""
    return opened(person, _practice[0], tmp_path)


# --- whatever is open goes ---


def test_a_form_half_typed_is_offered_when_it_is_opened_again(guarded: Person):
    guarded.page("client", "harbour")
    dialog = guarded.open_form("contact", client=guarded.ids["harbour"])
    guarded.enter(dialog, name="Half typed", role="Pays")
    lock(guarded)
    guess(guarded, "wrong words")
    guarded.until(asking(guarded).error.isVisible)
    unlock(guarded)
    page = guarded.window.pages["client"]
    assert isinstance(page, ClientPage)
    assert page.client == guarded.ids["harbour"]
    assert guarded.dialogs() == []
    again = guarded.open_form("contact", client=guarded.ids["harbour"])
    assert "What you entered is still here." in guarded.seen(again)
    assert again.form.texts()["name"] == "Half typed"
    assert again.form.texts()["role"] == "Pays"
    guarded.save(again)
    guarded.rest()
    assert [each.role for each in guarded.all(Contact) if each.name == "Half typed"] == ["Pays"]


def test_a_question_over_a_form_is_closed_without_an_answer(guarded: Person):
    dialog = guarded.open_form("client")
    guarded.type("Half typed")
    book = guarded.book
    within(dialog.reject, guarded.app.lock)
    gone(guarded, book)
    unlock(guarded)
    again = guarded.open_form("client")
    assert again.form.texts()["name"] == "Half typed"
    drop(guarded, again)
    with guarded.book.read() as db:
        assert draft(db, "client:new") is None


def test_a_file_dialog_and_a_box_that_somebody_waits_for_are_closed(guarded: Person):
    book = guarded.book
    within(lambda: guarded.app.choose(None), guarded.app.lock)
    gone(guarded, book)
    unlock(guarded)
    answers: list[object] = []
    within(lambda: answers.append(QInputDialog.getText(guarded.window, "Why", "Why")), guarded.app.lock)
    guarded.until(lambda: not left_open(guarded.window))
    assert answers == [("", False)]
    unlock(guarded)
    box = QMessageBox(guarded.window)
    box.setText("Harbour Books")
    within(box.exec, guarded.app.lock)
    gone(guarded, book)
    unlock(guarded)


def test_menus_lists_and_calendars_are_closed(guarded: Person):
    page = guarded.page("clients")
    table = page.table
    table.choose(guarded.ids["lumen"])
    table._menu(QPoint(10, 10))
    guarded.menu()
    lock(guarded)
    unlock(guarded)
    assert guarded.window.here == "clients"
    assert guarded.window.pages["clients"].table.selection() == [guarded.ids["lumen"]]
    for field in ("channel", "client", "at"):
        guarded.window.log_message()
        dialog = guarded.dialog()
        if field != "client":
            guarded.click("More fields", dialog)
        opened = dialog.form.editors[field].input
        if field == "client":
            guarded.type("har", opened)
        elif field == "channel":
            opened.showPopup()
        guarded.until(lambda field=field: field == "at" or QApplication.activePopupWidget())
        lock(guarded)
        unlock(guarded)
        assert guarded.dialogs() == []


def test_a_calendar_is_closed(guarded: Person):
    dialog = guarded.open_form("invoice", client=guarded.ids["lumen"])
    dialog.form.editors["issued"].input.open_calendar()
    guarded.until(QApplication.activePopupWidget)
    lock(guarded)
    unlock(guarded)
    assert guarded.dialogs() == []


def test_a_paper_and_the_search_box_are_closed_for_good(guarded: Person):
    guarded.window.search()
    guarded.until(guarded.dialogs)
    lock(guarded)
    unlock(guarded)
    assert guarded.window.intents is not None
    guarded.window.intents.report(guarded.ids["harbour"])
    guarded.until(lambda: any(isinstance(each, PreviewDialog) for each in guarded.dialogs()))
    lock(guarded)
    unlock(guarded)
    assert guarded.dialogs() == []


def test_what_was_copied_and_what_the_window_just_said_go_too(guarded: Person):
    page = guarded.page("clients")
    page.table.choose(guarded.ids["harbour"])
    guarded.look()
    page.table.copy_selected()
    guarded.look()
    guarded.window.say("Harbour Books saved.", lambda: None)
    assert "Harbour" in QApplication.clipboard().text()
    lock(guarded)
    assert QApplication.clipboard().text() == ""
    unlock(guarded)


def test_every_page_goes(guarded: Person):
    for place in ("today", "clients", "messages", "money", "journal", "settings"):
        guarded.page(place)
    guarded.page("leaving", "leaving")
    page = guarded.page("client", "harbour")
    for key in page.tabs.buttons:
        page.show_section(key)
    lock(guarded)
    unlock(guarded)


# --- work that runs ---


def test_a_running_import_is_rolled_back_first(guarded: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    begun = threading.Event()

    def import_any(
        book: Casebook, _paths: Sequence[Path], *, client: int, cancelled: Callable[[], bool], **_rest: Any
    ) -> None:
        def work(write: Any) -> None:
            editing.put_record(write, Contact(client=client, name="Half written"))
            begun.set()
            waiting = threading.Event()
            while not cancelled():
                waiting.wait(0.01)
            raise Cancelled

        book.write(work)

    monkeypatch.setattr("clientguard.actions.communication.incoming.import_any.import_any", import_any)
    file = tmp_path / "Half typed.mbox"
    file.touch()
    assert guarded.window.intents is not None
    dialog = guarded.window.intents.import_mail([file])
    assert isinstance(dialog, ImportDialog)
    guarded.look()
    dialog.client.setCurrentIndex(1)
    guarded.click(dialog.start)
    guarded.until(begun.is_set)
    lock(guarded)
    unlock(guarded)
    assert guarded.dialogs() == []
    assert not [each for each in guarded.all(Contact) if each.name == "Half written"]


def test_work_that_cannot_be_cancelled_is_waited_for_beside_the_screen(guarded: Person):
    go_on = threading.Event()
    heard: list[object] = []
    book, key, session = guarded.book, guarded.book.key, guarded.window.session
    assert key is not None
    assert session is not None

    def work(_job: Job) -> object:
        go_on.wait(10)
        return editing.save_record(book, Client(name="To its end"))

    session.do(work, done=heard.append)
    guarded.app.lock()
    page = asking(guarded)
    assert not page.field.isEnabled()
    assert page.status.text() == "Finishing what was in progress …"
    assert not guarded.window.rail.isVisible()
    go_on.set()
    guarded.until(page.field.isEnabled)
    assert page.field.hasFocus()
    gone(guarded, book)
    assert not any(key.raw)
    assert heard == []
    unlock(guarded)
    assert any(each.name == "To its end" for each in guarded.all(Client))


def test_closing_the_window_meanwhile_waits_for_it(guarded: Person):
    go_on = threading.Event()
    book, session = guarded.book, guarded.window.session
    assert session is not None
    session.do(lambda _job: (go_on.wait(10), editing.save_record(book, Client(name="To its end")))[1])
    guarded.app.lock()
    QTimer.singleShot(0, lambda: None)
    threading.Timer(0.05, go_on.set).start()
    guarded.app.close()
    with pytest.raises(LockedError):
        Casebook.open(book.path)
    guarded.open(book.path)
    unlock(guarded)
    assert any(each.name == "To its end" for each in guarded.all(Client))


def test_a_backup_that_is_being_written_is_given_up(guarded: Person, monkeypatch: pytest.MonkeyPatch):
    begun = threading.Event()

    def back_up(*_arguments: Any, cancelled: Callable[[], bool], **_rest: Any) -> None:
        begun.set()
        waiting = threading.Event()
        while not cancelled():
            waiting.wait(0.01)
        raise Cancelled

    backup_timer = guarded.app.backup_timer
    assert backup_timer is not None
    with monkeypatch.context() as slow:
        slow.setattr(backups, "back_up", back_up)
        assert backup_timer.look()
        guarded.until(begun.is_set)
        guarded.app.lock()
        assert asking(guarded).field.isEnabled()  # at once: nothing is waited for
    unlock(guarded)


@pytest.mark.parametrize("fails", [False, True])
def test_a_form_that_was_being_saved_is_either_saved_or_there_again(
    guarded: Person, monkeypatch: pytest.MonkeyPatch, fails: bool
):
    begun, go_on = threading.Event(), threading.Event()
    save = undoing.save

    def slowly(*arguments: Any, **options: Any) -> Any:
        begun.set()
        go_on.wait(10)
        if fails:
            raise KnownError("The disk is full.")
        return save(*arguments, **options)

    with monkeypatch.context() as slow:
        slow.setattr(undoing, "save", slowly)
        dialog = guarded.open_form("client")
        guarded.type("Half typed")
        guarded.click(dialog.save)
        guarded.until(begun.is_set)
        guarded.app.lock()
        go_on.set()
        guarded.until(asking(guarded).field.isEnabled)
    unlock(guarded)
    saved = [each.name for each in guarded.all(Client) if each.name == "Half typed"]
    if fails:
        assert saved == []
        dialog = guarded.open_form("client")
        assert dialog.form.texts()["name"] == "Half typed"
        guarded.save(dialog)
        guarded.rest()
    else:
        assert saved == ["Half typed"]
        dialog = guarded.open_form("client")
        assert dialog.form.texts()["name"] == ""
        guarded.close_form(dialog)


def test_no_backup_is_made_at_this_close_but_at_the_next_look(guarded: Person):
    backup_timer = guarded.app.backup_timer
    assert backup_timer is not None
    editing.save_record(guarded.book, Client(name="New"))
    places = backup_timer.places()
    lock(guarded)
    assert not any(each.folder.exists() and list(each.folder.glob("*.casebook")) for each in places)
    unlock(guarded)
    backup_timer = guarded.app.backup_timer
    assert backup_timer is not None
    assert backup_timer.look()
    guarded.until(backup_timer.is_still)
    guarded.until(lambda: not backup_timer.slot.busy)
    assert backups.newest(guarded.book, places) is not None
