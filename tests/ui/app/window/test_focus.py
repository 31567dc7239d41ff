"""The focus is where a person goes on: never nowhere, never in the rail after a click."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from clientguard.ui.app.page_table import PAGES
from clientguard.ui.dialogs.parties.move_dialog import MoveDialog
from tests.ui.conftest import Person

CTRL = Qt.KeyboardModifier.ControlModifier


def focus(person: Person) -> QWidget:
    """Return what has the focus in the window in front."""
    person.rest()
    found = QApplication.focusWidget()
    assert found is not None, "the focus is nowhere"
    return found


def in_page(person: Person) -> bool:
    page = person.window.pages[person.window.here]
    return page is (found := focus(person)) or page.isAncestorOf(found)


def test_each_page_has_the_focus_when_it_is_shown(window: Person):
    records = {"client": "harbour", "leaving": "leaving"}
    for key in PAGES:
        window.page(key, records.get(key, 0))
        assert in_page(window), key


def test_the_first_page_begins_in_its_first_field(person: Person):
    person.begin()
    found = focus(person)
    assert person.window.pages["first run"].isAncestorOf(found)


def test_going_back_leaves_the_focus_in_the_page(window: Person):
    window.page("clients")
    window.page("client", "harbour")
    window.click(window.window.head.back)
    assert in_page(window)


@pytest.mark.parametrize("close", ["escape", "ctrl+return"])
def test_after_a_dialog_the_focus_is_back_in_the_list(window: Person, close: str):
    page = window.page("messages")
    window.until(lambda: page.table.model.ids)
    window.window.intents.open("message", window.ids["message"])
    dialog = window.dialog()
    if close == "escape":
        window.close_form(dialog)
    else:
        with window.qtbot.waitSignal(dialog.finished):
            window.press(Qt.Key.Key_Return, CTRL)
    window.front()
    assert in_page(window)


def test_after_a_removal_the_focus_is_on_the_next_row(window: Person):
    page = window.page("money")
    table = page._tables()[0]
    window.rest()
    window.front()
    table.view.setFocus()
    window.until(table.view.hasFocus)
    row = table.model.ids.index(window.ids["R-3"])
    after = [*table.model.ids[row + 1 :], table.model.ids[row - 1]][0]
    for key, times in ((Qt.Key.Key_Up, len(table.model.ids)), (Qt.Key.Key_Down, row)):
        for _turn in range(times):
            window.press(key)
    assert table.selection() == [window.ids["R-3"]]
    window.press(Qt.Key.Key_Delete)
    window.until(lambda: window.ids["R-3"] not in table.model.ids)
    window.rest()
    assert table.view.hasFocus()
    assert table.selection() == [after]


def test_a_click_in_the_page_never_throws_the_focus_into_the_rail(window: Person):
    page = window.page("client", "harbour")
    for key, button in page.tabs.buttons.items():
        window.click(button)
        assert in_page(window), key
    page = window.page("leaving", "leaving")
    for key, button in page.stepper.buttons.items():
        if button.isEnabled():
            window.click(button)
            assert in_page(window), key


def test_ctrl_return_answers_a_question_in_a_dialog_without_a_form(window: Person):
    window.page("messages")
    window.window.intents.move_message(window.ids["message"])
    dialog = window.dialog(MoveDialog)
    window.press(Qt.Key.Key_Return, CTRL)  # nothing is chosen yet
    assert dialog.isVisible()
    dialog.picker.choose(window.ids["lumen"])
    dialog.picker.edited.emit()
    with window.qtbot.waitSignal(dialog.finished):
        window.press(Qt.Key.Key_Return, CTRL)
    window.rest()
