"""What happened with a client, newest first, read as it is looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from clientguard.ui import icons
from clientguard.ui.theme import SECONDARY, font, tokens

CHUNK = 60
_WHEN, _TEXT, _ICON, _RECORD = (int(Qt.ItemDataRole.UserRole) + number for number in range(4))
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the timeline: `when` above (time, channel), `text` below, and the record behind it."""

    when: str
    text: str
    icon: str
    record: int
    kind: str


Fetch = Callable[[list[tuple[int, str]]], list[Item]]
Index = QModelIndex | QPersistentModelIndex


class TimelineModel(QAbstractListModel):
    """Knows every id, and reads the items of a stretch when one of them is shown."""

    def __init__(self, fetch: Fetch, parent: QWidget) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._ids: list[tuple[int, str]] = []
        self._items: dict[int, Item] = {}

    def show_ids(self, ids: list[tuple[int, str]]) -> None:
        """Show other records: id and kind, in their order."""
        self.beginResetModel()
        self._ids = ids
        self._items = {}
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def item(self, row: int) -> Item | None:
        """Return the item of a row; None when it is gone."""
        if row not in self._items:
            start = row - row % CHUNK
            wanted = self._ids[start : start + CHUNK]
            found = {item.record: item for item in self._fetch(wanted)}
            for place, (record, _kind) in enumerate(wanted, start):
                if record in found:
                    self._items[place] = found[record]
        return self._items.get(row)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:  # noqa: ANN401
        item = self.item(index.row())
        if item is None:
            return None
        if role in (_DISPLAY, _ACCESSIBLE):
            return f"{item.when}: {item.text}"
        return {_WHEN: item.when, _TEXT: item.text, _ICON: item.icon, _RECORD: item}.get(role)


class _Delegate(QStyledItemDelegate):
    """Draws a line of time with a mark, the moment, and up to three lines of text."""

    LINES = 2

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        small, body = QFontMetrics(font(SECONDARY)), QFontMetrics(font())
        return QSize(200, small.height() + body.height() * self.LINES + 14)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = tokens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(look.weak))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, QColor(look.hover))
        small, body = font(SECONDARY), font()
        x, y = area.left() + 12, area.top() + 7
        painter.setPen(QPen(QColor(look.line), 2))
        painter.drawLine(QPoint(x, area.top()), QPoint(x, area.bottom()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.window))
        painter.drawEllipse(QPoint(x, y + 9), 11, 11)
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(x - 8, y + 1, icons.pixmap(index.data(_ICON) or "circle", look.soft, 16, ratio))
        self._words(painter, area.adjusted(36, 7, -12, -5), index, small, body)
        painter.restore()

    def _words(self, painter: QPainter, area: QRect, index: Index, small: Any, body: Any) -> None:  # noqa: ANN401
        look = tokens()
        painter.setFont(small)
        painter.setPen(QColor(look.soft))
        metrics = QFontMetrics(small)
        when = metrics.elidedText(index.data(_WHEN) or "", Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft), when)
        painter.setFont(body)
        painter.setPen(QColor(look.ink))
        top = area.top() + metrics.height() + 1
        for line in lines(index.data(_TEXT) or "", QFontMetrics(body), area.width(), self.LINES):
            painter.drawText(QPoint(area.left(), top + QFontMetrics(body).ascent()), line)
            top += QFontMetrics(body).height()


def lines(text: str, metrics: QFontMetrics, width: int, most: int) -> list[str]:
    """Return text broken into at most `most` lines of `width`; the last one is cut with an ellipsis."""
    words = text[:600].split()
    found: list[str] = []
    at = 0
    while at < len(words) and len(found) < most:
        line = words[at]
        at += 1
        while at < len(words) and metrics.horizontalAdvance(f"{line} {words[at]}") <= width:
            line = f"{line} {words[at]}"
            at += 1
        if len(found) == most - 1 and at < len(words):
            line = f"{line} {words[at]}"
        found.append(metrics.elidedText(line, Qt.TextElideMode.ElideRight, width))
    return found


class Timeline(QListView):
    """The list; Enter or a double click opens the record."""

    opened = Signal(str, int)

    def __init__(self, fetch: Fetch, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = TimelineModel(fetch, self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(name)
        self.activated.connect(self._open)

    def show_ids(self, ids: list[tuple[int, str]]) -> None:
        """Show records: id and kind, newest first."""
        self._model.show_ids(ids)

    def _open(self, index: QModelIndex) -> None:
        item = index.data(_RECORD)
        if isinstance(item, Item):
            self.opened.emit(item.kind, item.record)
