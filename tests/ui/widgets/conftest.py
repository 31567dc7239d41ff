"""One part in a window of its own, and whether its words are whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QIcon, QImage
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from clientguard import texts
from clientguard.ui.look.theme import load_typeface, theme
from clientguard.ui.widgets.lead import LeadText

Shown = Callable[..., QWidget]


@pytest.fixture(autouse=True)
def look(qapp) -> Iterator[None]:
    """Every test begins in the light look, in English."""
    load_typeface()
    theme().use("light")
    yield
    theme().use("light")
    texts.use("en")


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    """Show widgets one below the other in an active window of a width (points); return the window."""

    kept: list[QWidget] = []

    def show(*widgets: QWidget, width: int = 640) -> QWidget:
        window = QWidget()
        kept.append(window)
        qtbot.addWidget(window)
        box = QVBoxLayout(window)
        for widget in widgets:
            box.addWidget(widget)
        box.addStretch()
        window.resize(width, 200)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        qtbot.wait(0)
        return window

    return show


def colours(picture: QWidget | QIcon) -> set[str]:
    """Return every colour of a widget, or of an icon, as it is drawn."""
    pixmap = picture.pixmap(32) if isinstance(picture, QIcon) else picture.grab()
    image = pixmap.toImage().convertToFormat(QImage.Format.Format_RGB32)
    return {f"#{each & 0xFFFFFF:06X}" for each in set(memoryview(image.constBits()).cast("I"))}


def cut(root: QWidget) -> list[str]:
    """Return the words under a widget that do not fit where they stand."""
    found: list[str] = []
    for label in [root, *root.findChildren(QWidget)]:
        if not label.isVisible():
            continue
        if isinstance(label, QLabel | LeadText):
            text = label.text()
            high = label.heightForWidth(label.width()) if label.hasHeightForWidth() else label.sizeHint().height()
            wide = 0 if label.hasHeightForWidth() else label.fontMetrics().horizontalAdvance(text)
            if label.height() < high or label.width() < wide:
                found.append(text)
        elif isinstance(label, QPushButton) and label.width() < label.fontMetrics().horizontalAdvance(label.text()):
            found.append(label.text())
        if label is not root and not label.parentWidget().rect().contains(label.geometry()):
            found.append(f"{type(label).__name__} lies outside {type(label.parentWidget()).__name__}")
    return found
