"""What happened with a client, newest first, read as it is looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from clientguard.ui.look import icons
from clientguard.ui.look.theme import SECONDARY, font, tokens
from clientguard.ui.widgets.label import tip, unbroken

CHUNK = 60
_WHEN, _TEXT, _ICON, _RECORD = (int(Qt.ItemDataRole.UserRole) + number for number in range(4))
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the timeline: `when` above (time, channel), `text` below, and the record behind it."""

    when: str
    text: str
    icon: str
    record: int
    kind: str


# Asks for the items of these records (id and kind); they are given at once or later.
Fetch = Callable[[list[tuple[int, str]], Callable[[list[Item]], None]], None]
Index = QModelIndex | QPersistentModelIndex


class TimelineModel(QAbstractListModel):
    """Knows every id, and asks for the items of a stretch when one of them is shown."""

    def __init__(self, fetch: Fetch, parent: QWidget) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._ids: list[tuple[int, str]] = []
        self._items: dict[int, Item] = {}
        self._asked: set[int] = set()  # first rows of the stretches that are being fetched

    def show_ids(self, ids: list[tuple[int, str]], first: list[Item] | None = None) -> None:
        """Show other records: id and kind, in their order; `first` are the items of the first stretch, if known."""
        self.beginResetModel()
        self._ids = ids
        self._items = {}
        self._asked = set()
        if first is not None:
            self._asked.add(0)
            self._put(0, first)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def row_of(self, record: int) -> int:
        """Return the row of a record, -1 when it is not there."""
        return next((row for row, (each, _kind) in enumerate(self._ids) if each == record), -1)

    def item(self, row: int) -> Item | None:
        """Return the item of a row; None while it is being fetched, and when it is gone."""
        start = row - row % CHUNK
        if start not in self._asked:
            self._asked.add(start)
            ids = self._ids
            self._fetch(ids[start : start + CHUNK], lambda found: self._take(ids, start, found))
        return self._items.get(row)

    def _take(self, ids: list[tuple[int, str]], start: int, found: list[Item]) -> None:
        if ids is self._ids:  # else other records are shown by now
            self._put(start, found)
            last = min(start + CHUNK, len(ids)) - 1
            self.dataChanged.emit(self.index(start, 0), self.index(last, 0))

    def _put(self, start: int, found: list[Item]) -> None:
        items = {item.record: item for item in found}
        for place, (record, _kind) in enumerate(self._ids[start : start + CHUNK], start):
            if record in items:
                self._items[place] = items[record]

    def data(self, index: Index, role: int = _DISPLAY) -> Any:  # noqa: ANN401
        item = self.item(index.row())
        if item is None:
            return None
        if role in (_DISPLAY, _ACCESSIBLE):
            return f"{item.when}: {item.text}"
        if role == _TIP:
            return tip(item.text[:600])
        return {_WHEN: item.when, _TEXT: item.text, _ICON: item.icon, _RECORD: item}.get(role)


class TimelineDelegate(QStyledItemDelegate):
    """Draws a line of time with a mark, the moment, and up to two lines of text."""

    LINES = 2

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        small, body = QFontMetrics(font(SECONDARY)), QFontMetrics(font())
        return QSize(200, small.height() + body.height() * self.LINES + 16)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = tokens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area: QRect = option.rect
        ground = look.window
        if option.state & QStyle.StateFlag.State_Selected:
            ground = look.weak
        elif option.state & QStyle.StateFlag.State_MouseOver:
            ground = look.hover
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(area.adjusted(0, 1, 0, -1), 6, 6)
        self._mark(painter, area, index, ground)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(look.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(area).adjusted(1, 2, -1, -2), 6, 6)
        self._words(painter, area.adjusted(38, 8, -12, -5), index)
        painter.restore()

    def _mark(self, painter: QPainter, area: QRect, index: Index, ground: str) -> None:
        """Draw the line of time, from the first mark to the last, and this item's mark on it."""
        look = tokens()
        x, y = area.left() + 18, area.top() + 17
        first, last = index.row() == 0, index.row() == index.model().rowCount() - 1
        painter.setPen(QPen(QColor(look.line), 2))
        painter.drawLine(QPoint(x, y if first else area.top()), QPoint(x, y if last else area.bottom()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawEllipse(QPoint(x, y), 12, 12)
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(x - 8, y - 8, icons.pixmap(index.data(_ICON) or "circle", look.soft, 16, ratio))

    def _words(self, painter: QPainter, area: QRect, index: Index) -> None:
        look = tokens()
        small, body = font(SECONDARY), font()
        painter.setFont(small)
        painter.setPen(QColor(look.soft))
        metrics = QFontMetrics(small)
        when = metrics.elidedText(index.data(_WHEN) or "", Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft), when)
        painter.setFont(body)
        painter.setPen(QColor(look.ink))
        top = area.top() + metrics.height() + 1
        for line in lines(index.data(_TEXT) or "", body, area.width(), self.LINES):
            painter.drawText(QPoint(area.left(), top + QFontMetrics(body).ascent()), line)
            top += QFontMetrics(body).height()


def lines(text: str, face: QFont, width: int, most: int) -> list[str]:
    """Return text broken into at most `most` lines of `width`, Thai too; the last one is cut with an ellipsis."""
    words = unbroken(" ".join(text[:600].split()))
    layout = QTextLayout(words, face)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    starts: list[int] = []
    layout.beginLayout()
    while len(starts) <= most and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    units = words.encode("utf-16-le")  # Qt counts in these
    ends = [*starts[1:most], len(units) // 2]
    found = [units[start * 2 : end * 2].decode("utf-16-le") for start, end in zip(starts, ends, strict=False)]
    return [QFontMetrics(face).elidedText(line.strip(), Qt.TextElideMode.ElideRight, width) for line in found]


class Timeline(QListView):
    """The list; Enter or a double click opens the record."""

    opened = Signal(str, int)

    def __init__(self, fetch: Fetch, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = TimelineModel(fetch, self)
        self.setModel(self._model)
        self.setItemDelegate(TimelineDelegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(name)
        self.activated.connect(self._open)

    def show_ids(self, ids: list[tuple[int, str]], first: list[Item] | None = None) -> None:
        """Show records: id and kind, newest first, with the items of the first `CHUNK` if they are known."""
        self._model.show_ids(ids, first)

    def chosen(self) -> int:
        """Return the id of the selected record, 0 for none."""
        item = self.currentIndex().data(_RECORD) if self.selectionModel().hasSelection() else None
        return item.record if isinstance(item, Item) else 0

    def choose(self, record: int) -> None:
        """Select a record and show it, if it is there."""
        row = self._model.row_of(record)
        if row >= 0:
            self.setCurrentIndex(self._model.index(row, 0))

    def _open(self, index: QModelIndex) -> None:
        item = index.data(_RECORD)
        if isinstance(item, Item):
            self.opened.emit(item.kind, item.record)
