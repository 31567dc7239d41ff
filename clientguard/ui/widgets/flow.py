"""Layouts whose parts go on to further lines where there is no room beside each other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLabel, QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """Each part takes its own width, or the whole line where that is too narrow for it."""

    _heights: dict[int, int] | None = None  # by width, until something changes: layouts ask dozens of times

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8) -> None:
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)
        self._items: list[QLayoutItem] = []

    def invalidate(self) -> None:
        self._heights = None
        super().invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._heights = None
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        self._heights = None
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self._heights is None:
            self._heights = {}
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        self._arrange(area, move=True)

    def sizeHint(self) -> QSize:
        shown = self._shown()
        width = sum(item.sizeHint().width() for item in shown) + self.spacing() * max(0, len(shown) - 1)
        return self._with_margins(QSize(width, max((item.sizeHint().height() for item in shown), default=0)))

    def minimumSize(self) -> QSize:
        least = QSize(0, 0)
        for item in self._shown():
            least = least.expandedTo(item.minimumSize())
        return self._with_margins(least)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _with_margins(self, size: QSize) -> QSize:
        around = self.contentsMargins()
        return size + QSize(around.left() + around.right(), around.top() + around.bottom())

    def _arrange(self, area: QRect, *, move: bool) -> int:
        """Set everything into an area from its top on, and return the height that it takes."""
        inner = area.marginsRemoved(self.contentsMargins())
        return self._flow(self._shown(), inner, move=move) + self._with_margins(QSize(0, 0)).height()

    def _flow(self, items: Sequence[QLayoutItem], area: QRect, *, move: bool, right: bool = False) -> int:
        """Set every line, its parts in the middle of its height, and return the height of all."""
        top, left = area.top(), area.left()
        line: list[tuple[QLayoutItem, int, QSize]] = []
        gap, end = self.spacing(), area.left() + area.width()
        for item in items:
            size = item.sizeHint().boundedTo(QSize(max(area.width(), 0), 1 << 20)).expandedTo(item.minimumSize())
            if line and left + size.width() > end:
                top += self._set(line, top, end - left + gap if right else 0, move=move) + gap
                left, line = area.left(), []
            line.append((item, left, size))
            left += size.width() + gap
        return top + self._set(line, top, end - left + gap if right else 0, move=move) - area.top()

    def _set(self, line: Sequence[tuple[QLayoutItem, int, QSize]], top: int, shift: int, *, move: bool) -> int:
        height = max((size.height() for _item, _left, size in line), default=0)
        if move:
            for item, left, size in line:
                item.setGeometry(QRect(QPoint(left + shift, top + (height - size.height()) // 2), size))
        return height


class Beside(Flow):
    """Words, and after them what is as wide as it is: at their end where there is room for both, else below them.

    The first part is the words: they take what the others leave, and go above once that is less than `least` points and
    less than they would take. What stands below them flows over as many lines as it needs, at the `right` or the left.
    """

    def __init__(self, parent: QWidget | None = None, *, gap: int = 10, least: int = 200, right: bool = False) -> None:
        super().__init__(parent, gap=gap)
        self._least, self._right = least, right

    def insertWidget(self, at: int, widget: QWidget) -> None:
        """Put a widget in before the one that has this place."""
        self.addWidget(widget)
        self._items.insert(at, self._items.pop())
        self.invalidate()

    def addLayout(self, layout: QLayout) -> None:
        """Put a layout in at the end."""
        self.addChildLayout(layout)
        self.addItem(layout)

    def one_line(self) -> int:
        """Return the width (points) of all but the words, on one line, with the margins."""
        _words, rest = self._parts()
        width = sum(_size(item).width() + self.spacing() for item in rest) - self.spacing()
        return self._with_margins(QSize(width, 0)).width() if rest else 0

    def minimumSize(self) -> QSize:
        """Return the least size; its height is that of the words and all below them, where they stand so."""
        least, area = super().minimumSize(), self.geometry()
        words, rest = self._parts()
        inner = area.marginsRemoved(self.contentsMargins())
        if inner.width() > 0 and rest and self._room(inner, rest) < self._wish(words):
            above = 0 if _is_silent(words) else words.minimumSize().height() + self.spacing()
            height = above + self._flow(rest, inner, move=False, right=self._right)
            least.setHeight(max(least.height(), self._with_margins(QSize(0, height)).height()))
        return least

    def _parts(self) -> tuple[QLayoutItem, list[QLayoutItem]]:
        return self._items[0], [item for item in self._shown() if item is not self._items[0]]

    def _room(self, area: QRect, rest: Sequence[QLayoutItem]) -> int:
        """Return the width that is left for the words beside the others."""
        return area.width() - sum(_size(item).width() + self.spacing() for item in rest)

    def _arrange(self, area: QRect, *, move: bool) -> int:
        inner = area.marginsRemoved(self.contentsMargins())
        words, rest = self._parts()
        gap, edges = self.spacing(), self._with_margins(QSize(0, 0)).height()
        room = self._room(inner, rest)
        if room >= self._wish(words):
            height = max(_height(words, room), *(_size(item).height() for item in rest), 0)
            if move:
                words.setGeometry(QRect(inner.left(), inner.top(), room, height))
                left = inner.left() + room + gap
                for item in rest:
                    size = _size(item)
                    item.setGeometry(QRect(QPoint(left, inner.top() + (height - size.height()) // 2), size))
                    left += size.width() + gap
            return height + edges
        above = 0 if _is_silent(words) else _height(words, inner.width())
        if move:
            words.setGeometry(QRect(inner.topLeft(), QSize(inner.width(), above)))
        top = above + gap if above and rest else above
        return top + self._flow(rest, inner.adjusted(0, top, 0, 0), move=move, right=self._right) + edges

    def _wish(self, words: QLayoutItem) -> int:
        """Return the least width at which the words go next to the other parts."""
        if _is_silent(words):
            return 0
        return max(words.minimumSize().width(), min(self._least, words.sizeHint().width()))


def _size(item: QLayoutItem) -> QSize:
    """Return the size that a part takes: Qt wants a little more of some buttons than they wish for."""
    return item.sizeHint().expandedTo(item.minimumSize())


def _is_silent(item: QLayoutItem) -> bool:
    widget = item.widget()
    return item.isEmpty() or (isinstance(widget, QLabel) and not widget.text())


def _height(item: QLayoutItem, width: int) -> int:
    if item.isEmpty():
        return 0
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
