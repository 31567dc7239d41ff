"""What is owed by how long it has been due: as bars, one a currency, and as a table of clients."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from clientguard.domain.money.ageing import KEYS, WORDS, Aged, all_clients, filled
from clientguard.domain.money.amount import Money
from clientguard.texts import N_, _, current
from clientguard.ui.look.theme import tokens
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.empty import EmptyState
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.row_view import RowView
from clientguard.ui.widgets.stacked_bar import BarPart, StackedBar

DISPLAY, ALIGN, COLOUR = (
    int(role)
    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.TextAlignmentRole, Qt.ItemDataRole.ForegroundRole)
)
Index = QModelIndex | QPersistentModelIndex
TONES = {"not_due": "neutral", "1_30": "note", "31_60": "attention", "61_90": "stop", "over_90": "stop"}
CLIENT, OWED, CREDIT = 0, len(KEYS) + 1, len(KEYS) + 2  # columns
CREDIT_WORD, OWED_WORD = N_("Credit"), N_("Owed", "money")


def bar(row: Aged) -> StackedBar:
    """Return the bar of one currency."""
    say, words = current().say, current()
    parts = [
        BarPart(say(WORDS[key]), words.money(amount), amount.minor, TONES[key], dotted=key == "61_90")
        for key, amount in filled(row)
    ]
    return StackedBar(_("Owed in {currency} by how long it has been due", currency=row.currency), parts)


class AgeingModel(QAbstractTableModel):
    """A row for each client and currency."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: Sequence[Aged] = ()

    def show_rows(self, rows: Sequence[Aged]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else CREDIT + 1

    def text(self, row: int, column: int) -> str:
        """Return a cell as it is shown; nothing for an amount of zero."""
        found = self.rows[row]
        if column == CLIENT:
            return found.client_name
        minor = (*found.amounts, found.total, found.credit)[column - 1]
        return current().money(Money(minor, found.currency)) if minor else ""

    def data(self, index: Index, role: int = DISPLAY) -> Any:  # noqa: ANN401
        column = index.column()
        if role == DISPLAY:
            return self.text(index.row(), column)
        if role == ALIGN:
            side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == COLOUR and 0 < column <= len(KEYS):
            tone = TONES[KEYS[column - 1]]
            return QColor(tokens().tone(tone)[0]) if tone != "neutral" else None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:  # noqa: ANN401
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == ALIGN:
            side = Qt.AlignmentFlag.AlignRight if section else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role != DISPLAY:
            return None
        if section in (CLIENT, OWED, CREDIT):
            return {CLIENT: _("Client"), OWED: _(OWED_WORD), CREDIT: _(CREDIT_WORD)}[section]
        return current().say(WORDS[KEYS[section - 1]])


class AgeingTable(QWidget):
    """The table; `opened(client)`: Enter or a double click on a row; `statement_wanted(client)`: of the chosen row."""

    opened = Signal(int)
    statement_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.setSpacing(8)
        self._stack = QStackedLayout()
        box.addLayout(self._stack, 1)
        self.model = AgeingModel(self)
        self.view = self._view()
        self._none = EmptyState(_("Nothing is owed to you."))
        for each in (self.view, self._none):
            self._stack.addWidget(each)
        row = QHBoxLayout()
        self.foot = Label("", "secondary", wrap=True)
        row.addWidget(self.foot, 1)
        self.statement = button(_("Statement of account"), icon="receipt")
        self.statement.setEnabled(False)
        self.statement.clicked.connect(lambda: self.statement_wanted.emit(self._chosen()))
        row.addWidget(self.statement)
        box.addLayout(row)

    def _chosen(self) -> int:
        """Return the client of the chosen row; 0 if none is."""
        place = self.view.currentIndex()
        return self.model.rows[place.row()].client if place.isValid() else 0

    def _view(self) -> RowView:
        view = RowView(self)
        view.show_model(self.model, _("What each client owes by how long it has been due"))
        widest = view.fontMetrics().horizontalAdvance("THB 000,000.00") + 24
        for column in range(1, CREDIT + 1):
            view.widen(column, widest)
        view.give_rest(CLIENT, 150)
        view.fold([CREDIT, *range(1, len(KEYS) + 1)])
        view.activated.connect(lambda index: self.opened.emit(self.model.rows[index.row()].client))
        view.copy_wanted.connect(self._copy)
        view.selectionModel().currentRowChanged.connect(lambda at, _before: self.statement.setEnabled(at.isValid()))
        return view

    def show_rows(self, rows: Sequence[Aged]) -> None:
        """Show what each client owes, and the sum of each currency below it."""
        self.model.show_rows(rows)
        self._stack.setCurrentWidget(self.view if rows else self._none)
        self.statement.setVisible(bool(rows))
        self.statement.setEnabled(False)
        words = current()
        sums = [words.money(each.money(each.total)) for each in all_clients(rows)]
        self.foot.setText(_("Owed: {amounts}", amounts=", ".join(sums)) if sums else "")
        self.foot.setVisible(bool(rows))

    def take_focus(self) -> None:
        """Take the keyboard."""
        (self._stack.currentWidget() or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _copy(self) -> None:
        """Put the selected rows on the clipboard as text, columns divided by tabs."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        columns = range(self.model.columnCount())
        lines = ("\t".join(self.model.text(row, column) for column in columns) for row in rows)
        QApplication.clipboard().setText("\n".join(lines))
