"""What the chosen row of the list in front offers, for the menus and the command box."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from clientguard.texts import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractItemView

    from clientguard.ui.app.frame import Frame


def offers(word: str) -> Callable[[Frame], bool]:
    """Return what says whether the chosen row has the action with this word (a message key)."""
    return lambda window: _found(window, word) is not None


def run(word: str) -> Callable[[Frame], None]:
    """Return what runs the action with this word (a message key) on the chosen row."""

    def act(window: Frame) -> None:
        found = _found(window, word)
        if found is not None:
            found()

    return act


def _found(window: Frame, word: str) -> Callable[[], None] | None:
    """Return the action of the chosen row; None where nothing is chosen, or the row does not have it."""
    page = window.page_in_front if window.session is not None else None
    return page.row_action(_(word)) if page is not None else None


def has_menu(window: Frame) -> bool:
    """Return whether the page in front has a list whose rows have a menu."""
    return _list(window) is not None


def show_menu(window: Frame) -> None:
    """Open the menu of the chosen row, as a click with the right button does: sorting and columns are in it too."""
    view = _list(window)
    if view is not None:
        view.setFocus()
        view.customContextMenuRequested.emit(view.visualRect(view.currentIndex()).center())


def _list(window: Frame) -> QAbstractItemView | None:
    """Return the list with the focus, else the first one of the page; None where it has none with a menu."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QAbstractItemView

    page = window.page_in_front if window.session is not None else None
    views = page.findChildren(QAbstractItemView) if page is not None else []
    found = [
        each
        for each in views
        if each.isVisible() and each.contextMenuPolicy() == Qt.ContextMenuPolicy.CustomContextMenu
    ]
    return next((each for each in found if each.hasFocus()), found[0] if found else None)
