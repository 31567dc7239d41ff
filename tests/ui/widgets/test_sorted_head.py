"""The heads of a list: the word of the column that sorts is whole, and stands before the mark."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QStandardItemModel

from clientguard.ui.look.theme import LIGHT
from clientguard.ui.widgets.row_view import RowView

WORD = "Waiting and changes"


def test_the_mark_of_the_order_never_covers_a_word_at_the_right(shown):
    model = QStandardItemModel(1, 2)
    model.setHorizontalHeaderLabels(["Client", WORD])
    model.horizontalHeaderItem(1).setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    view = RowView()
    view.setModel(model)
    view.setSortingEnabled(True)
    view.widen(1, 10)
    view.give_rest(0, 80)
    view.resize(500, 200)
    shown(view)
    head = view.horizontalHeader()

    def ink(column: int) -> int:
        head.setSortIndicator(column, Qt.SortOrder.AscendingOrder)
        place = QRect(head.sectionViewportPosition(1), 0, head.sectionSize(1), head.height())
        picture = head.grab(place).toImage()
        background = QColor(LIGHT.window).rgb()
        return sum(
            picture.pixel(x, y) != background for x in range(picture.width()) for y in range(picture.height() - 2)
        )

    plain = ink(0)
    assert plain
    assert ink(1) > plain
