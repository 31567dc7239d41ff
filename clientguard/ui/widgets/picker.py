"""One of many, found by typing a part of its name."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QPainter
from PySide6.QtWidgets import QComboBox, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from clientguard.domain.records.names import folded, name_key
from clientguard.texts import _
from clientguard.ui.look.theme import SECONDARY, font, tokens
from clientguard.ui.widgets.completer import Completer
from clientguard.ui.widgets.inputs import Choice

Index = QModelIndex | QPersistentModelIndex
_SHOWN = tuple(int(role) for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole))
_ID = int(Qt.ItemDataRole.UserRole)
_DETAIL, _FOUND_BY = _ID + 1, _ID + 2


class _Choices(QAbstractListModel):
    """Id, name and detail of each choice; the first row is the empty one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[tuple[int, str, str]] = [(0, "", "")]

    def show_rows(self, rows: list[tuple[int, str, str]]) -> None:
        self.beginResetModel()
        self.rows = [(0, "", ""), *rows]
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = _SHOWN[0]) -> object:
        if not index.isValid():
            return None
        key, name, detail = self.rows[index.row()]
        if role in _SHOWN:
            return name
        if role == _ID:
            return key
        if role == _DETAIL:
            return detail
        return folded(f"{name} {detail}") if role == _FOUND_BY else None


class _Completer(Completer):
    """Finds by name and detail; writes the name."""

    def __init__(self, model: _Choices, owner: QComboBox) -> None:
        super().__init__(model, owner)
        self.setCompletionRole(_FOUND_BY)
        self._dressed = False

    def splitPath(self, path: str) -> list[str]:
        if not self._dressed:  # the list is made when it is first needed
            self._dressed = True
            popup = self.popup()
            assert popup is not None
            popup.setProperty("popup", True)
            popup.setItemDelegate(_Delegate(popup))
        return [folded(path)]

    def pathFromIndex(self, index: Index) -> str:
        return index.data(_SHOWN[0]) or ""


class _Delegate(QStyledItemDelegate):
    """Draws the name, and its detail in soft ink at the end."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(super().sizeHint(option, index).width(), max(34, QFontMetrics(font()).height() + 8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = tokens()
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(look.weak))
        area: QRect = option.rect.adjusted(10, 0, -10, 0)
        centre, elide = Qt.AlignmentFlag.AlignVCenter, Qt.TextElideMode.ElideRight
        small, body = QFontMetrics(font(SECONDARY)), QFontMetrics(font())
        detail = small.elidedText(index.data(_DETAIL) or "", elide, area.width() // 2)
        room = area.width() - (small.horizontalAdvance(detail) + 12 if detail else 0)
        painter.setPen(QColor(look.ink))
        painter.setFont(font())
        painter.drawText(
            area, int(centre | Qt.AlignmentFlag.AlignLeft), body.elidedText(index.data() or "—", elide, room)
        )
        painter.setPen(QColor(look.soft))
        painter.setFont(font(SECONDARY))
        painter.drawText(area, int(centre | Qt.AlignmentFlag.AlignRight), detail)
        painter.restore()


class Picker(Choice):
    """A box with search: typing narrows the list, Down goes along it, Enter takes one; a text that fits one only is it.

    `edited`: the user typed or chose; `left`: the focus went elsewhere.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = _Choices(self)
        self.setModel(self._choices)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setItemDelegate(_Delegate(self))
        self.setCompleter(_Completer(self._choices, self))
        self.setAccessibleName(name)
        line = self.lineEdit()
        assert line is not None  # there is one from setEditable on
        line.setPlaceholderText(_("Type to search"))
        line.textEdited.connect(lambda: self.edited.emit())
        line.editingFinished.connect(self.settle)
        self.activated.connect(lambda: self.edited.emit())

    def setAccessibleName(self, name: str) -> None:
        """Name the box, and the line in it, which has the focus."""
        super().setAccessibleName(name)
        line = self.lineEdit()
        if line:
            line.setAccessibleName(name)

    def offer(self, choices: Iterable[tuple[int, str] | tuple[int, str, str]]) -> None:
        """Fill the list: id, name, and a detail to tell like names apart. What was chosen stays chosen."""
        chosen, words = self.chosen(), self.currentText()
        self._choices.show_rows([(each[0], each[1], each[2] if len(each) > 2 else "") for each in choices])
        if not self.choose(chosen or 0) and words:
            self.setEditText(words)

    def chosen(self) -> int | None:
        """Return the id of what stands there, None for nothing or a text that names nothing."""
        words = self.currentText().strip()
        place = self.currentIndex()
        if place >= 0 and self.itemText(place).strip() == words:
            return self.itemData(place) or None
        wanted = name_key(words)
        return next((key for key, name, _detail in self._choices.rows if key and name_key(name) == wanted), None)

    def choose(self, key: int) -> bool:
        """Show the choice of that id; return whether there is one. 0 empties the box."""
        place = self.findData(key) if key else 0
        self.setCurrentIndex(max(place, 0))
        return bool(key) and place >= 0

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.settle()
            self.left.emit()

    def settle(self) -> None:
        """Take the one choice that a typed part fits."""
        words = folded(self.currentText().strip())
        if not words or self.chosen():
            return
        fits = [key for key, name, detail in self._choices.rows if words in folded(f"{name} {detail}")]
        if len(fits) == 1:
            self.choose(fits[0])
            self.edited.emit()
