"""After a form in which something was typed: the window below has the keyboard again, whichever way it was closed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from clientguard.ui.dialogs.record_dialog import RecordDialog
from clientguard.ui.dialogs.search_box import SearchBox
from tests.ui.conftest import Person
from tests.window.hand import Hand

Way = Callable[[Person, Hand], object]


def by_the_command_box(window: Person, hand: Hand) -> None:
    hand.key("ctrl+k")
    window.dialog(SearchBox)
    hand.type("Add request")
    hand.key("Return")


def by_the_menu(window: Person, hand: Hand) -> None:
    hand.key("alt+r")
    window.menu()
    hand.key("Return")


WAYS_IN: dict[str, Way] = {
    "command box": by_the_command_box,
    "menu": by_the_menu,
    "keys": lambda _window, hand: hand.key("ctrl+l"),
}
WAYS_OUT: dict[str, Callable[[RecordDialog, Hand], object]] = {
    "Escape": lambda _dialog, hand: hand.key("Escape"),
    "Cancel": lambda dialog, hand: hand.click(dialog.cancel),
    "close": lambda _dialog, hand: hand.key("alt+F4"),  # what the desktop's button does
}


def answering(hand: Hand, word: str, asked: list[str]) -> QTimer:
    """Return a timer that answers the next question with a click on a button: the question has a loop of its own."""

    def look() -> None:
        box = QApplication.activeModalWidget()
        if asked or not isinstance(box, QMessageBox) or not box.isActiveWindow():
            return
        asked.append(box.text())
        hand.click(next(each for each in box.buttons() if each.text().replace("&", "") == word))

    timer = QTimer(interval=20)
    timer.timeout.connect(look)
    timer.start()
    return timer


@pytest.mark.usefixtures("one_screen")
@pytest.mark.parametrize("answer", ["Keep it as a draft", "Discard it"])
@pytest.mark.parametrize(("way_in", "way_out"), list(zip(WAYS_IN, WAYS_OUT, strict=True)))
def test_the_keyboard_is_back_in_the_window(window: Person, hand: Hand, way_in: str, way_out: str, answer: str):
    asked: list[str] = []
    timer = answering(hand, answer, asked)
    WAYS_IN[way_in](window, hand)
    dialog = window.dialog()
    hand.type("Which colour?")
    WAYS_OUT[way_out](dialog, hand)
    window.until(lambda: asked and not window.dialogs())
    window.until(lambda: window.window.isActiveWindow() and hand.is_at(window.window))
    hand.key("ctrl+k")
    window.dialog(SearchBox)
    hand.key("Escape")
    window.until(lambda: not window.dialogs())
    timer.stop()
