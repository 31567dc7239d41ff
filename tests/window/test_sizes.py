"""No window is larger than its screen, with the frame that the desktop puts around it."""

from __future__ import annotations

from tests.ui.conftest import Person
from tests.window.seen import beyond


def test_the_first_window_fits_the_screen(window: Person):
    window.until(lambda: window.window.frameGeometry() != window.window.geometry())
    assert beyond(window.window) == ""
