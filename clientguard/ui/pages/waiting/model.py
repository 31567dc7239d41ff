"""The rows of the Waiting page: each open request and promise, sorted by any column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from clientguard.domain.communication.waiting import Wait
from clientguard.domain.records import KINDS
from clientguard.domain.records.names import folded
from clientguard.texts import N_, _, current
from clientguard.ui.look import icons
from clientguard.ui.look.theme import tokens
from clientguard.ui.widgets.label import tip

DISPLAY, ALIGN, COLOUR, ICON, SPOKEN, TOOLTIP = (
    int(role)
    for role in (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.TextAlignmentRole,
        Qt.ItemDataRole.ForegroundRole,
        Qt.ItemDataRole.DecorationRole,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.ToolTipRole,
    )
)
Index = QModelIndex | QPersistentModelIndex
CLIENT, WHAT, SINCE, DAYS, WORK_DAYS, NEEDED, HOLDS_UP, ASKED, NOTICE = range(9)
FIGURES = (DAYS, WORK_DAYS, ASKED)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its word, what it shows of a row, and what rows are sorted by."""

    word: str
    text: Callable[[Wait], str]
    key: Callable[[Wait], Any]


def _day(found: date | None) -> str:
    return current().date(found) if found else ""


def _notice(each: Wait) -> str:
    return _("due since {date}", date=_day(each.next_notice)) if each.is_due else _day(each.next_notice)


COLUMNS = (
    Column(N_("Client"), lambda each: each.client_name, lambda each: folded(each.client_name)),
    Column(N_("What you wait for"), lambda each: each.title, lambda each: folded(each.title)),
    Column(N_("Since"), lambda each: _day(each.since), lambda each: each.since),
    Column(N_("Days"), lambda each: current().number(each.days), lambda each: each.days),
    Column(N_("Working days"), lambda each: current().number(each.work_days), lambda each: each.work_days),
    Column(N_("Needed by"), lambda each: _day(each.due), lambda each: each.due or date.max),
    Column(N_("Holds up"), lambda each: each.blocks, lambda each: (not each.blocks, folded(each.blocks))),
    Column(
        N_("Asked again"),
        lambda each: _("{count}×", count=len(each.chased)) if each.chased else "",
        lambda each: len(each.chased),
    ),
    Column(N_("Next notice"), _notice, lambda each: each.next_notice),
)


class WaitingModel(QAbstractTableModel):
    """A row for each request and promise that waits."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: Sequence[Wait] = ()
        self._found: Sequence[Wait] = ()
        self.sorted_by: tuple[int, bool] | None = None  # the column and whether it goes down; else oldest first

    def show_rows(self, found: Sequence[Wait]) -> None:
        """Show other rows, in the order that was chosen."""
        self.beginResetModel()
        self._found = found
        self.rows = self._in_order(found)
        self.endResetModel()

    def sort_by(self, column: int) -> bool:
        """Sort by a column, or the other way round; return whether it goes down now."""
        down = self.sorted_by is not None and self.sorted_by == (column, False)
        self.sorted_by = column, down
        self.show_rows(self._found)
        return down

    def _in_order(self, found: Sequence[Wait]) -> Sequence[Wait]:
        if self.sorted_by is None:
            return found
        column, down = self.sorted_by
        return sorted(found, key=COLUMNS[column].key, reverse=down)

    def row_of(self, record: int) -> int:
        """Return the row of a record; -1 where it is not there."""
        return next((row for row, each in enumerate(self.rows) if each.id == record), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def text(self, row: int, column: int) -> str:
        """Return a cell as it is shown."""
        return COLUMNS[column].text(self.rows[row])

    def data(self, index: Index, role: int = DISPLAY) -> Any:  # noqa: ANN401
        column, found = index.column(), self.rows[index.row()]
        if role == DISPLAY:
            return self.text(index.row(), column)
        if role == ALIGN:
            return _alignment(column)
        if role == COLOUR and column == NOTICE and found.is_due:
            return QColor(tokens().tone("attention")[0])
        if role == ICON and column == WHAT:
            return icons.icon(KINDS[found.kind].icon, tokens().soft)
        if role == SPOKEN and column == WHAT:
            return f"{_(KINDS[found.kind].label)}: {found.title}"
        if role == TOOLTIP and column in (CLIENT, WHAT, HOLDS_UP):
            return tip(self.text(index.row(), column))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:  # noqa: ANN401
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == ALIGN:
            return _alignment(section)
        return _(COLUMNS[section].word) if role == DISPLAY else None


def _alignment(column: int) -> int:
    side = Qt.AlignmentFlag.AlignRight if column in FIGURES else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
