"""The dialog around a form: Enter saves, a failure keeps everything, and nothing typed is lost on the way out."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from clientguard.actions.records import undoing
from clientguard.domain.records import Client, Contract, Payment
from clientguard.errors import KnownError
from clientguard.store.views.drafts import draft
from clientguard.ui.dialogs.files.file_dialog import FileDialog
from tests import factories
from tests.ui.conftest import Person

CTRL = Qt.KeyboardModifier.ControlModifier


def test_enter_saves_from_a_line_and_ctrl_enter_from_a_box(window: Person):
    dialog = window.open_form("client")
    window.type("Northern Light")
    with window.qtbot.waitSignal(dialog.finished):
        window.press(Qt.Key.Key_Return)
    window.until(lambda: "Northern Light" in [each.name for each in window.all(Client)])
    dialog = window.open_form("client")
    window.type("Southern Light")
    box = dialog.form.editors["address"].input
    box.setFocus()
    window.type("1 Quay")
    window.press(Qt.Key.Key_Return)
    window.type("Harbour")
    with window.qtbot.waitSignal(dialog.finished):
        window.press(Qt.Key.Key_Return, CTRL)
    window.until(lambda: "1 Quay\nHarbour" in [each.address for each in window.all(Client)])


def test_a_save_that_fails_keeps_everything_and_says_why(window: Person, monkeypatch: pytest.MonkeyPatch):
    dialog = window.open_form("client")
    window.enter(dialog, name="Northern Light", note="Met at the fair")
    error = KnownError("The disk is full.", kept="Nothing was changed.", todo="Make room, then save again.")
    real = undoing.save

    def refuse(*_args: Any, **_options: Any) -> None:
        raise error

    monkeypatch.setattr(undoing, "save", refuse)
    window.click(dialog.save)
    window.until(lambda: "The disk is full." in dialog.status.text())
    assert dialog.status.text() == "The disk is full. Nothing was changed. Make room, then save again."
    assert dialog.form.texts()["note"] == "Met at the fair"
    monkeypatch.setattr(undoing, "save", real)
    window.save(dialog)
    assert [each.note for each in window.all(Client) if each.name == "Northern Light"] == ["Met at the fair"]


def test_a_file_that_cannot_be_read_leaves_no_half_of_a_record(window: Person, tmp_path: Path):
    dialog = window.open_form("contract", client=window.ids["lumen"])
    window.enter(dialog, title="With its paper")
    paper = tmp_path / "paper.txt"
    dialog.attach([paper])
    assert "paper.txt" in window.seen(dialog)
    window.click(dialog.save)
    window.until(lambda: dialog.save.isEnabled() and "paper.txt" in dialog.status.text())
    assert "With its paper" not in [each.title for each in window.all(Contract)]
    paper.write_text("Signed.", encoding="utf-8")
    window.save(dialog)
    (made,) = [each for each in window.all(Contract) if each.title == "With its paper"]
    with window.book.read() as db:
        assert db.execute('SELECT name FROM attachment WHERE "of" = ?', (made.id,)).fetchall() == [("paper.txt",)]


def test_files_of_a_record_are_listed_with_their_size_and_opened_inside(window: Person):
    dialog = window.open_record("contract", "contract")
    assert "1 KB" in window.seen(dialog)
    window.click("note.txt", dialog)
    shown = window.dialog(FileDialog)
    window.until(lambda: shown.text.toPlainText() == "Agreed on the phone.")
    shown.reject()
    window.close_form(dialog)


def test_files_are_chosen_and_kept_with_the_record(window: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    paper = tmp_path / "paper.txt"
    paper.write_text("Signed.", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([str(paper)], ""))
    dialog = window.open_record("request", "colours")
    window.click("Attach a file", dialog)
    assert "paper.txt" in window.seen(dialog)
    window.answer("Keep editing", dialog.reject)  # a file is something that was entered, too
    window.save(dialog)
    dialog = window.open_record("request", "colours")
    assert window.button("paper.txt", dialog)
    window.close_form(dialog)


def test_what_is_being_saved_is_waited_for(window: Person, monkeypatch: pytest.MonkeyPatch):
    go_on = threading.Event()
    real = undoing.save

    def slow(*args: Any, **options: Any) -> Any:
        assert go_on.wait(10)
        return real(*args, **options)

    monkeypatch.setattr(undoing, "save", slow)
    dialog = window.open_form("client")
    window.type("Northern Light")
    window.press(Qt.Key.Key_Return)
    assert dialog.status.text() == "Saving …"
    window.press(Qt.Key.Key_Return)  # twice is once
    window.press(Qt.Key.Key_Escape, on=dialog)
    assert dialog.isVisible()
    with window.qtbot.waitSignal(dialog.finished):
        go_on.set()
    assert [each.name for each in window.all(Client)].count("Northern Light") == 1


# --- what follows from other records ---


def test_a_payment_takes_the_currency_of_the_invoice_that_is_chosen(window: Person):
    client = window.ids["harbour"]
    dollars = factories.add(window.book, "invoice", client=client, number="R-USD", amount=100_00, currency="USD")
    dialog = window.open_form("payment", client=client)
    assert dialog.form.texts()["currency"] == "EUR"
    window.enter(dialog, invoice="R-USD")
    window.press(Qt.Key.Key_Tab)
    assert dialog.form.texts()["currency"] == "USD"
    window.save(dialog, amount="100", detail="By card")
    (made,) = [each for each in window.all(Payment) if each.detail == "By card"]
    assert (made.invoice, made.amount, made.currency) == (dollars, 100_00, "USD")


def test_a_saved_record_stays_with_its_client(window: Person):
    dialog = window.open_record("contact", "contact")
    assert not dialog.form.editors["client"].isEnabled()
    assert dialog.form.editors["name"].isAncestorOf(QApplication.focusWidget())
    window.close_form(dialog)
    dialog = window.open_form("contact")
    assert dialog.form.editors["client"].isEnabled()
    window.close_form(dialog)


# --- drafts, and closing ---


def test_closing_asks_only_when_something_was_typed(window: Person):
    dialog = window.open_form("client")
    with window.qtbot.waitSignal(dialog.finished):
        window.press(Qt.Key.Key_Escape, on=dialog)
    dialog = window.open_form("client")
    window.type("North")
    window.answer("Keep editing", lambda: window.press(Qt.Key.Key_Escape, on=dialog))
    assert dialog.isVisible()
    assert dialog.form.texts()["name"] == "North"
    window.answer("Discard it", lambda: window.press(Qt.Key.Key_Escape, on=dialog))
    window.until(lambda: not window.dialogs())
    window.rest()
    dialog = window.open_form("client")
    assert dialog.form.texts()["name"] == ""
    window.close_form(dialog)


def test_escape_in_the_question_goes_on_editing(window: Person, monkeypatch: pytest.MonkeyPatch):
    dialog = window.open_form("client")
    window.type("North")
    monkeypatch.setattr(QMessageBox, "exec", lambda self: self.escapeButton().click())
    dialog.reject()
    assert dialog.isVisible()
    monkeypatch.undo()
    window.answer("Discard it", dialog.reject)
    window.rest()


def test_a_draft_is_kept_and_offered_again(window: Person):
    dialog = window.open_form("contact", client=window.ids["lumen"])
    window.type("Una")
    window.answer("Keep it as a draft", dialog.reject)
    window.rest()
    dialog = window.open_form("contact", client=window.ids["casa"])
    assert dialog.form.texts()["name"] == ""  # it is another client's
    window.close_form(dialog)
    dialog = window.open_form("contact", client=window.ids["lumen"])
    assert dialog.form.texts()["name"] == "Una"
    assert "You started this earlier and did not save it. What you entered is still here." in window.seen(dialog)
    window.save(dialog, role="Pays")
    dialog = window.open_form("contact", client=window.ids["lumen"])
    assert dialog.form.texts()["name"] == ""
    window.close_form(dialog)


def test_a_draft_can_be_thrown_away_and_the_form_begun_anew(window: Person):
    dialog = window.open_form("client")
    window.type("Una")
    window.answer("Keep it as a draft", dialog.reject)
    window.rest()
    dialog = window.open_form("client")
    window.click("Start over", dialog)
    assert dialog.form.texts()["name"] == ""
    window.rest()
    window.close_form(dialog)
    with window.book.read() as db:
        assert draft(db, "client:new") is None


def test_what_is_typed_is_kept_while_one_types_so_that_a_power_cut_costs_nothing(window: Person):
    dialog = window.open_form("client")
    dialog.draft.pause.setInterval(0)
    window.type("Una")

    def kept() -> str:
        with window.book.read() as db:
            return (draft(db, "client:new") or {}).get("name", "")

    window.until(lambda: kept() == "Una")
    window.rest()
    window.answer("Discard it", dialog.reject)
    window.rest()
    assert kept() == ""


def test_the_draft_of_one_payment_is_not_offered_for_another_invoice(window: Person):
    intents = window.window.intents
    assert intents is not None
    other = factories.add(window.book, "invoice", client=window.ids["harbour"], number="R-7", amount=100)
    intents.record_payment(window.ids["R-1"])
    dialog = window.dialog()
    window.enter(dialog, amount="2000")
    window.answer("Keep it as a draft", dialog.reject)
    window.rest()
    intents.record_payment(other)
    dialog = window.dialog()
    assert dialog.windowTitle() == "Record payment for R-7"
    assert dialog.form.texts()["amount"] == "1.00"
    window.close_form(dialog)


def test_a_name_that_another_client_has_is_said_and_leads_there(window: Person):
    """It stops nobody: two clients may have one name."""
    dialog = window.open_form("client")
    window.enter(dialog, name="HARBOUR  books")
    window.until(lambda: dialog.namesake.isVisible())
    assert "There is already a client of this name." in window.seen(dialog)
    window.enter(dialog, name="Harbour Bookshop")
    window.until(lambda: not dialog.namesake.isVisible())
    window.enter(dialog, name="harbour books")
    window.until(lambda: dialog.namesake.isVisible())
    window.save(dialog)
    assert len([each for each in window.all(Client) if each.name.casefold() == "harbour books"]) == 2


def test_the_other_client_of_the_same_name_is_opened_instead(window: Person, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("clientguard.ui.dialogs.unsaved.ask", lambda *_args, **_options: "drop")
    dialog = window.open_form("client")
    window.enter(dialog, name="Harbour Books")
    window.until(lambda: dialog.namesake.isVisible())
    with window.qtbot.waitSignal(dialog.finished):
        window.click(dialog.namesake.open)
    window.until(lambda: window.window.intents.current_client == window.ids["harbour"])
    assert len([each for each in window.all(Client) if each.name == "Harbour Books"]) == 1


def test_the_only_client_is_filled_in_wherever_the_form_comes_from(empty: Person):
    harbour = factories.add(empty.book, "client", name="Harbour Books", currency="SEK")
    empty.page("today")
    dialog = empty.open_form("invoice")
    assert dialog.form.editors["client"].text() == f"#{harbour}"
    assert not dialog.form.editors["client"].input.hasFocus()
    assert dialog.form.editors["currency"].text() == "SEK"
    empty.close_form(dialog)  # nothing was typed
    assert empty.window.intents is not None
    empty.window.intents.log_message()
    dialog = empty.dialog()
    assert dialog.form.editors["client"].text() == f"#{harbour}"
    empty.close_form(dialog)
    factories.add(empty.book, "client", name="Lumen")
    dialog = empty.open_form("contract")
    assert dialog.form.editors["client"].text() == ""
    empty.close_form(dialog)
