"""No window is larger than its screen, with the frame that the desktop puts around it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from clientguard.settings import Settings
from clientguard.ui.app.main_window import MainWindow
from clientguard.ui.widgets.on_screen import place_of
from tests.ui.conftest import Person
from tests.window.seen import beyond, come_to_rest

pytestmark = pytest.mark.usefixtures("spoken")


def test_the_first_window_fits_the_screen(window: Person):
    come_to_rest(window.window)
    assert beyond(window.window) == ""


def test_a_window_remembered_from_a_larger_screen_fits_this_one(person: Person, tmp_path: Path):
    larger = QWidget()
    larger.setGeometry(1900, 1300, 1800, 1200)
    settings = Settings(tmp_path / "settings.json", window=place_of(larger))
    again = MainWindow(settings)
    again.show()
    come_to_rest(again)
    assert beyond(again) == ""
    again.close()
    for each in (larger, again):
        each.deleteLater()
