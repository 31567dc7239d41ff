"""Parts of a page that are shown as windows of their own before they are put into it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QMainWindow, QWidget


def is_stray(window: QWidget) -> bool:
    """Return whether a window is neither the main one, nor a dialog, list, menu or tip."""
    return window.windowType() == Qt.WindowType.Window and not isinstance(window, QMainWindow | QDialog)


class StrayWindows:
    """Notes each one, by its class, while a test runs.

    It stands where Python shows a widget: a filter for all of the application's events would cost each test a quarter.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.found: list[str] = []
        for name in ("show", "setVisible"):
            monkeypatch.setattr(QWidget, name, self._watched(getattr(QWidget, name)))

    def _watched(self, whole: Callable[..., None]) -> Callable[..., None]:
        def shown(widget: QWidget, *visible: bool) -> None:
            whole(widget, *visible)
            name = type(widget).__name__
            if widget.isVisible() and widget.isWindow() and is_stray(widget) and name not in self.found:
                self.found.append(name)

        return shown
