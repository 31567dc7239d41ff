"""What the menu of a row holds can be done without a mouse: from the command box, the menu bar, and by a key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from clientguard.ui.app.commands import fixed_commands
from clientguard.ui.dialogs.parties.move_dialog import MoveDialog
from clientguard.ui.dialogs.search_box import SearchBox
from clientguard.ui.pages.listing import ROW_ACTIONS
from tests.ui.conftest import Person

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def choose_message(window: Person) -> None:
    table = window.page("messages").table
    table.choose(window.ids["message"])
    window.until(table.selection)


def test_whatever_a_row_offers_is_a_command(window: Person):
    words = {word for actions in ROW_ACTIONS.values() for word, _act in actions}
    assert words <= {each.text for each in fixed_commands() if each.in_box}


def test_a_message_is_moved_from_the_command_box(window: Person):
    choose_message(window)
    window.press(Qt.Key.Key_K, CTRL)
    window.dialog(SearchBox)
    window.type("move to")
    window.press(Qt.Key.Key_Return)
    dialog = window.dialog(MoveDialog)
    assert "About the shop" in window.seen(dialog)
    dialog.reject()
    window.until(lambda: not window.dialogs())


def test_a_command_about_a_row_says_what_to_choose_first(window: Person):
    window.page("messages")
    said = {each.key: each.reason() for each in fixed_commands() if each.key.startswith("row ")}
    ready = {each.key for each in fixed_commands() if each.key.startswith("row ") and each.ready(window.window)}
    assert "row stop work" not in ready
    assert said["row stop work"] == "Choose a contract in a list first."
    assert all(said.values())


def test_a_key_opens_the_menu_of_the_row(window: Person):
    choose_message(window)
    window.press(Qt.Key.Key_F10, SHIFT)
    menu = window.menu()
    assert {"Open", "Move to …", "Remove", "Sort by", "Columns"} <= {each.text() for each in menu.actions()}
    window.press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is window.page("messages").table.view


def test_the_journal_opens_its_menu_by_the_same_key(window: Person):
    page = window.page("journal")
    page.view.setCurrentIndex(page.model.index(0, 0))
    page.view.setFocus()
    window.press(Qt.Key.Key_F10, SHIFT)
    assert "Erase for good" in {each.text() for each in window.menu().actions()}
    window.press(Qt.Key.Key_Escape)


def test_where_there_is_no_list_the_key_says_so(window: Person):
    window.page("today")
    window.press(Qt.Key.Key_F10, SHIFT)
    assert QApplication.activePopupWidget() is None
    assert "Go to a page with a list first." in window.toast()
