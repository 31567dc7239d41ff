"""Spreading a payment over invoices: how much of it each one gets, and what stays as credit (P3.2)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from clientguard.actions.money.allocating import Part, SpreadChoice, SpreadLine, allocate
from clientguard.domain.changed import Changed
from clientguard.domain.money.amount import Money
from clientguard.domain.records.parse import FieldError, UnclearError, parse_money
from clientguard.domain.tongues import tongue
from clientguard.texts import _, current
from clientguard.ui.dialogs.parties.asking_dialog import AskingDialog
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.spoken import describe


class SpreadDialog(AskingDialog):
    """Lists the open invoices of the payment's client with an amount each; `spread` once they are on record.

    An invoice in another currency has two amounts: what it gets, and what that takes of the payment.
    """

    spread = Signal()

    def __init__(self, session: Session, choice: SpreadChoice, parent: QWidget | None) -> None:
        note = not choice.source.is_payment
        super().__init__(session, _("Spread the credit note") if note else _("Spread the payment"), _("Save"), parent)
        self._choice = choice
        amount = current().money(choice.source.amount)
        self.body.addWidget(Label(_("How much of {amount} does each invoice get?", amount=amount), "field", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        self.body.addLayout(grid)
        self.amounts: dict[int, QLineEdit] = {}
        self.takings: dict[int, QLineEdit] = {}
        for row, line in enumerate(choice.lines):
            self._add(grid, row, line)
        self.difference = QLineEdit(self)
        self.reason_label = Label(_("Where the difference comes from"), "field")
        self.reason_label.setBuddy(self.difference)
        describe(self.difference, help=_("For example the rate, or a bank fee."))
        self.body.addWidget(self.reason_label)
        self.body.addWidget(self.difference)
        for each in (self.reason_label, self.difference):
            each.setVisible(bool(self.takings))
        self.left = Label("", "soft", wrap=True)
        self.body.addWidget(self.left)
        fill = button(_("Fill from the top"))
        fill.clicked.connect(self.fill)
        self.body.addWidget(fill, alignment=Qt.AlignmentFlag.AlignLeft)
        fill.setVisible(len(choice.lines) > 1)
        self._sum()
        next(iter(self.amounts.values())).setFocus()

    def _add(self, grid: QGridLayout, row: int, line: SpreadLine) -> None:
        words = current()
        due = words.date(line.due, "medium") if line.due else _("no due date yet")
        name = Label(_("{number}, due on {date}", number=line.number, date=due) if line.due else
                     _("{number}, {state}", number=line.number, state=due))  # fmt: skip
        grid.addWidget(name, row, 0)
        grid.addWidget(Label(_("{amount} open", amount=words.money(line.open)), "soft"), row, 1)
        self.amounts[line.invoice] = self._input(
            _("{number} gets, of {amount}", number=line.number, amount=words.money(line.open)),
            Money(line.now, line.open.currency),
        )
        grid.addWidget(self.amounts[line.invoice], row, 2)
        code = self._choice.source.amount.currency
        if line.open.currency != code:
            self.takings[line.invoice] = self._input(
                _("What that takes of the payment, in {currency}, for {number}", currency=code, number=line.number),
                Money(line.taking, code),
            )
            self.takings[line.invoice].setPlaceholderText(_("takes, in {currency}", currency=code))
            grid.addWidget(self.takings[line.invoice], row, 3)

    def _input(self, name: str, amount: Money) -> QLineEdit:
        made = QLineEdit(_written(amount), self)
        made.setAccessibleName(name)
        made.setAlignment(Qt.AlignmentFlag.AlignRight)
        made.setMaximumWidth(140)
        made.textEdited.connect(self._sum)
        return made

    def fill(self) -> None:
        """Give each invoice of the payment's currency what is open, from the top, as far as the payment reaches."""
        left = self._choice.source.amount
        for line in self._choice.lines:
            if line.invoice not in self.takings:
                part = Money(min(left.minor, line.open.minor), left.currency)
                self.amounts[line.invoice].setText(_written(part))
                left -= part
        self._sum()

    def _read(self, box: QLineEdit, currency: str) -> int:
        """Return the minor units in an input, none where it is empty; ValueError if they cannot be read."""
        return parse_money(box.text().strip(), currency, current().language) or 0

    def parts(self) -> dict[int, Part]:
        """Return what each invoice gets; ValueError, with the input in focus, if one cannot be read."""
        found: dict[int, Part] = {}
        code = self._choice.source.amount.currency
        for line in self._choice.lines:
            minor = self._value(self.amounts[line.invoice], line.open.currency)
            taking = self.takings.get(line.invoice)
            if minor:
                took = self._value(taking, code) if taking else None
                found[line.invoice] = Part(minor, took, self.difference.text().strip() if taking else "")
        return found

    def _value(self, box: QLineEdit, currency: str) -> int:
        try:
            return self._read(box, currency)
        except FieldError as error:
            box.setFocus()
            box.selectAll()
            not_one = _("“{text}” is not an amount in {currency}.", text=box.text(), currency=currency)
            self.status.setText(current().say(error.said) if isinstance(error, UnclearError) else not_one)
            raise

    def _sum(self) -> None:
        """Say what the parts come to, and what is left."""
        code, total = self._choice.source.amount.currency, 0
        self.status.setText("")
        for line in self._choice.lines:
            box = self.takings.get(line.invoice, self.amounts[line.invoice])
            try:
                total += self._read(box, code)
            except ValueError:
                self.left.setText("")
                return
        left = self._choice.source.amount - Money(total, code)
        words = current()
        if left.minor < 0:
            over = words.money(Money(-left.minor, code))
            self.left.setText(_("That is {amount} more than there is.", amount=over))
        elif left.minor:
            self.left.setText(_("{amount} stays as credit on account.", amount=words.money(left)))
        else:
            self.left.setText(_("Nothing is left of it."))

    def action(self) -> Callable[[], Changed] | None:
        """Return what records the parts; None if an amount cannot be read."""
        try:
            parts = self.parts()
        except ValueError:
            return None
        if not parts:
            self.status.setText(_("Enter what at least one invoice gets."))
            return None
        book, number = self._session.book, self._choice.source.id
        return lambda: allocate(book, number, parts)

    def carried_out(self) -> None:
        """Say that they are on record."""
        self.spread.emit()


def _written(amount: Money) -> str:
    """Return an amount as it is typed, nothing for none."""
    return tongue(current().language).written(amount.plain()) if amount.minor else ""
