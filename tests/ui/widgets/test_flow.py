"""Words and their buttons: beside each other where there is room, else one below the other, and never cut off."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QWidget

from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.flow import Beside
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.queue_row import QueueRow
from tests.ui.widgets.conftest import Shown, cut

HOME = "widgets/flow.py"
WORDS = "Something is missing or wrong. What you entered is still here, and nothing of it was saved."


def line(words: str, *buttons: str, right: bool = True) -> tuple[QWidget, Label, list[QWidget]]:
    made = QWidget()
    layout = Beside(made, right=right)
    said = Label(words, "soft", wrap=True)
    layout.addWidget(said)
    ways: list[QWidget] = [button(each) for each in buttons]
    for each in ways:
        layout.addWidget(each)
    return made, said, ways


def places(*parts: QWidget) -> list[QRect]:
    QApplication.processEvents()
    return [each.geometry() for each in parts]


def test_where_there_is_room_the_buttons_stand_at_the_end_of_the_words(shown: Shown):
    made, said, ways = line(WORDS, "Cancel", "Save")
    window = shown(made, width=640)
    words, cancel, save = places(said, *ways)
    assert words.right() < cancel.left() < cancel.right() < save.left()
    assert save.right() == made.rect().right()
    assert cancel.center().y() == save.center().y()
    assert cut(window) == []


@pytest.mark.parametrize("width", [300, 340, 380])
def test_where_it_is_narrow_they_go_below_and_no_word_is_cut(shown: Shown, width: int):
    made, said, ways = line(WORDS, "Cancel", "Save and add another", "Save the round of approval")
    window = shown(made, width=width)
    words, *rest = places(said, *ways)
    assert all(each.top() > words.bottom() for each in rest)
    assert rest[-1].top() > rest[0].top()  # the last goes on to a line of its own
    assert rest[-1].right() == made.rect().right()
    assert cut(window) == []


def test_words_that_say_nothing_yet_take_no_line(shown: Shown):
    made, said, ways = line("", "Cancel", "Save and add another", "Save the round of approval")
    shown(made, width=320)
    before = places(*ways)[0].top()
    said.setText(WORDS)
    assert before == 0
    assert places(*ways)[0].top() > said.geometry().bottom()


def test_a_line_is_as_high_as_its_highest_part(shown: Shown):
    made, _said, (save,) = line("Saved.", "Save")
    shown(made)
    assert made.height() == places(save)[0].height()


def test_a_button_that_is_put_in_has_its_place(shown: Shown):
    made, _said, (cancel, save) = line("", "Cancel", "Save")
    more = button("Save and add another")
    made.layout().insertWidget(2, more)
    shown(made)
    left, middle, right = places(cancel, more, save)
    assert left.right() < middle.left() < middle.right() < right.left()


def test_the_button_of_a_step_goes_below_its_words_where_they_would_be_squeezed(shown: Shown):
    row = QueueRow("mail", "attention", "Underhâldskontrakt 2026", "It is overdue.", "since 3 November",
                   "Beëiniging fuortsette", answers=["Bliuwe, en sizze wêrom"])  # fmt: skip
    window = shown(row, width=360)
    QApplication.processEvents()
    assert row.button.geometry().top() > row.answers[0].geometry().bottom()
    assert cut(window) == []
    window.resize(800, 300)
    QApplication.processEvents()
    assert row.button.geometry().left() > row.what.geometry().right()
