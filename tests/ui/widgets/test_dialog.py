"""A dialog that needs more than the screen has: its body scrolls, its buttons stay in sight."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

import clientguard.ui
from clientguard.ui.widgets.dialog import Dialog
from clientguard.ui.widgets.on_screen import room_for_window

HOME = "widgets/dialog.py"


def tall(height: int) -> tuple[Dialog, QWidget, QPushButton]:
    made = Dialog()
    box = QVBoxLayout(made)
    part = QWidget()
    part.setMinimumHeight(height)
    box.addWidget(part)
    foot = QHBoxLayout()
    save = QPushButton("Save")
    foot.addWidget(save)
    box.addLayout(foot)
    return made, part, save


def test_a_dialog_is_no_larger_than_its_screen_and_keeps_its_buttons_in_sight(qtbot):
    dialog, part, save = tall(3000)
    qtbot.addWidget(dialog)
    dialog.show()
    QApplication.processEvents()
    room = room_for_window(dialog)
    assert dialog.height() <= room.height()
    assert dialog.rect().contains(save.geometry())
    assert part.height() >= 3000  # it scrolls, and nothing of it is squeezed


def test_a_dialog_that_grows_begins_to_scroll(qtbot):
    dialog, part, save = tall(50)
    qtbot.addWidget(dialog)
    dialog.show()
    QApplication.processEvents()
    assert part.parentWidget() is dialog
    part.setMinimumHeight(3000)
    QApplication.processEvents()
    assert dialog.height() <= room_for_window(dialog).height()
    assert dialog.rect().contains(save.geometry())


def test_what_has_the_keyboard_keeps_it_when_a_dialog_begins_to_scroll(qtbot):
    dialog, part, save = tall(50)
    qtbot.addWidget(dialog)
    asked = QLineEdit(part)
    dialog.show()
    dialog.activateWindow()
    asked.setFocus()
    qtbot.waitUntil(asked.hasFocus)
    part.setMinimumHeight(3000)
    qtbot.waitUntil(lambda: part.parentWidget() is not dialog)
    assert asked.hasFocus()
    assert not save.hasFocus()


def test_every_dialog_stands_on_it():
    ui = Path(clientguard.ui.__file__).parent
    bare = [each.relative_to(ui).as_posix() for each in ui.rglob("*.py") if "(QDialog):" in each.read_text("utf-8")]
    assert bare == [HOME]
