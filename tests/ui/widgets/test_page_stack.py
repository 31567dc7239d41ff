"""A page that needs more height than there is scrolls as a whole; a hidden page takes no room."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from clientguard.ui.widgets.page_stack import PageStack


class Sheet(QWidget):
    """A page that needs a height."""

    def __init__(self, height: int) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.part = QWidget()
        self.part.setMinimumHeight(height)
        box.addWidget(self.part)


@pytest.fixture
def stack(qtbot):
    made = PageStack()
    qtbot.addWidget(made)
    made.resize(300, 200)
    made.show()
    return made


def test_only_the_page_that_is_shown_scrolls(stack):
    low, high = Sheet(50), Sheet(600)
    for each in (low, high):
        stack.addWidget(each)
    assert stack.currentWidget() is low
    assert (low.height(), stack.verticalScrollBar().maximum()) == (200, 0)
    stack.setCurrentWidget(high)
    QApplication.processEvents()
    assert (low.isVisible(), high.isVisible()) == (False, True)
    assert high.height() == 600
    assert stack.verticalScrollBar().maximum() == 400
    stack.setCurrentWidget(low)
    QApplication.processEvents()
    assert stack.verticalScrollBar().maximum() == 0


def test_a_page_that_grows_is_given_the_room(stack):
    page = Sheet(50)
    stack.addWidget(page)
    page.part.setMinimumHeight(500)
    QApplication.processEvents()
    assert page.height() == 500


def test_after_a_page_was_taken_out_another_one_is_shown(stack):
    first, second = Sheet(50), Sheet(60)
    for each in (first, second):
        stack.addWidget(each)
    stack.setCurrentWidget(second)
    stack.removeWidget(second)
    assert stack.currentWidget() is first
    assert not first.isHidden()
