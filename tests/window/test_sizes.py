"""No window is larger than its screen, with the frame that the desktop puts around it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from tests.ui.conftest import Person


def beyond(window: QWidget) -> str:
    """Return how a window lies beyond its screen, or nothing."""
    area, frame = window.screen().availableGeometry(), window.frameGeometry()
    return "" if area.contains(frame) else f"{frame} is not within {area}"


def test_the_first_window_fits_the_screen(window: Person):
    window.until(lambda: window.window.frameGeometry() != window.window.geometry())
    assert beyond(window.window) == ""
