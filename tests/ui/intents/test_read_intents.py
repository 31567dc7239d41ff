"""Evidence opens to be read: nothing in it changes without a reason, and files can still be added to it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit

from clientguard.actions.communication import import_mail
from clientguard.domain.records import Attachment, Message
from clientguard.store.records import lookup
from clientguard.ui.dialogs.correct_dialog import CorrectDialog
from clientguard.ui.dialogs.reading.read_dialog import ReadDialog
from tests.ui.conftest import Person

EML = b"""From: Joan Field <joan@harbour.example>
To: ada@north.example
Subject: Colours
Date: Fri, 20 Nov 2026 16:12:00 +0700
Message-ID: <1@harbour.example>

Blue, please.
"""


@pytest.fixture
def imported(window: Person) -> int:
    file = window.home / "colours.eml"
    file.write_bytes(EML)
    import_mail.import_mail(window.book, [file], window.ids["harbour"])
    with window.book.read() as db:
        (found,) = lookup.find_records(db, Message, "t.subject = 'Colours'")
    return found.id


def reading(window: Person, record: int) -> ReadDialog:
    window.window.intents.open("message", record)
    return window.dialog(ReadDialog)


def test_an_imported_message_is_read_and_changed_by_a_correction_alone(window: Person, imported: int):
    before = window.read(Message, imported)
    dialog = reading(window, imported)
    assert not dialog.save.isVisible()
    for editor in dialog.form.editors.values():
        if isinstance(editor.input, QLineEdit | QPlainTextEdit):
            window.type("X", editor.input)
        elif isinstance(editor.input, QComboBox):
            window.press(Qt.Key.Key_Down, on=editor.input)
    assert dialog.form.record() == before
    assert "required" not in dialog_texts(window, dialog)
    window.click("Correct message …", dialog)
    correction = window.dialog(CorrectDialog)
    window.type("It is about the logo.", correction.form.why)
    window.save(correction, subject="Colours of the logo")
    window.rest()
    assert window.read(Message, imported).subject == "Colours of the logo"
    assert window.read(Message, imported).body == before.body


def test_what_is_read_beside_the_list_is_corrected_from_there(window: Person, imported: int):
    page = window.page("messages")
    page.table.choose(imported)
    window.until(lambda: page.reader.subject.text() == "Colours")
    window.click("Correct message …", page.reader)
    window.close_form(window.dialog(CorrectDialog))
    page.table.choose(window.ids["message"])  # logged by hand: it is changed in its form
    window.until(lambda: page.reader.subject.text() == "About the shop")
    assert not page.reader.correct.isVisible()


def dialog_texts(window: Person, dialog: ReadDialog) -> list[str]:
    return window.seen(dialog).splitlines()


def test_a_file_can_be_added_to_evidence(window: Person, imported: int):
    scan = window.home / "scan.txt"
    scan.write_text("Signed.", encoding="utf-8")
    dialog = reading(window, imported)
    dialog.attach([scan])
    window.save(dialog)
    window.rest()
    with window.book.read() as db:
        assert [each.name for each in lookup.find_records(db, Attachment, 't."of" = ?', imported)] == ["scan.txt"]


def test_a_message_that_was_logged_by_hand_opens_in_its_form(window: Person):
    dialog = window.open_record("message", "message")
    assert not dialog.form.editors["subject"].input.isReadOnly()
    window.close_form(dialog)
