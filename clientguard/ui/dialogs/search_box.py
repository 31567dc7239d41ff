"""The search and command box (Ctrl+K): finds records, and things to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from clientguard.domain.records import KINDS, Instant, Record
from clientguard.domain.records.names import folded
from clientguard.store.views import lists, search
from clientguard.store.views.records import any_record, titles
from clientguard.texts import _, current, local
from clientguard.ui.look.icons import icon
from clientguard.ui.look.theme import SECONDARY, font, tokens
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.dialog import Dialog
from clientguard.ui.widgets.head import key_text
from clientguard.ui.widgets.label import Label, tip

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection

MOST = 30
MOST_CLIENTS = 5  # whose names have the words: they come first, for that is where one is going most often
DATA, DETAIL = int(Qt.ItemDataRole.UserRole), int(Qt.ItemDataRole.UserRole) + 1
Index = QModelIndex | QPersistentModelIndex


class Offer(NamedTuple):
    """Something to do: its icon and word, what does it, and its key."""

    icon: str
    word: str
    act: Callable[[], object]
    key: str = ""


class Found(NamedTuple):
    """A record that was found: which, its title, whose it is, and its date in words."""

    kind: str
    record: int
    title: str
    client: str
    day: str


class SearchBox(Dialog):
    """Type, go down, press Enter."""

    opened = Signal(str, int)

    def __init__(self, session: Session, commands: Sequence[Offer], parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._commands = commands
        self._reading = False
        self._entered = False
        self.setWindowTitle(_("Search or command"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(720, 460)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 12)
        box.setSpacing(10)
        self.input = QLineEdit()
        self.input.setPlaceholderText(_("A word from a message, a client, an invoice … or a command"))
        self.input.setAccessibleName(_("Search or command"))
        self.input.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Search results"))
        self.list.setItemDelegate(_Row(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._choose)
        self._none = Label(_("Nothing found."), "soft")
        self._none.hide()
        box.addWidget(self.input)
        box.addWidget(self._none)
        box.addWidget(self.list, 1)
        self._wait = QTimer(self, singleShot=True, interval=60)
        self._wait.timeout.connect(self.show_found)
        self.input.textChanged.connect(lambda: self._wait.start())
        self.input.returnPressed.connect(self._enter)
        self.show_found()

    def offer(self, commands: Sequence[Offer]) -> None:
        """Offer more things to do."""
        self._commands = [*self._commands, *commands]
        self.show_found()

    def show_found(self) -> None:
        """Show what the words find: things to do first, then clients by name, then records, the newest first."""
        self._wait.stop()
        words = self.input.text().strip()
        self._reading = bool(words)
        if words:
            self._session.read(lambda db: _found(db, words), lambda found: self._show(words, found), self)
        else:
            self._show(words, [])

    def _show(self, words: str, found: list[Found]) -> None:
        if words != self.input.text().strip():  # typed on: that is looked for in a moment
            return
        self._reading = False
        self.list.clear()
        begun = folded(words)
        fitting = [each for each in self._commands if all(part in folded(each.word) for part in begun.split())]
        for each in sorted(fitting, key=lambda each: not folded(each.word).startswith(begun)):
            self._add(each.icon, each.word, key_text(each.key) if each.key else "", each.act)
        for hit in found:
            detail = " · ".join(part for part in (_(KINDS[hit.kind].label), hit.client, hit.day) if part)
            self._add(KINDS[hit.kind].icon, hit.title, detail, (hit.kind, hit.record))
        self._none.setVisible(not self.list.count())
        self.list.setCurrentRow(0)
        if self._entered:
            self._enter()

    def _add(self, name: str, word: str, detail: str, data: object) -> None:
        entry = QListWidgetItem(word)
        if name:
            entry.setIcon(icon(name, tokens().soft))
        entry.setData(DATA, data)
        entry.setData(DETAIL, detail)
        whole = f"{word}, {detail}" if detail else word
        entry.setData(int(Qt.ItemDataRole.AccessibleTextRole), whole)
        entry.setToolTip(tip(whole))
        self.list.addItem(entry)

    def _enter(self) -> None:
        if self._wait.isActive():
            self.show_found()
        self._entered = self._reading  # then the first that is found is meant
        if self._reading:
            return
        if current := self.list.currentItem():
            self._choose(current)

    def _choose(self, entry: QListWidgetItem) -> None:
        data = entry.data(DATA)
        self.accept()
        if callable(data):
            data()
        else:
            self.opened.emit(*data)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.input and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self.list.count():
                self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
                return True
        return super().eventFilter(watched, event)


class _Row(QStyledItemDelegate):
    """Draws a row on one line: its icon and name, and what tells it apart in soft ink at the end."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, max(34, QFontMetrics(font()).height() + 12))  # never wider than the list

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = tokens()
        painter.save()
        area: QRect = option.rect.adjusted(2, 0, -2, 0)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.weak))
            painter.drawRoundedRect(area, 6, 6)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(look.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(area).adjusted(1, 1, -1, -1), 6, 6)
        area = area.adjusted(8, 0, -8, 0)
        sign = index.data(int(Qt.ItemDataRole.DecorationRole))
        if sign:
            sign.paint(painter, QRect(area.left(), area.center().y() - 8, 18, 18))
        area.setLeft(area.left() + 28)
        small, body = QFontMetrics(font(SECONDARY)), QFontMetrics(font())
        name, detail = index.data() or "", index.data(DETAIL) or ""
        room = max(area.width() // 3, area.width() - body.horizontalAdvance(name) - 16)
        detail = small.elidedText(detail, Qt.TextElideMode.ElideRight, room)
        left = area.width() - (small.horizontalAdvance(detail) + 16 if detail else 0)
        line = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(look.ink))
        painter.setFont(font())
        painter.drawText(
            area, int(line | Qt.AlignmentFlag.AlignLeft), body.elidedText(name, Qt.TextElideMode.ElideRight, left)
        )
        painter.setPen(QColor(look.soft))
        painter.setFont(font(SECONDARY))
        painter.drawText(area, int(line | Qt.AlignmentFlag.AlignRight), detail)
        painter.restore()


def _found(db: Connection, words: str) -> list[Found]:
    clients = [search.Hit(each, "client") for each in lists.titled(db, KINDS["client"], words, MOST_CLIENTS)]
    others = [each for each in search.search_records(db, words, limit=MOST) if each not in clients]
    hits = (clients + others)[:MOST]
    names = titles(db, [hit.record for hit in hits])
    records = {hit.record: any_record(db, hit.record) for hit in hits}
    owners = {record: getattr(found, "client", None) or 0 for record, found in records.items()}
    whose = titles(db, sorted({owner for owner in owners.values() if owner}))
    return [
        Found(
            hit.kind,
            hit.record,
            " ".join(names.get(hit.record, "").split()),
            whose.get(owners[hit.record], ""),
            _day(records[hit.record]),
        )
        for hit in hits
    ]


def _day(record: Record) -> str:
    """Return the date that tells a record apart from others of its name."""
    value = getattr(record, record.kind.date) if record.kind.date else None
    if isinstance(value, Instant):
        value = local(value).date()
    return current().date(value) if value else ""
