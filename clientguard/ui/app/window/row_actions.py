"""What the chosen row of the list in front offers, for the menus and the command box."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from clientguard.texts import _

if TYPE_CHECKING:
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
