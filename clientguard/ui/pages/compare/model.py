"""The figures of each client as a table: columns are data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from clientguard.domain.communication.touch import Touch
from clientguard.domain.records.names import folded
from clientguard.texts import N_, _, _n, current
from clientguard.ui.look.theme import tokens

DISPLAY, ALIGN, COLOUR, TIP = (
    int(role)
    for role in (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.TextAlignmentRole,
        Qt.ItemDataRole.ForegroundRole,
        Qt.ItemDataRole.ToolTipRole,
    )
)
Index = QModelIndex | QPersistentModelIndex
HOUR, DAY = 3600, 86_400  # seconds
MINUTES = 60  # of an hour


def share(part: float | None) -> str:
    """Return a part of all as per cent; "" if nothing can be said."""
    return "" if part is None else _("{share} %", share=round(part * 100))


def wait(seconds: float | None) -> str:
    """Return how long an answer usually takes, in hours or days; "" if there was none."""
    if seconds is None:
        return ""
    if seconds < DAY:
        hours = round(seconds / HOUR)
        return _n("{count} hour", "{count} hours", hours) if hours else _("under an hour")
    return _n("{count} day", "{count} days", round(seconds / DAY))


def hours(minutes: int) -> str:
    """Return a time as hours and minutes, such as 1:30; "" for none."""
    return f"{minutes // MINUTES}:{minutes % MINUTES:02}" if minutes else ""


def _count(number: int) -> str:
    return current().number(number) if number else ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its word, what explains it, the text of a cell, and by what it is sorted (None stands last)."""

    word: str
    tip: str
    text: Callable[[Touch], str]
    key: Callable[[Touch], Any]


COLUMNS = (
    Column(N_("Client"), "", lambda each: each.facts.client_name, lambda each: folded(each.facts.client_name)),
    Column(N_("Contact"), N_("The client's part of all messages, calls and meetings."),
           lambda each: share(each.contact_share), lambda each: each.contact_share),
    Column(N_("Income"), N_("The client's part of all that was paid in its currency."),
           lambda each: share(each.income_share), lambda each: each.income_share),
    Column(N_("An hour brings"), N_("What was paid, by the hours of work and contact that were logged."),
           lambda each: current().money(each.rate) if each.rate else "", lambda each: each.rate and each.rate.decimal),
    Column(N_("Messages"), "", lambda each: _count(each.messages), lambda each: each.messages),
    Column(N_("They answer in"), N_("Half of their answers came sooner."), lambda each: wait(each.they_take),
           lambda each: each.they_take),
    Column(N_("You answer in"), N_("Half of your answers went out sooner."), lambda each: wait(each.we_take),
           lambda each: each.we_take),
    Column(N_("Missed meetings"), N_("Meetings that the client missed."), lambda each: _count(each.facts.missed),
           lambda each: each.facts.missed),
    Column(N_("Rounds"), N_("Rounds of approval."), lambda each: _count(each.facts.rounds),
           lambda each: each.facts.rounds),
    Column(N_("Outside hours"), N_("Messages outside the contact hours of the contract."),
           lambda each: _count(each.facts.outside or 0), lambda each: each.facts.outside),
    Column(N_("Work"), N_("Hours of work without waiting and changes."), lambda each: hours(each.work_minutes),
           lambda each: each.work_minutes),
    Column(N_("Waiting and changes"), N_("Hours of waiting, approvals, chasing and changes."),
           lambda each: hours(each.waiting_minutes + each.change_minutes),
           lambda each: each.waiting_minutes + each.change_minutes),
)  # fmt: skip
CLIENT, CONTACT = 0, 1


class CompareModel(QAbstractTableModel):
    """A row for each client."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: Sequence[Touch] = ()
        self._sorted = (CONTACT, Qt.SortOrder.DescendingOrder)

    def show_rows(self, rows: Sequence[Touch]) -> None:
        """Show other rows, in the order that was chosen."""
        self.beginResetModel()
        self.rows = self._in_order(rows)
        self.endResetModel()

    def _in_order(self, rows: Sequence[Touch]) -> Sequence[Touch]:
        column, order = self._sorted
        key = COLUMNS[column].key
        known = [each for each in rows if key(each) is not None]
        rest = [each for each in rows if key(each) is None]
        return [*sorted(known, key=key, reverse=order == Qt.SortOrder.DescendingOrder), *rest]

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; what has nothing there stands last."""
        self._sorted = (max(column, 0), order)
        self.layoutAboutToBeChanged.emit()
        kept = [(each, self.rows[each.row()].facts.client) for each in self.persistentIndexList()]
        self.rows = self._in_order(self.rows)
        places = {each.facts.client: row for row, each in enumerate(self.rows)}
        for index, client in kept:
            self.changePersistentIndex(index, self.index(places[client], index.column()))
        self.layoutChanged.emit()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def text(self, row: int, column: int) -> str:
        """Return a cell as it is shown."""
        return COLUMNS[column].text(self.rows[row])

    def data(self, index: Index, role: int = DISPLAY) -> Any:  # noqa: ANN401
        column = index.column()
        if role == DISPLAY:
            return self.text(index.row(), column)
        if role == ALIGN:
            return _side(column)
        if role == COLOUR and column == CONTACT and self.rows[index.row()].takes_more:
            return QColor(tokens().tone("attention")[0])
        if role == TIP and column == CONTACT and self.rows[index.row()].takes_more:
            return _("More contact than income")
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:  # noqa: ANN401
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == ALIGN:
            return _side(section)
        if role == DISPLAY:
            return _(COLUMNS[section].word)
        if role == TIP and COLUMNS[section].tip:
            return _(COLUMNS[section].tip)
        return None


def _side(column: int) -> int:
    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
