"""The text of a letter is edited in Settings beside what comes of it; a wrong one says its line and is not used."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from clientguard.actions.communication import letter_templates
from clientguard.actions.records import editing
from clientguard.store.views.business import business
from clientguard.ui.dialogs.letters.template_dialog import TemplateDialog
from tests.ui.conftest import Person


@pytest.fixture
def payable(window: Person) -> Person:
    with window.book.read() as db:
        firm = business(db)
    assert firm is not None
    editing.change_record(window.book, firm, payment_details="NL12 RABO 0123")
    return window


def open_text(window: Person, kind: str = "reminder") -> TemplateDialog:
    part = window.page("settings").letters
    window.until(part.edit.isEnabled)
    part.kind.setCurrentIndex(part.kind.findData(kind))
    part.kind.activated.emit(part.kind.currentIndex())
    window.click(part.edit)
    return window.dialog(TemplateDialog)


def used(window: Person, kind: str = "reminder") -> str:
    with window.book.read() as db:
        return letter_templates.template_of(db, kind, "en").body


def close(window: Person, dialog: TemplateDialog) -> None:
    dialog.done(0)  # without a question about what was typed
    window.until(lambda: not window.dialogs())
    window.rest()


def test_the_preview_follows_what_is_typed_and_is_about_a_client_who_owes(payable: Person):
    dialog = open_text(payable)
    payable.until(lambda: "R-4" in dialog.preview.subject.text())
    assert dialog.preview.client.currentText() == "Casa Verde"
    assert not dialog.preview.note.isVisible()
    dialog.letter.setPlainText("Please pay {{ invoice.number }}.")
    payable.until(lambda: dialog.preview.letter.toPlainText() == "Please pay R-4.\n")
    dialog.preview.client.choose(payable.ids["harbour"])
    dialog.preview.client.edited.emit()
    payable.until(lambda: dialog.preview.letter.toPlainText() == "Please pay R-1.\n")
    assert [dialog.preview.invoice.itemText(each) for each in range(dialog.preview.invoice.count())][1:] == ["R-1"]
    close(payable, dialog)


def test_a_wrong_text_says_its_line_and_the_last_good_one_stays(payable: Person):
    before = used(payable)
    dialog = open_text(payable)
    payable.until(lambda: dialog.preview.letter.toPlainText())
    shown = dialog.preview.letter.toPlainText()
    dialog.letter.setPlainText("Dear all,\n\n{% for x in y %}{% endfor %}")
    payable.until(dialog.letter_error.isVisible)
    assert dialog.letter_error.text().startswith("Line 3: ")
    assert len(dialog.letter.extraSelections()) == 1
    assert dialog.preview.letter.toPlainText() == shown
    payable.click(dialog.save)
    payable.until(dialog.save.isEnabled)
    assert dialog.status.text() == "The text was not saved. The one before it stays in use."
    assert used(payable) == before
    dialog.subject.setText("{{ invoice.colour }}")
    dialog.letter.setPlainText("Fine.")
    payable.until(dialog.subject_error.isVisible)
    assert "invoice.colour" in dialog.subject_error.text()
    assert not dialog.letter_error.isVisible()
    dialog.subject.setText("Fine")
    payable.until(lambda: not dialog.subject_error.isVisible())
    close(payable, dialog)


def test_a_text_is_saved_used_and_given_up_for_the_shipped_one(payable: Person):
    shipped = used(payable)
    part = payable.page("settings").letters
    payable.until(lambda: part.state.text() == "The shipped text is used.")
    dialog = open_text(payable)
    dialog.letter.setPlainText("Please pay {{ invoice.number }}.")
    with payable.qtbot.waitSignal(dialog.finished):
        payable.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    payable.until(lambda: part.state.text() == "Your own text is used.")
    assert part.kind.currentText() == "Polite reminder (your own text)"
    assert used(payable) == "Please pay {{ invoice.number }}.\n"
    dialog = open_text(payable)
    assert dialog.letter.toPlainText() == "Please pay {{ invoice.number }}.\n"
    payable.click(dialog.again)
    assert dialog.letter.toPlainText() == shipped
    dialog.letter.undo()
    assert dialog.letter.toPlainText() == "Please pay {{ invoice.number }}.\n"
    payable.click(dialog.again)
    payable.click(dialog.save)
    payable.until(lambda: part.state.text() == "The shipped text is used.")
    assert used(payable) == shipped


def test_a_fact_is_put_where_the_cursor_was_from_the_keyboard(payable: Person):
    dialog = open_text(payable)
    dialog.letter.setPlainText("")
    dialog.letter.setFocus()
    menu = dialog.insert.menu()
    groups = {each.text(): each.menu() for each in menu.actions()}
    assert list(groups) == ["The client", "You", "The invoice", "The letter"]  # no contract in a reminder
    facts = {each.text(): each for each in groups["The invoice"].actions()}
    facts["Due date"].trigger()
    assert dialog.letter.toPlainText() == "{{ invoice.due }}"
    assert dialog.letter.hasFocus()
    dialog.letter.setPlainText("See it.")
    dialog.letter.selectAll()
    facts["Only if its PDF is attached"].trigger()
    assert dialog.letter.toPlainText() == "{% if invoice.has_pdf %}See it.{% endif %}"
    dialog.subject.setFocus()
    dialog.subject.setText("")
    facts["Number"].trigger()
    assert dialog.subject.text() == "{{ invoice.number }}"
    close(payable, dialog)


def test_what_the_record_lacks_is_made_up_and_said(window: Person):
    dialog = open_text(window)
    window.until(dialog.preview.note.isVisible)
    assert "No payment details are on record." in dialog.preview.note.text()
    assert dialog.preview.note.text().endswith("What is missing is made up here.")
    close(window, dialog)


def test_what_was_typed_and_not_saved_is_there_again(payable: Person):
    dialog = open_text(payable)
    dialog.letter.setPlainText("Half a thou")
    dialog.draft.keep()
    payable.rest()
    dialog.done(0)
    payable.until(lambda: not payable.dialogs())
    dialog = open_text(payable)
    assert dialog.letter.toPlainText() == "Half a thou"
    close(payable, dialog)
