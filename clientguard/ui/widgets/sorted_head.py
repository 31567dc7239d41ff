"""The heads of a list's columns, with room for the mark of the order."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QStyleOptionHeader, QWidget

MARK = 20  # points that the mark of the order takes
_BEFORE_MARK = "\u00a0" * 6


class SortedHead(QHeaderView):
    """Heads of which one has the mark of the order, beside its word.

    Qt lays a word that stands at the right out over the whole head, and then cuts it off where the mark begins: blanks
    after it keep the word itself in front of the mark.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, logicalIndex: int) -> None:  # noqa: N803
        super().initStyleOptionForIndex(option, logicalIndex)
        marked = option.sortIndicator != QStyleOptionHeader.SortIndicator.None_  # pyright: ignore[reportAttributeAccessIssue]
        if marked and option.textAlignment & Qt.AlignmentFlag.AlignRight:  # pyright: ignore[reportAttributeAccessIssue]
            option.text += _BEFORE_MARK  # pyright: ignore[reportAttributeAccessIssue]
