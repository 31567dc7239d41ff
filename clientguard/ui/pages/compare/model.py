"""The figures of each client as a table: columns are data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from clientguard.domain.judgement.worth import Worth, in_words
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
PART = int(Qt.ItemDataRole.UserRole)  # of the target: what the bar under the figure shows
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
    text: Callable[[Worth], str]
    key: Callable[[Worth], Any]


COLUMNS = (
    Column(N_("Client"), "", lambda each: each.touch.facts.client_name,
           lambda each: folded(each.touch.facts.client_name)),
    Column(N_("Contact", "share"), N_("The client's part of all messages, calls and meetings."),
           lambda each: share(each.touch.contact_share), lambda each: each.touch.contact_share),
    Column(N_("Income"), N_("The client's part of all that was paid in its currency."),
           lambda each: share(each.touch.income_share), lambda each: each.touch.income_share),
    Column(N_("An hour brings"), N_("What was paid, by the hours of work and contact that were logged."),
           lambda each: current().money(each.touch.rate) if each.touch.rate else "",
           lambda each: each.touch.rate and each.touch.rate.decimal),
    Column(N_("Of your rate"), N_("What an hour brings, as a part of the hourly rate that you aim for."),
           lambda each: share(each.of_target), lambda each: each.of_target),
    Column(N_("Messages"), "", lambda each: _count(each.touch.messages), lambda each: each.touch.messages),
    Column(N_("They answer in"), N_("Half of their answers came sooner."), lambda each: wait(each.touch.they_take),
           lambda each: each.touch.they_take),
    Column(N_("You answer in"), N_("Half of your answers went out sooner."), lambda each: wait(each.touch.we_take),
           lambda each: each.touch.we_take),
    Column(N_("Reminders"), N_("How often payment was asked for."), lambda each: _count(each.facts.effort.messages),
           lambda each: each.facts.effort.messages),
    Column(N_("Written off"), N_("What was invoiced and is no longer demanded."),
           lambda each: ", ".join(map(current().money, each.written_off)),
           lambda each: max((money.decimal for money in each.written_off), default=0)),
    Column(N_("Missed meetings"), N_("Meetings that the client missed."), lambda each: _count(each.touch.facts.missed),
           lambda each: each.touch.facts.missed),
    Column(N_("Rounds"), N_("Rounds of approval."), lambda each: _count(each.touch.facts.rounds),
           lambda each: each.touch.facts.rounds),
    Column(N_("Outside hours"), N_("Messages outside the contact hours of the contract."),
           lambda each: _count(each.touch.facts.outside or 0), lambda each: each.touch.facts.outside),
    Column(N_("Work"), N_("Hours of work without waiting and changes."), lambda each: hours(each.touch.work_minutes),
           lambda each: each.touch.work_minutes),
    Column(N_("Waiting and changes"), N_("Hours of waiting, approvals, chasing and changes."),
           lambda each: hours(each.touch.waiting_minutes + each.touch.change_minutes),
           lambda each: each.touch.waiting_minutes + each.touch.change_minutes),
)  # fmt: skip
CLIENT, CONTACT, INCOME, _RATE, OF_TARGET = range(5)


class CompareModel(QAbstractTableModel):
    """A row for each client."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: Sequence[Worth] = ()
        self._sorted = (CONTACT, Qt.SortOrder.DescendingOrder)

    def show_rows(self, rows: Sequence[Worth]) -> None:
        """Show other rows, in the order that was chosen."""
        self.beginResetModel()
        self.rows = self._in_order(rows)
        self.endResetModel()

    def _in_order(self, rows: Sequence[Worth]) -> Sequence[Worth]:
        column, order = self._sorted
        key = COLUMNS[column].key
        known = [each for each in rows if key(each) is not None]
        rest = [each for each in rows if key(each) is None]
        return [*sorted(known, key=key, reverse=order == Qt.SortOrder.DescendingOrder), *rest]

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; what has nothing there stands last."""
        self._sorted = (max(column, 0), order)
        self.layoutAboutToBeChanged.emit()
        kept = [(each, self.rows[each.row()].touch.facts.client) for each in self.persistentIndexList()]
        self.rows = self._in_order(self.rows)
        places = {each.touch.facts.client: row for row, each in enumerate(self.rows)}
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
        if role == COLOUR and self._remark(index.row(), column):
            return QColor(tokens().tone("attention")[0])
        if role == TIP:
            return self._remark(index.row(), column) or None
        if role == PART and column == OF_TARGET:
            return self.rows[index.row()].of_target
        return None

    def _remark(self, row: int, column: int) -> str:
        """Return what is worth a second look in a cell; "" for nothing."""
        found = self.rows[row]
        if column == CONTACT and found.touch.takes_more:
            return _("More contact than income")
        if column == INCOME and found.is_concentrated:
            return _("A third of all income or more")
        if column == OF_TARGET and found.is_in_question:
            return _("Less than half of your rate: is it worth it?")
        return ""

    def sentences(self, row: int) -> list[str]:
        """Return what there is to say of a client's worth, in sentences."""
        return [current().say(each) for each in in_words(self.rows[row])]

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
