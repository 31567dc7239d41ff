"""What a table means: the kind of its rows, a column for each field, how dates and amounts are written."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from clientguard.actions.tables import reading
from clientguard.actions.tables.reading import Offered, Plan, Understood
from clientguard.texts import _, current
from clientguard.ui.widgets.inputs import Choice
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.on_screen import room_for_window

ROOM = 700  # points of a screen on which two fields stand side by side


class ColumnPickers(QWidget):
    """Shows a plan and lets the user change it; `changed` says that they did."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._offer: Offered | None = None
        self.columns: dict[str, Choice] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        self.order = self._choice(box, _("In the dates"), (("", _("Choose what stands first")), *_orders()))
        self.fields = QWidget()
        inner = QVBoxLayout(self.fields)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        kinds = [(kind, current()(label)) for kind, label in reading.LABELS.items()]
        self.kind = self._choice(inner, _("The rows are"), kinds)
        marks = (("", _("As the amounts show")), ("point", _("A point (1,234.50)")), ("comma", _("A comma (1.234,50)")))
        self.decimals = self._choice(inner, _("Decimal mark"), marks)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        inner.addLayout(self._grid)
        box.addWidget(self.fields)
        self.kind.activated.connect(self._other_kind)
        for each in (self.order, self.decimals):
            each.activated.connect(lambda _place: self.changed.emit())
        self._show_order(shown=False)

    def offer(self, offer: Offered) -> None:
        """Show a table's columns, with the plan to begin with."""
        self._offer = offer
        self._show(offer.plan)

    def show_columns(self, *, shown: bool) -> None:
        """Show the columns, or only what is open."""
        self.fields.setVisible(shown)

    def ask_order(self, found: Understood) -> None:
        """Ask whether the day or the month stands first, where that is open or was said."""
        self._show_order(shown=bool(found.two_ways) or bool(self.order.currentData()))

    def plan(self) -> Plan:
        """Return what is chosen."""
        columns = {name: box.currentData() for name, box in self.columns.items() if box.currentData()}
        known = self._offer.plan.known if self._offer and columns == dict(self._offer.plan.columns) else ""
        return Plan(self.kind.currentData(), columns, self.order.currentData(), self.decimals.currentData(), known)

    def _choice(self, box: QVBoxLayout, label: str, items: Iterable[tuple[str, str]]) -> Choice:
        told = Label(label, "field", wrap=True)
        made = Choice()
        made.setAccessibleName(label)
        told.setBuddy(made)
        for key, word in items:
            made.addItem(word, key)
        box.addWidget(told)
        box.addWidget(made)
        return made

    def _show_order(self, *, shown: bool) -> None:
        self.order.setVisible(shown)
        for each in self.findChildren(Label):
            if each.buddy() is self.order:
                each.setVisible(shown)

    def _other_kind(self) -> None:
        if self._offer:
            self._show(reading.guessed(self._offer.table, self.kind.currentData()))
            self.changed.emit()

    def _show(self, plan: Plan) -> None:
        assert self._offer is not None
        self.kind.setCurrentIndex(self.kind.findData(plan.kind))
        self.order.setCurrentIndex(max(0, self.order.findData(plan.dates)))
        self.decimals.setCurrentIndex(max(0, self.decimals.findData(plan.decimals)))
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.columns = {}
        beside = 1 if room_for_window(self.window()).width() < ROOM else 2
        for number, field in enumerate(reading.FIELDS[plan.kind]):
            row, column = divmod(number, beside)
            label = current()(field.label)
            told = Label(label, "field", wrap=True)
            box = Choice()
            box.setAccessibleName(label)
            told.setBuddy(box)
            box.addItem(_("No column"), "")
            for name in self._offer.table.head:
                box.addItem(name[:60], name)
            box.setCurrentIndex(max(0, box.findData(plan.columns.get(field.name, ""))))
            box.setMinimumContentsLength(10)
            box.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.activated.connect(lambda _place: self.changed.emit())
            self._grid.addWidget(told, row, column * 2)
            self._grid.addWidget(box, row, column * 2 + 1)
            self.columns[field.name] = box
        for column in range(beside):
            self._grid.setColumnStretch(2 * column + 1, 1)


def _orders() -> tuple[tuple[str, str], ...]:
    return ("dmy", _("The day stands first (31/12/2026)")), ("mdy", _("The month stands first (12/31/2026)"))
