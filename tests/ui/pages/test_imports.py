"""Imports in the window: listed, undone as a whole, and the original of a message saved."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from clientguard.actions.communication import import_mail
from clientguard.actions.records import editing
from clientguard.domain.records import ImportRun, Message
from clientguard.ui.dialogs.import_dialog import ImportDialog
from clientguard.ui.dialogs.tables.table_dialog import TableDialog
from clientguard.ui.pages.listing import ImportsPage
from tests.ui.conftest import Person

LETTER = (
    b"From: Joan Field <joan@harbour.example>\nTo: ada@north.example\nSubject: Colours\n"
    b"Date: Thu, 19 Nov 2026 10:00:00 +0100\nMessage-ID: <1@harbour.example>\n\nBlue, please.\n"
)


def imported(window: Person, path: Path) -> Message:
    path.write_bytes(LETTER)
    import_mail.import_mail(window.book, [path], window.ids["casa"])
    return next(each for each in window.all(Message) if each.imported_by)


def test_an_import_is_listed_and_undone(window: Person, tmp_path: Path):
    message = imported(window, tmp_path / "letter.eml")
    page = window.page("imports")
    assert isinstance(page, ImportsPage)
    window.until(lambda: list(page.table.model.ids) == [message.imported_by])
    assert [word for word, _act in page.table.extras] == ["Undo this import"]
    run_id = message.imported_by or 0
    page.table.extras[0][1](run_id)
    window.until(lambda: not [each for each in window.all(Message) if each.imported_by])
    window.rest()
    (run,) = window.all(ImportRun)
    assert run.undone_on is not None


def test_mail_and_tables_are_imported_from_there(window: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    mail, table = tmp_path / "letter.eml", tmp_path / "clients.csv"
    mail.write_bytes(LETTER)
    table.write_text("Name\nMill\n")
    window.page("imports")
    for path, expected in ((mail, ImportDialog), (table, TableDialog)):
        monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args, path=path: ([str(path)], ""))
        window.click("Import files", window.window.head)
        window.dialog(expected).reject()
        window.until(lambda: not window.dialogs())
    window.rest()


def test_the_original_of_a_message_is_saved(window: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    message = imported(window, tmp_path / "letter.eml")
    target = tmp_path / "saved.eml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    assert window.window.intents is not None
    window.window.intents.save_original(message.id)
    window.until(target.is_file)
    window.rest()
    assert target.read_bytes() == LETTER


def test_what_was_left_out_before_can_be_imported_from_the_result(window: Person, tmp_path: Path):
    message = imported(window, tmp_path / "letter.eml")
    editing.remove_records(window.book, [message.id])
    window.page("client", "casa")
    window.drop(tmp_path / "letter.eml")
    dialog = window.dialog(ImportDialog)
    with window.qtbot.waitSignal(dialog.imported):
        window.click(dialog.start)
    assert dialog.status.text() == "No message was imported. 1 was removed, moved or erased before and was left out."
    with window.qtbot.waitSignal(dialog.imported):
        window.click(dialog.again)
    assert dialog.status.text() == "1 message imported: 0 sent, 1 received."
    window.click("Close", dialog)
