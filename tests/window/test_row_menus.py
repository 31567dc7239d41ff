"""The menu of a row, on every screen: within it, and each of its entries to be seen."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QMenu

from clientguard.ui.app.window import row_actions
from clientguard.ui.widgets.row_view import RowView
from tests.ui.conftest import Person
from tests.window.seen import beyond, is_above

pytestmark = pytest.mark.usefixtures("spoken")


def test_the_menu_of_a_row_of_every_list(window: Person):
    wrong: list[str] = []
    for place in ("clients", "messages", "waiting", "compare", "money", "files"):
        page = window.page(place)
        window.rest()
        view = next(each for each in page.findChildren(RowView) if each.isVisible())
        view.setCurrentIndex(view.model().index(view.model().rowCount() - 1, 0))
        row_actions.show_menu(window.window)
        window.until(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        window.until(lambda menu=menu: is_above(menu))
        wrong += [f"{place}: {each}" for each in unseen_entries(menu)]
        menu.close()
        window.until(lambda: QApplication.activePopupWidget() is None)
    assert not wrong, "\n".join(wrong)


def unseen_entries(menu: QMenu) -> list[str]:
    """Return what of an open menu cannot be seen."""
    wrong = [beyond(menu)] if beyond(menu) else []
    shown = [each for each in menu.actions() if each.isVisible()]
    if not shown:
        wrong.append("it is empty")
    return wrong + [
        f"{each.text()!r} is cut off" for each in shown if not menu.rect().contains(menu.actionGeometry(each))
    ]
