"""Removing says what hangs on it, is undone by Ctrl+Z, and what was removed has a page with the way back."""

from __future__ import annotations

from PySide6.QtCore import Qt

from clientguard.domain.records import Client, Invoice
from clientguard.ui.dialogs.parties.remove_dialog import RemoveDialog
from clientguard.ui.widgets.toast import Toast
from tests.ui.conftest import Person

CTRL = Qt.KeyboardModifier.ControlModifier


def undo(window: Person) -> None:
    window.front()
    window.press(Qt.Key.Key_Z, CTRL, on=window.window)
    window.rest()


def test_removing_a_client_says_what_hangs_on_it_and_is_undone(window: Person):
    page = window.page("clients")
    page.table.choose(window.ids["harbour"])
    window.rest()
    page.table.remove_selected()
    dialog = window.dialog(RemoveDialog)
    assert "Remove “Harbour Books”?" in window.seen(dialog)
    assert {"Contracts: 1", "Invoices: 1", "Messages: 1"} <= set(dialog.hanging.text().split(", "))
    with window.qtbot.waitSignal(dialog.finished):
        window.click(dialog.save)
    window.rest()
    assert "Harbour Books" not in [each.name for each in window.all(Client)]
    assert window.toast() == "1 record removed."
    undo(window)
    assert "Harbour Books" in [each.name for each in window.all(Client)]


def test_cancel_removes_nothing(window: Person):
    intents = window.window.intents
    assert intents is not None
    intents.remove([window.ids["R-2"]])
    dialog = window.dialog(RemoveDialog)
    assert dialog.hanging.text() == "Payments: 1"
    dialog.reject()
    window.rest()
    assert "R-2" in [each.number for each in window.all(Invoice)]


def test_ctrl_z_undoes_what_was_saved_also_when_its_sentence_is_gone(window: Person):
    dialog = window.open_record("client", "lumen") if window.page("client", "lumen") else None
    window.save(dialog, name="Lumen House")
    window.window.findChild(Toast).hide()
    dialog = window.open_form("problem", client=window.ids["lumen"])
    window.save(dialog, title="No answer")
    undo(window)
    assert window.toast() == "Problem removed again."
    undo(window)
    assert window.read(Client, "lumen").name == "Lumen Studio"
    assert not window.window.can_undo()


def test_the_page_of_removed_records_lists_and_restores_them(window: Person):
    intents = window.window.intents
    assert intents is not None
    page = window.page("removed")
    window.rest()
    assert "Nothing was removed." in window.seen(page)
    intents.remove([window.ids["problem"]])
    window.rest()
    (row,) = page.model.rows
    assert (row.kind, row.title, row.owner) == ("problem", "Paid late again", "Harbour Books")
    window.until(page.restore.isVisible)
    at = page.view.visualRect(page.model.index(0, 2)).center()
    window.qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert page.selection() == [window.ids["problem"]]
    window.click("Restore", page)
    window.rest()
    assert page.model.rows == ()
    assert window.toast() == "1 record restored."
