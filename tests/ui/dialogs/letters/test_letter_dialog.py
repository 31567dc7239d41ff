"""A letter is drafted, edited, taken out, and recorded only on the user's word (P3.3)."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPushButton

from clientguard.actions.records import editing
from clientguard.domain.records import Message
from clientguard.store.views.business import business
from clientguard.ui.dialogs.letters.letter_dialog import LetterDialog
from clientguard.ui.dialogs.preview_dialog import PreviewDialog
from tests.ui.conftest import Person


@pytest.fixture
def payable(window: Person) -> Person:
    with window.book.read() as db:
        firm = business(db)
    assert firm is not None
    editing.change_record(window.book, firm, payment_details="NL12 RABO 0123", email="ada@north.example")
    return window


def letter(window: Person) -> LetterDialog:
    assert window.window.intents is not None
    window.window.intents.remind(window.ids["R-4"])
    return window.dialog(LetterDialog)


def press(window: Person, dialog: LetterDialog, word: str) -> None:
    window.click(next(each for each in dialog.findChildren(QPushButton) if each.text().strip() == word))


def test_what_is_lacking_is_said_instead(window: Person):
    assert window.window.intents is not None
    window.window.intents.remind(window.ids["R-4"])
    window.until(lambda: "No payment details are on record." in window.seen())
    assert not window.dialogs()


def test_the_words_as_edited_are_recorded_when_the_user_says_so(payable: Person):
    dialog = letter(payable)
    assert "R-4" in dialog.subject.text()
    assert payable.seen(dialog).count("has no PDF on record") == 1
    shown = dialog.letter.document().toRawText()
    assert "€\u00a01,350.00" in shown  # no amount is broken in two
    assert "€ 1,350.00" in dialog.text.body  # mail has plain spaces
    count = len(payable.all(Message))
    dialog.letter.setPlainText("Please look at invoice R-4.")
    dialog.way.setCurrentIndex(1)
    payable.type("RR 12", dialog.proof)
    payable.click(dialog.save)
    payable.until(lambda: not payable.dialogs())
    assert len(payable.all(Message)) == count + 1
    (kept,) = [each for each in payable.all(Message) if each.template]
    assert (kept.body, kept.channel, kept.sent_proof) == ("Please look at invoice R-4.\n", "letter", "RR 12")
    assert payable.toast() == "The letter is on record as sent."


def test_an_empty_letter_is_not_recorded(payable: Person):
    dialog = letter(payable)
    dialog.letter.setPlainText(" ")
    payable.click(dialog.save)
    assert dialog.letter_error.isVisible()
    assert not [each for each in payable.all(Message) if each.template]
    dialog.show_saved()
    dialog.draft.settle()
    dialog.reject()


def test_it_goes_out_as_mail_file_paper_text_or_through_the_mail_program(
    payable: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    dialog = letter(payable)
    press(payable, dialog, "Copy")
    assert QGuiApplication.clipboard().text().startswith(dialog.subject.text())
    target = tmp_path / "reminder.eml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(target), ""))
    press(payable, dialog, "Save as mail file …")
    payable.until(target.exists)
    assert b"R-4" in target.read_bytes()
    asked: list[QUrl] = []

    def open_url(url: QUrl) -> bool:
        asked.append(url)
        return False

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    press(payable, dialog, "Open in mail program")
    assert asked[0].scheme() == "mailto"
    assert "R-4" in asked[0].query()
    assert dialog.status.text().startswith("No mail program could be opened.")
    press(payable, dialog, "On paper …")
    preview = payable.dialog(PreviewDialog)
    assert preview.view.pageCount() == 1
    preview.close()
    assert dialog.way.currentData() == "letter"
    assert not [each for each in payable.all(Message) if each.template]
    dialog.reject()
