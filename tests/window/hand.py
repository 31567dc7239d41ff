"""A hand at the real mouse and keyboard of the screen: its events come from the X server, as a person's do."""

from __future__ import annotations

import subprocess

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QWidget


class Hand:
    """Moves, clicks, turns the wheel and types; what follows arrives with the next turns of the event loop."""

    def move(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Point at a place of a widget: its middle, if none is named."""
        there = widget.mapToGlobal(at or widget.rect().center()) * widget.devicePixelRatioF()
        _do("mousemove", "--sync", str(there.x()), str(there.y()))

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        self.move(widget, at)
        _do("click", "1")

    def wheel(self, widget: QWidget, notches: int) -> None:
        """Turn the wheel towards oneself; negative: away."""
        self.move(widget)
        _do("click", "--repeat", str(abs(notches)), "--delay", "1", "5" if notches > 0 else "4")

    def key(self, *keys: str) -> None:
        """Press keys by their X names, such as `ctrl+k` or `Return`."""
        _do("key", *keys)

    def is_at(self, window: QWidget) -> bool:
        """Return whether the server gives keys to a window; Qt may think so before the desktop has made up its mind."""
        told = subprocess.run(["xdotool", "getwindowfocus"], check=False, timeout=20, capture_output=True, text=True)
        return told.stdout.strip() == str(int(window.winId()))

    def type(self, text: str) -> None:
        _do("type", "--delay", "1", "--", text)


def _do(*words: str) -> None:
    subprocess.run(["xdotool", *words], check=True, timeout=20)
    QApplication.processEvents()
