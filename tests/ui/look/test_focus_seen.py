"""Where the keyboard is can be seen on everything that takes it, in both looks (WCAG 2.2, 2.4.7 and 1.4.11)."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLineEdit, QPlainTextEdit, QWidget

from benches import screens
from benches.turns import run_what_is_due
from clientguard.actions.casebook import sample
from clientguard.ui.look.theme import theme
from tests.ui.look.test_theme import contrast

ENOUGH = 3.0  # contrast of what changes, to what was there
MARKS = ("primary", "quiet", "filterchip", "tab", "railitem", "searchbox", "queuerow", "wrong", "popup")  # of the sheet
LINE = 2 * (40 + 30)  # pixels around the smallest cell
SORTS = 25  # of things that take the keyboard, and more are there


def sort(widget: QWidget) -> tuple[str, ...]:
    """Return what decides how a widget is drawn: its class, and what the style sheet asks for."""
    marks = [mark for mark in MARKS if widget.property(mark)]
    if isinstance(widget, QAbstractButton) and widget.isChecked():
        marks.append("checked")
    if isinstance(widget, QLineEdit | QPlainTextEdit) and widget.isReadOnly():
        marks.append("read only")
    marks += [f"on {name}" for up in above(widget) for name in ("banner", "toast") if up.property(name)]
    return type(widget).__name__, *marks


def above(widget: QWidget) -> list[QWidget]:
    found = []
    while (up := widget.parentWidget()) is not None:
        found.append(up)
        widget = up
    return found


def stops(window: QWidget) -> list[QWidget]:
    """Return everything in a window that takes the keyboard when Tab is pressed."""
    return [
        each
        for each in window.findChildren(QWidget)
        if each.window() is window
        and each.isVisible()
        and each.isEnabled()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.focusProxy() is None
        and each.width() > 1
        and not each.visibleRegion().isEmpty()
        and not any(isinstance(up, QAbstractItemView) for up in above(each))
    ]


def picture(widget: QWidget) -> QImage:
    window = widget.window()
    place = QRect(widget.mapTo(window, QPoint()), widget.size())
    return window.grab(place).toImage().convertToFormat(QImage.Format.Format_RGB32)


def seen(before: QImage, after: QImage) -> int:
    """Return how many pixels have changed enough to be seen."""
    width, found = before.width(), Counter[tuple[int, int]]()
    one, other = (memoryview(each.constBits()).cast("I") for each in (before, after))
    for start in range(0, len(one), width):
        row, there = one[start : start + width], other[start : start + width]
        if row != there:
            found.update(pair for pair in zip(row, there, strict=True) if pair[0] != pair[1])
    return sum(count for pair, count in found.items() if contrast(*map(colour, pair)) >= ENOUGH)


def colour(pixel: int) -> str:
    return f"#{pixel & 0xFFFFFF:06X}"


def unseen(widget: QWidget) -> str:
    """Return what is wrong with how the focus is drawn on a widget: at least two of its edges have to change."""
    other = next(each for each in stops(widget.window()) if each is not widget)
    other.setFocus()
    before = picture(widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    if QApplication.focusWidget() is not widget:
        return "does not take the focus"
    after = picture(widget)
    if before.size() != after.size():
        return "changes its size"
    row = LINE if isinstance(widget, QAbstractItemView) else 0  # the chosen row shows it, or one cell of it
    count, needed = seen(before, after), row or widget.width() + widget.height()
    return "" if count >= needed else f"{count} pixels of {needed} change"


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_focus_can_be_seen_on_everything_that_takes_it(qapp: QApplication, tmp_path: Path, look: str):
    book = tmp_path / "sample.casebook"
    sample.create_sample(book, date.today()).close()
    qapp.setQuitOnLastWindowClosed(False)
    theme().use(look)
    app = screens.started(tmp_path, look)
    known: set[tuple[str, ...]] = set()
    wrong: list[str] = []
    for name, widget in screens.walk(app, book):
        window = widget.window()
        window.activateWindow()
        run_what_is_due()
        for each in stops(window):
            if sort(each) not in known:
                known.add(sort(each))
                wrong += [f"{name}: {' '.join(sort(each))}: {said}" for said in [unseen(each)] if said]
    screens.stop(app)
    theme().use("light")
    assert wrong == []
    assert len(known) >= SORTS
